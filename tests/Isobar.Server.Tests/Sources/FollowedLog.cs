using System.Globalization;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Hosting;
using Isobar.Server.Sources;
using Isobar.Server.Tests.Replay;

namespace Isobar.Server.Tests.Sources;

/// <summary>A log in a temporary folder with a tail on it, a clock that moves by hand, and a store that is a dictionary: what it holds is what was sealed.</summary>
internal sealed class FollowedLog : IDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly WindowClock s_clock = new(10);

    private readonly LogSource _source;
    private byte[]? _checkpoint;

    public FollowedLog(string files = "access.log", LogFormat? format = null)
    {
        Folder = Directory.CreateTempSubdirectory("isobar-tail-").FullName;
        _source = new LogSource { Name = "log", Files = [Path.Combine(Folder, files)], Format = format ?? LogFormats.Named[0].Format };
        StratumTable strata = new();
        Open = NewOpen(strata);
        Tail = new LogTail(_source, s_clock, strata, Open.Tallies);
    }

    public string Folder { get; }

    public LogTail Tail { get; private set; }

    public OpenWindows Open { get; private set; }

    public DateTimeOffset Now { get; private set; } = Start;

    /// <summary>Connections by start of window, seconds after <see cref="Start"/>, as sealed.</summary>
    public SortedDictionary<long, long> Stored { get; } = [];

    public string Log => PathOf("access.log");

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>A line in the combined format, so many seconds after the start.</summary>
    public static string Line(double seconds, string client = "198.18.0.1") => string.Create(
        CultureInfo.InvariantCulture, $"{client} - - [{Start.AddSeconds(seconds):dd/MMM/yyyy:HH:mm:ss} +0000] \"GET / HTTP/1.1\" 200 10 \"-\" \"-\"\n");

    public void Write(string text, string name = "access.log") => File.AppendAllText(PathOf(name), text);

    public void WriteLines(params ReadOnlySpan<double> seconds)
    {
        foreach (double second in seconds)
        {
            Write(Line(second));
        }
    }

    /// <summary>What logrotate does by default: the file gets another name, the server makes a new one.</summary>
    public void RotateByRename()
    {
        Shift();
        File.Move(Log, PathOf("access.log.1"));
    }

    /// <summary>What logrotate does with copytruncate.</summary>
    public void RotateByCopy()
    {
        Shift();
        File.Copy(Log, PathOf("access.log.1"));
        using FileStream file = new(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    public void Poll(double advanceSeconds = 0, long budget = long.MaxValue)
    {
        Now = Now.AddSeconds(advanceSeconds);
        Tail.Poll(Now, ref budget);
        Open.Drain();
        _checkpoint = Tail.HasUnknownFiles ? Tail.Checkpoint(Open.FirstOpen).Write() : _checkpoint;
    }

    /// <summary>Seals what ended so many seconds after the start, and stores it with the checkpoint.</summary>
    public void Seal(double seconds)
    {
        long before = s_clock.WindowOf((Start.AddSeconds(seconds) - DateTimeOffset.UnixEpoch).Ticks / 10);
        SealedWindows part = Open.Seal(before, int.MaxValue);
        foreach (TallyBatch batch in part.Batches)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                long window = batch.WindowStart[row] - Start.ToUnixTimeSeconds();
                Stored[window] = Stored.GetValueOrDefault(window) + batch.Connections[row];
            }
        }
        _checkpoint = Tail.Checkpoint(Open.FirstOpen).Write();
    }

    /// <summary>The process dies and is started again: all that is not stored is forgotten.</summary>
    public void Crash()
    {
        Tail.Dispose();
        StratumTable strata = new();
        Open = NewOpen(strata);
        Tail = new LogTail(_source, s_clock, strata, Open.Tallies);
        if (_checkpoint is not null)
        {
            TailCheckpoint checkpoint = TailCheckpoint.Read("log", _checkpoint);
            Tail.Restore(checkpoint, Now);
            Open.FirstOpen = checkpoint.OpenFromSeconds is long seconds ? s_clock.WindowOf(seconds * 1_000_000) : long.MinValue;
        }
    }

    public void Dispose()
    {
        Tail.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static OpenWindows NewOpen(StratumTable strata) =>
        new(s_clock, 2, strata, address => TestAtlas.Atlas.IdOf(TestAtlas.Atlas.Locate(address)));

    private void Shift()
    {
        for (int number = 99; number > 0; number--)
        {
            if (File.Exists(PathOf($"access.log.{number}")))
            {
                File.Move(PathOf($"access.log.{number}"), PathOf($"access.log.{number + 1}"));
            }
        }
    }
}
