using System.Globalization;

namespace Isobar.Server.Tests.Crashes;

/// <summary>A log as a busy server and logrotate make it: lines are appended with the present time, and the file is now and then renamed, or copied and truncated.</summary>
internal sealed class GrowingLog(string path, int seed) : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(20);

    private readonly Random _random = new(seed);
    private readonly CancellationTokenSource _stop = new();
    private Task _writing = Task.CompletedTask;

    /// <summary>How often the file was rotated.</summary>
    public int Rotations { get; private set; }

    /// <summary>Time of the last line.</summary>
    public DateTimeOffset LastTime { get; private set; }

    /// <summary>The log and all that rotation has made of it.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + "*");

    /// <summary>Writes lines of the last days, the last of them of this moment.</summary>
    public void WriteHistory(int lines, int days)
    {
        DateTimeOffset now = DateTimeOffset.UtcNow;
        using StreamWriter file = new(path);
        for (int line = lines; line > 0; line--)
        {
            file.Write(InputCount.Line(now - TimeSpan.FromDays(days) * line / lines, _random));
        }
    }

    public void StartWriting() => _writing = Task.Run(WriteAsync);

    public async Task StopWritingAsync()
    {
        await _stop.CancelAsync();
        await _writing;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task WriteAsync()
    {
        using PeriodicTimer timer = new(s_beat);
        while (!_stop.IsCancellationRequested)
        {
            Append();
            if (_random.Next(60) == 0)
            {
                Rotate();
            }
            try
            {
                await timer.WaitForNextTickAsync(_stop.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Some lines, the last of them in two writes.</summary>
    private void Append()
    {
        LastTime = DateTimeOffset.UtcNow;
        string lines = string.Concat(Enumerable.Range(0, _random.Next(1, 30)).Select(_ => InputCount.Line(LastTime, _random)));
        int cut = lines.Length - _random.Next(1, 60);
        File.AppendAllText(path, lines[..cut]);
        File.AppendAllText(path, lines[cut..]);
    }

    private void Rotate()
    {
        for (int number = Rotations; number > 0; number--)
        {
            File.Move(Rotated(number), Rotated(number + 1));
        }
        if (_random.Next(2) == 0)
        {
            File.Move(path, Rotated(1));
        }
        else
        {
            File.Copy(path, Rotated(1));
            using FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            file.SetLength(0);
        }
        Rotations++;
    }

    private string Rotated(int number) => string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
}
