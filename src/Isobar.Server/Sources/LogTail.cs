using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Server.Sources;

/// <summary>
/// Follows the files of one source: parses what they grow by, and adds it to the open windows. It knows for each file where the first line of each open window lies,
/// so that a checkpoint says exactly what a restart must read again. For one thread; time is an argument.
/// </summary>
internal sealed class LogTail : IDisposable
{
    /// <summary>Records further ahead of the clock are not believed: they would keep a window open that nobody seals.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private const int BufferBytes = 512 * 1024;
    private const long MicrosPerSecond = 1_000_000;

    private readonly WindowClock _clock;
    private readonly StratumTable _strata;
    private readonly TallyAccumulator _tallies;
    private readonly FollowedFiles _files;
    private readonly FormatWatch _format;
    private readonly byte[] _buffer;
    private readonly LineTaker _take;
    private SourceStrata? _sourceStrata;
    private long _sealedBeforeMicros = long.MinValue;
    private long _futureMicros;
    private string? _readFault;

    /// <param name="source">What to follow.</param>
    /// <param name="clock">The grid of windows.</param>
    /// <param name="strata">The table of the process.</param>
    /// <param name="tallies">Takes the records; shared by the sources of one thread.</param>
    public LogTail(LogSource source, WindowClock clock, StratumTable strata, TallyAccumulator tallies)
    {
        Source = source;
        _clock = clock;
        _strata = strata;
        _tallies = tallies;
        _files = new FollowedFiles(source, Counters);
        _format = new FormatWatch(source.Format);
        _buffer = new byte[Math.Max(BufferBytes, source.LongestLineBytes + 1)];
        _take = Take;
    }

    /// <summary>What is followed.</summary>
    public LogSource Source { get; private set; }

    /// <summary>What became of the lines.</summary>
    public SourceCounters Counters { get; } = new();

    /// <summary>The format; null until it is known.</summary>
    public LogFormat? Format => _format.Format;

    /// <summary>All that was written before this time has been read; null until that was so for the first time.</summary>
    public DateTimeOffset? ReadUpTo { get; private set; }

    /// <summary>Records before this time have come, or are late: what has been read, less the grace of the source. Null until all was read for the first time.</summary>
    public DateTimeOffset? Watermark => ReadUpTo - Source.Grace;

    /// <summary>
    /// Whether a file is followed that the last checkpoint does not know, or knows too little of to find it again after a rotation: then one should be stored soon, even
    /// if no window is sealed.
    /// </summary>
    public bool HasUnknownFiles => _files.HasUnknown;

    /// <summary>When it was polled first; null before.</summary>
    public DateTimeOffset? StartedAt { get; private set; }

    /// <summary>When bytes came last; null before the first.</summary>
    public DateTimeOffset? GrewAt { get; private set; }

    /// <summary>Bytes that are written and not read.</summary>
    public long LagBytes => _files.All.Where(file => !file.IsClosed).Sum(file => file.Length - file.ReadOffset);

    /// <summary>The files that are followed now.</summary>
    public IEnumerable<string> FollowedPaths => _files.All.Where(file => !file.IsClosed).Select(file => file.Path);

    /// <summary>Files that the patterns match and that are not followed since they are compressed.</summary>
    public IReadOnlyCollection<string> Compressed => _files.Compressed;

    /// <summary>What keeps the source from being read, each as a sentence; empty when all is well.</summary>
    public IEnumerable<string> Faults => _files.Faults.Concat(new[] { _format.Fault, _readFault }.OfType<string>());

    /// <summary>Goes on where a checkpoint says: its files are found again, wherever rotation has moved them.</summary>
    public void Restore(TailCheckpoint checkpoint, DateTimeOffset now)
    {
        _sealedBeforeMicros = checkpoint.OpenFromSeconds is long seconds ? seconds * MicrosPerSecond : long.MinValue;
        _files.Restore(checkpoint.Files, now);
    }

    /// <summary>Goes on with another grace and other rules for reading lines. Lines that were read stay as they were read.</summary>
    public void TakeOver(TimeSpan grace, ParserOptions parser)
    {
        Source = Source with { Grace = grace, Parser = parser };
        foreach (TailedFile file in _files.All)
        {
            // Made anew at the next line, with the header in force there.
            file.Parser = null;
        }
    }

    /// <summary>Reads what has come since the last poll.</summary>
    /// <param name="now">The clock, read before the poll: all that was written until then is there to be read.</param>
    /// <param name="budget">Bytes to read at most; what was read is taken off.</param>
    public void Poll(DateTimeOffset now, ref long budget)
    {
        StartedAt ??= now;
        _futureMicros = MicrosOf(now + Ahead);
        long before = budget;
        bool isCaughtUp;
        try
        {
            isCaughtUp = ReadFiles(now, ref budget);
            _readFault = null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A disk that fails for a while: no line is lost, as the offset has not moved, and the watermark waits.
            _readFault = $"reading failed: {error.Message}";
            isCaughtUp = false;
        }
        if (budget < before)
        {
            Counters.Bytes += before - budget;
            GrewAt = now;
        }
        ReadUpTo = isCaughtUp ? now : ReadUpTo;
    }

    /// <summary>What a restart needs, when all windows before this one are sealed; earlier ones are forgotten.</summary>
    /// <param name="firstOpenWindow">The first window that is not sealed; <see cref="long.MinValue"/> before any is.</param>
    public TailCheckpoint Checkpoint(long firstOpenWindow) =>
        new(firstOpenWindow == long.MinValue ? null : _clock.StartSeconds(firstOpenWindow), _files.Checkpoint(firstOpenWindow));

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private static long MicrosOf(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>Reads what the files have grown by; true when nothing is left.</summary>
    private bool ReadFiles(DateTimeOffset now, ref long budget)
    {
        bool isCaughtUp = true;
        // Truncated files first: a copy that appears together with them is theirs.
        _files.Look(now);
        _files.Discover(now);
        foreach (TailedFile file in _files.All)
        {
            if (file.IsClosed || !IsReadable(file))
            {
                continue;
            }
            file.Read(_buffer, ref budget, _take);
            isCaughtUp &= file.IsCaughtUp;
            FollowedFiles.FinishIfQuiet(file, now, _buffer, _take);
        }
        return isCaughtUp;
    }

    private bool IsReadable(TailedFile file)
    {
        if (file.Parser is not null)
        {
            return true;
        }
        if (!_format.Recognise(file))
        {
            return false;
        }
        file.Parser = _format.Format!.CreateParser(Source.Parser);
        ReadHeader(file);
        _sourceStrata ??= new SourceStrata(_strata, Source.Name, Source.Location, Source.Zone, _format.Format.Method);
        return true;
    }

    /// <summary>Reads the header again that was in force where reading goes on.</summary>
    private void ReadHeader(TailedFile file)
    {
        long start = file.Headers.InForceAt(file.ReadOffset);
        if (!file.Parser!.HasHeaders || start < 0)
        {
            return;
        }
        ReadOnlySpan<byte> lines = _buffer.AsSpan(0, file.ReadAt(_buffer, start));
        bool isFirst = true;
        foreach (Range range in lines.Split((byte)'\n'))
        {
            ReadOnlySpan<byte> line = LineText.WithoutReturn(lines[range]);
            if (!file.Parser.NoteHeader(line) && !line.StartsWith("#"u8) && !isFirst)
            {
                return;
            }
            isFirst = false;
        }
    }

    private void Take(TailedFile file, ReadOnlySpan<byte> line, long offset, bool isOverlong)
    {
        line = LineText.WithoutReturn(line);
        TrafficRecord record = default;
        ParseError error = isOverlong || line.Length > Source.LongestLineBytes ? ParseError.TooLong
            : line.IsEmpty ? ParseError.Blank
            : file.Parser!.Parse(line, ref record);
        file.Headers.Note(file.Parser!.HasHeaders && error is ParseError.Header or ParseError.Comment, offset);
        if (error == ParseError.None && offset < file.SkipUntil && record.TimeMicros < _sealedBeforeMicros)
        {
            Counters.Skipped++;
            return;
        }
        Counters.Lines++;
        if (error != ParseError.None)
        {
            Counters.Reject(error, line);
            return;
        }
        Counters.Records++;
        if (record.TimeMicros > _futureMicros)
        {
            Counters.Future++;
        }
        else if (_tallies.Add(record, _sourceStrata!.IndexOf(record)))
        {
            file.Windows.Note(_clock.WindowOf(record.TimeMicros), offset);
        }
        else
        {
            Counters.Late++;
        }
    }
}
