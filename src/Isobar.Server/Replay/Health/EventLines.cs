using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Formats;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Server.Sources;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// The third look at the input, for what tallies do not keep: some lines of each health event, so that a reader can see for himself, and the prefixes of the affected
/// clients. Both come from lines of a location that was hit, while it was hit, which show what the tests counted: a failure, or a time above the edge. Blocks without
/// a record of that time are passed over.
/// </summary>
internal sealed class EventLines
{
    /// <summary>Lines of one event.</summary>
    private const int LinesPerEvent = 5;

    private const long MicrosPerSecond = 1_000_000;

    /// <summary>Clients that do not come leave no line: it is told who came in the day before.</summary>
    private const long MissedMicros = 86_400 * MicrosPerSecond;

    private readonly ReplayOptions _options;
    private readonly CityNetworkAtlas _atlas;
    private readonly BlockTimes _blocks;
    private readonly Dictionary<PairKey, List<Target>> _targets = [];
    private readonly Dictionary<string, List<LinePosition>> _lines = new(StringComparer.Ordinal);
    private readonly StratumTable _strata = new();
    private TimeRanges _times = new([]);

    private EventLines(ReplayOptions options, CityNetworkAtlas atlas, BlockTimes blocks)
    {
        _options = options;
        _atlas = atlas;
        _blocks = blocks;
    }

    /// <summary>Adds lines and prefixes to the events; nothing where standard input was read, which is gone.</summary>
    public static ReplayHealth AddTo(
        ReplayHealth health, ReplayOptions options, CityNetworkAtlas atlas, IReadOnlyList<LogFormat> formats, BlockTimes blocks, CancellationToken cancel)
    {
        if (health.Events.Count == 0 || options.Files.Contains(LogInput.StandardInput))
        {
            return health;
        }
        EventLines look = new(options, atlas, blocks);
        look.Want(health.Events);
        for (int file = 0; file < formats.Count; file++)
        {
            look.Read(file, formats[file], cancel);
        }
        return health with
        {
            Events = [.. health.Events.Select(look.WithPrefixes)],
            SampleLines = look._lines.ToDictionary(lines => lines.Key, lines => (IReadOnlyList<LinePosition>)lines.Value, StringComparer.Ordinal),
        };
    }

    private void Want(IReadOnlyList<HealthEvent> events)
    {
        foreach (HealthEvent one in events)
        {
            _lines.Add(one.EventId, []);
            foreach (ImpactedLocation location in one.ImpactedLocations)
            {
                Target target = new(one, location);
                if (!_targets.TryGetValue(location.Key, out List<Target>? targets))
                {
                    targets = [];
                    _targets.Add(location.Key, targets);
                }
                targets.Add(target);
            }
        }
        _times = new(_targets.Values.SelectMany(targets => targets).Select(target => (target.EarliestMicros, target.ToMicros)));
    }

    private void Read(int file, LogFormat format, CancellationToken cancel)
    {
        using LogInput log = LogInput.Open(_options.Files[file]);
        LineBlockReader reader = new(log.Content, _options.BlockBytes);
        LineParser parser = format.CreateParser(_options.Parser);
        SourceStrata strata = new(_strata, _options.SourceName, _options.LocationOf(file), _options.Zone, format.Method);
        LineBlock block = new();
        for (bool isFirst = true; log.Guarded(() => reader.Read(block)); isFirst = false)
        {
            cancel.ThrowIfCancellationRequested();
            LineParser before = parser.HasHeaders ? parser.Fork() : parser;
            if (parser.HasHeaders)
            {
                ReplayReader.NoteHeaders(parser, block.Lines, isFirst);
            }
            if (_blocks.MayHold(file, block.Offset, _times))
            {
                Look(before, block, file, strata);
            }
        }
    }

    private void Look(LineParser parser, LineBlock block, int file, SourceStrata strata)
    {
        for (int at = 0; at < block.Length;)
        {
            ReadOnlySpan<byte> rest = block.Lines[at..];
            int end = rest.IndexOf((byte)'\n');
            Look(parser, LineText.WithoutReturn(end < 0 ? rest : rest[..end]), strata, new(file, block.Offset + at));
            at += (end < 0 ? rest.Length : end) + 1;
        }
    }

    private void Look(LineParser parser, ReadOnlySpan<byte> line, SourceStrata strata, LinePosition place)
    {
        TrafficRecord record = default;
        bool isRecord = !line.IsEmpty && line.Length <= _options.LongestLineBytes && parser.Parse(line, ref record) == ParseError.None
            && record.TimeMicros >= _options.FromMicros && record.TimeMicros < _options.ToMicros && _times.Holds(record.TimeMicros)
            && _options.Where?.Matches(record) != false;
        if (!isRecord)
        {
            return;
        }
        PairKey pair = new(_atlas.IdOf(_atlas.Locate(record.Client)), _strata[strata.IndexOf(record)].ServiceLocation);
        foreach (Target target in _targets.GetValueOrDefault(pair) ?? [])
        {
            target.Look(record, _lines[target.EventId], place);
        }
    }

    private HealthEvent WithPrefixes(HealthEvent one) => ClientPrefixes.AddTo(one, location => PrefixesOf(one, location));

    private ClientPrefixes PrefixesOf(HealthEvent one, ImpactedLocation location) =>
        _targets[location.Key].Find(target => target.EventId == one.EventId)!.Prefixes;

    /// <summary>A location of an event, whose lines are looked for.</summary>
    private sealed class Target(HealthEvent one, ImpactedLocation location)
    {
        private readonly long _fromMicros = location.HitSince * MicrosPerSecond;

        public string EventId => one.EventId;

        public long ToMicros { get; } = location.HitUntil * MicrosPerSecond;

        /// <summary>Time of the first line that matters.</summary>
        public long EarliestMicros => IsAboutMissing ? _fromMicros - MissedMicros : _fromMicros;

        public ClientPrefixes Prefixes { get; } = new();

        private bool IsAboutMissing => location.Evidence?.Stream == EvidenceStream.Volume;

        public void Look(in TrafficRecord record, List<LinePosition> lines, LinePosition place)
        {
            if (record.TimeMicros < EarliestMicros || record.TimeMicros >= ToMicros)
            {
                return;
            }
            bool isInside = record.TimeMicros >= _fromMicros;
            if (IsAboutMissing ? !isInside : Shows(record))
            {
                Prefixes.Add(record.Client);
            }
            if (isInside && lines.Count < LinesPerEvent && Shows(record))
            {
                lines.Add(place);
            }
        }

        /// <summary>Whether a record is one of those that the test counted. Of clients that did not come there are no lines: what came instead is shown.</summary>
        private bool Shows(in TrafficRecord record) => location.Evidence?.Stream switch
        {
            EvidenceStream.NetworkFailures => record.Outcome == Outcome.NetworkFailure,
            EvidenceStream.ServiceFailures => record.Outcome == Outcome.ServiceFailure,
            EvidenceStream.Rtt => record.RttMicros > location.Evidence.EdgeMicros,
            EvidenceStream.Ttfb => record.TtfbMicros > location.Evidence.EdgeMicros,
            EvidenceStream.Volume => true,
            _ => one.Metric == HealthMetric.Performance || record.Outcome is Outcome.NetworkFailure or Outcome.ServiceFailure,
        };
    }
}
