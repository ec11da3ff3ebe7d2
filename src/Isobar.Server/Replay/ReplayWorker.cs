using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Replay.Health;
using Isobar.Server.Sources;

namespace Isobar.Server.Replay;

/// <summary>
/// What one core does in a replay: parse, filter, locate, tally. It shares nothing with other cores but the atlas and the list of strata,
/// so its counts are summed at the end and its client minutes merged.
/// </summary>
internal sealed class ReplayWorker
{
    private readonly ReplayOptions _options;
    private readonly FileReader[] _files;
    private readonly TallyAccumulator _tallies;
    private readonly SpillFolder _spills;
    private readonly WindowClock _clock;
    private readonly List<SpilledRun> _runs = [];
    private long _toldLines;
    private (long First, long Last) _blockMicros;

    public ReplayWorker(
        ReplayOptions options, IReadOnlyList<LogFormat> formats, CityNetworkAtlas atlas, StratumTable strata, WindowClock clock, SpillFolder spills)
    {
        _options = options;
        _clock = clock;
        _spills = spills;
        _tallies = new TallyAccumulator(clock, address => atlas.IdOf(atlas.Locate(address)), HashSeed.OfProcess);
        _files =
        [
            .. formats.Select((format, file) => new FileReader(
                format.CreateParser(options.Parser),
                new SourceStrata(strata, options.SourceName, options.LocationOf(file), options.Zone, format.Method))),
        ];
    }

    public RejectedCounter Rejected { get; } = new();

    public long ScannerRecords { get; private set; }

    public TallyAccumulator Tallies => _tallies;

    /// <summary>When the records of each block were.</summary>
    public BlockTimes BlockTimes { get; } = new();

    /// <summary>Lines and records of each input.</summary>
    public IReadOnlyList<(long Lines, long Records)> Counts => [.. _files.Select(file => (file.Lines, file.Records))];

    /// <summary>Lines read since the last call, for progress.</summary>
    public long TakeNewLines()
    {
        long lines = _files.Sum(file => file.Lines);
        long fresh = lines - _toldLines;
        _toldLines = lines;
        return fresh;
    }

    /// <summary>What this core has tallied, sorted: the part in memory and the parts that had to be spilled.</summary>
    public IEnumerable<ClientMinuteCursor> Runs()
    {
        yield return new SortedTable(_tallies.Table, _clock);
        foreach (SpilledRun run in _runs)
        {
            yield return run;
        }
    }

    public void Process(LineBlock block)
    {
        FileReader file = _files[block.File];
        if (block.IsOverlongLine)
        {
            file.Lines++;
            Rejected.Add(ParseError.TooLong, new(block.File, block.Offset));
            return;
        }
        LineParser parser = block.Parser ?? file.Parser;
        TrafficRecord record = default;
        _blockMicros = (long.MaxValue, long.MinValue);
        int at = 0;
        while (at < block.Length)
        {
            ReadOnlySpan<byte> rest = block.Lines[at..];
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = end < 0 ? rest : rest[..end];
            int start = at;
            at += line.Length + 1;
            file.Lines++;
            ParseError error = Read(parser, LineText.WithoutReturn(line), file, ref record);
            if (error != ParseError.None)
            {
                Rejected.Add(error, new(block.File, block.Offset + start));
            }
        }
        BlockTimes.Add(block.File, block.Offset, _blockMicros.First, _blockMicros.Last);
        if (_tallies.Table.WouldExceed(_options.OpenTalliesBytes / _options.Cores))
        {
            _runs.Add(_spills.Write(new SortedTable(_tallies.Table, _clock)));
            _tallies.Table.Clear();
        }
    }

    private ParseError Read(LineParser parser, ReadOnlySpan<byte> line, FileReader file, ref TrafficRecord record)
    {
        if (line.Length > _options.LongestLineBytes)
        {
            return ParseError.TooLong;
        }
        ParseError error = line.IsEmpty ? ParseError.Blank : parser.Parse(line, ref record);
        if (error != ParseError.None)
        {
            return error;
        }
        if (record.TimeMicros < _options.FromMicros || record.TimeMicros >= _options.ToMicros || _options.Where?.Matches(record) == false)
        {
            return ParseError.Filtered;
        }
        file.Records++;
        _blockMicros = (Math.Min(_blockMicros.First, record.TimeMicros), Math.Max(_blockMicros.Last, record.TimeMicros));
        ScannerRecords += ScannerSigns.LooksLikeScanner(record) ? 1 : 0;
        _tallies.Add(record, file.Strata.IndexOf(record));
        return ParseError.None;
    }

    private sealed class FileReader(LineParser parser, SourceStrata strata)
    {
        public LineParser Parser { get; } = parser;

        public SourceStrata Strata { get; } = strata;

        public long Lines { get; set; }

        public long Records { get; set; }
    }
}
