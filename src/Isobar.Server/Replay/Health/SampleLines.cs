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
/// The third look at the input: finds some lines of each health event, so that a reader can see for himself. They are lines of a location that was hit, while it
/// was hit, which show what the tests counted: a failure, or a time above the edge. Reading stops as soon as every event has its lines.
/// </summary>
internal sealed class SampleLines
{
    /// <summary>Lines of one event.</summary>
    private const int LinesPerEvent = 5;

    private const long MicrosPerSecond = 1_000_000;

    private readonly ReplayOptions _options;
    private readonly CityNetworkAtlas _atlas;
    private readonly Dictionary<PairKey, List<Target>> _targets = [];
    private readonly List<Wanted> _wanted = [];
    private readonly StratumTable _strata = new();
    private long _from = long.MaxValue;
    private long _to = long.MinValue;
    private int _open;

    private SampleLines(ReplayOptions options, CityNetworkAtlas atlas)
    {
        _options = options;
        _atlas = atlas;
    }

    /// <summary>The places of lines by event; nothing where standard input was read, which is gone.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<LinePosition>> Find(
        ReplayOptions options, CityNetworkAtlas atlas, IReadOnlyList<LogFormat> formats, IReadOnlyList<HealthEvent> events, CancellationToken cancel)
    {
        if (events.Count == 0 || options.Files.Contains(LogInput.StandardInput))
        {
            return new Dictionary<string, IReadOnlyList<LinePosition>>();
        }
        SampleLines look = new(options, atlas);
        foreach (HealthEvent one in events)
        {
            look.Want(one);
        }
        for (int file = 0; file < formats.Count && look._open > 0; file++)
        {
            look.Read(file, formats[file], cancel);
        }
        return look._wanted.ToDictionary(wanted => wanted.EventId, wanted => (IReadOnlyList<LinePosition>)wanted.Found, StringComparer.Ordinal);
    }

    private void Want(HealthEvent one)
    {
        Wanted wanted = new(one.EventId, []);
        _wanted.Add(wanted);
        foreach (ImpactedLocation location in one.ImpactedLocations)
        {
            Target target = new(wanted, location.HitSince * MicrosPerSecond, location.HitUntil * MicrosPerSecond, one.Metric, location.Evidence);
            if (!_targets.TryGetValue(location.Key, out List<Target>? targets))
            {
                targets = [];
                _targets.Add(location.Key, targets);
            }
            targets.Add(target);
            _from = Math.Min(_from, target.FromMicros);
            _to = Math.Max(_to, target.ToMicros);
        }
        _open += one.ImpactedLocations.Length > 0 ? 1 : 0;
    }

    private void Read(int file, LogFormat format, CancellationToken cancel)
    {
        using LogInput log = LogInput.Open(_options.Files[file]);
        LineBlockReader reader = new(log.Content, _options.BlockBytes);
        LineParser parser = format.CreateParser(_options.Parser);
        SourceStrata strata = new(_strata, _options.SourceName, _options.Location, _options.Zone, format.Method);
        LineBlock block = new();
        bool isFirst = true;
        while (_open > 0 && log.Guarded(() => reader.Read(block)))
        {
            cancel.ThrowIfCancellationRequested();
            for (int at = 0; at < block.Length && _open > 0;)
            {
                ReadOnlySpan<byte> rest = block.Lines[at..];
                int end = rest.IndexOf((byte)'\n');
                ReadOnlySpan<byte> line = LineText.WithoutReturn(end < 0 ? rest : rest[..end]);
                if (parser.HasHeaders && (isFirst || (!line.IsEmpty && line[0] == '#')))
                {
                    parser.NoteHeader(line);
                }
                isFirst = false;
                Look(parser, line, strata, new(file, block.Offset + at));
                at += (end < 0 ? rest.Length : end) + 1;
            }
        }
    }

    private void Look(LineParser parser, ReadOnlySpan<byte> line, SourceStrata strata, LinePosition place)
    {
        TrafficRecord record = default;
        bool isRecord = !line.IsEmpty && line.Length <= _options.LongestLineBytes && parser.Parse(line, ref record) == ParseError.None
            && record.TimeMicros >= Math.Max(_from, _options.FromMicros) && record.TimeMicros < Math.Min(_to, _options.ToMicros)
            && _options.Where?.Matches(record) != false;
        if (!isRecord)
        {
            return;
        }
        PairKey pair = new(_atlas.IdOf(_atlas.Locate(record.Client)), _strata[strata.IndexOf(record)].ServiceLocation);
        foreach (Target target in _targets.GetValueOrDefault(pair) ?? [])
        {
            List<LinePosition> found = target.Wanted.Found;
            if (found.Count < LinesPerEvent && record.TimeMicros >= target.FromMicros && record.TimeMicros < target.ToMicros && Shows(record, target))
            {
                found.Add(place);
                _open -= found.Count == LinesPerEvent ? 1 : 0;
            }
        }
    }

    /// <summary>Whether a record is one of those that the test counted. Of clients that did not come there are no lines: what came instead is shown.</summary>
    private static bool Shows(in TrafficRecord record, Target target) => target.Evidence?.Stream switch
    {
        EvidenceStream.NetworkFailures => record.Outcome == Outcome.NetworkFailure,
        EvidenceStream.ServiceFailures => record.Outcome == Outcome.ServiceFailure,
        EvidenceStream.Rtt => record.RttMicros > target.Evidence.EdgeMicros,
        EvidenceStream.Ttfb => record.TtfbMicros > target.Evidence.EdgeMicros,
        EvidenceStream.Volume => true,
        _ => target.Metric == HealthMetric.Performance || record.Outcome is Outcome.NetworkFailure or Outcome.ServiceFailure,
    };

    private sealed record Wanted(string EventId, List<LinePosition> Found);

    private sealed record Target(Wanted Wanted, long FromMicros, long ToMicros, HealthMetric Metric, Evidence? Evidence);
}
