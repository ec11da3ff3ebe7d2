using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Isobar.Server.Tests.Crashes;

/// <summary>The real program as a process of its own, to be killed. Only processes that it started itself are ever ended.</summary>
internal sealed partial class IsobarProcess : IDisposable
{
    private const int SigTerm = 15;
    private static readonly HttpClient s_http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _metrics = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Stopwatch _age = Stopwatch.StartNew();

    private IsobarProcess(Process process) => _process = process;

    /// <summary>Time since the start.</summary>
    public TimeSpan Age => _age.Elapsed;

    public bool HasExited => _process.HasExited;

    /// <summary>All that it printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static IsobarProcess Start(string home, params string[] arguments)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "isobar.dll");
        ProcessStartInfo start = new(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ISOBAR_HOME"] = home;
        IsobarProcess isobar = new(Process.Start(start)!);
        isobar._process.OutputDataReceived += (_, line) => isobar.Take(line.Data);
        isobar._process.ErrorDataReceived += (_, line) => isobar.Take(line.Data);
        isobar._process.BeginOutputReadLine();
        isobar._process.BeginErrorReadLine();
        return isobar;
    }

    /// <summary>Ends it with SIGKILL at an age, if it still runs then. True when it was killed.</summary>
    public async Task<bool> KillAtAsync(TimeSpan age)
    {
        using CancellationTokenSource due = new(age > Age ? age - Age : TimeSpan.Zero);
        try
        {
            await _process.WaitForExitAsync(due.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            _process.Kill(); // SIGKILL: nothing of the program runs after it.
            await _process.WaitForExitAsync();
            return _process.ExitCode == 128 + 9;
        }
    }

    /// <summary>Waits for its own end; the exit status.</summary>
    public async Task<int> ExitAsync()
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as a service manager does; the exit status.</summary>
    public Task<int> StopAsync()
    {
        Assert.Equal(0, Kill(_process.Id, SigTerm));
        return ExitAsync();
    }

    /// <summary>Polls its metrics until they are as wanted; the last values.</summary>
    public async Task<Dictionary<string, double>> MetricsAsync(Func<Dictionary<string, double>, bool> isWanted)
    {
        // It serves once it has played the windows since its last state again.
        Uri address = await _metrics.Task.WaitAsync(TimeSpan.FromSeconds(60));
        Dictionary<string, double> metrics = [];
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(100));
        while (await timer.WaitForNextTickAsync(deadline.Token))
        {
            metrics = Parse(await s_http.GetStringAsync(address, deadline.Token));
            if (isWanted(metrics))
            {
                return metrics;
            }
        }
        throw new TimeoutException(Said);
    }

    /// <summary>Where it serves.</summary>
    public async Task<Uri> AddressAsync() => new(await _metrics.Task.WaitAsync(TimeSpan.FromSeconds(60)), "/");

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    private static Dictionary<string, double> Parse(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Where(line => line[0] != '#')
        .Select(line => line.Split(' '))
        .ToDictionary(words => words[0], words => double.Parse(words[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }
        lock (_said)
        {
            _said.AppendLine(line);
        }
        if (line.StartsWith("Metrics ", StringComparison.Ordinal))
        {
            _metrics.TrySetResult(new Uri(line["Metrics ".Length..].Trim()));
        }
    }
}
