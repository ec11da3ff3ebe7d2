namespace Isobar.Server.Replay;

/// <summary>How far a replay is; written by its threads, read by the progress bar.</summary>
internal sealed class ReplayProgress
{
    private long _lines;
    private long _donePosition;
    private int _file;
    private long _filePosition;
    private readonly List<long> _lengths = [];

    /// <summary>What is being done, in a few words.</summary>
    public string Step { get; set; } = "reading";

    /// <summary>Lines read so far.</summary>
    public long Lines => Interlocked.Read(ref _lines);

    /// <summary>Bytes of all inputs as they lie on disk; null when one of them does not tell.</summary>
    public long? TotalBytes { get; private set; }

    /// <summary>Bytes read so far, as they lie on disk.</summary>
    public long ReadBytes => Interlocked.Read(ref _donePosition) + Interlocked.Read(ref _filePosition);

    /// <summary>Tells the sizes of the inputs.</summary>
    public void Begin(IEnumerable<long?> lengths)
    {
        long?[] all = [.. lengths];
        _lengths.AddRange(all.Select(length => length ?? 0));
        TotalBytes = all.Contains(null) ? null : _lengths.Sum();
    }

    /// <summary>Counts lines.</summary>
    public void AddLines(long lines) => Interlocked.Add(ref _lines, lines);

    /// <summary>Tells where the reader is.</summary>
    public void SetPosition(int file, long position)
    {
        for (; _file < file; _file++)
        {
            Interlocked.Add(ref _donePosition, _lengths[_file]);
        }
        Interlocked.Exchange(ref _filePosition, position);
    }
}
