using Isobar.Core.Attribution;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Everything that is known of one window when events are decided.</summary>
public sealed class WindowReading
{
    private readonly ElementIndex?[] _elements = new ElementIndex?[2];

    /// <summary>The health of all pairs.</summary>
    public required HealthMap Map { get; init; }

    /// <summary>What the monitor sees of it.</summary>
    public required MonitorWindow Window { get; init; }

    /// <summary>Who is blamed for which pairs.</summary>
    public IReadOnlyList<Blame> Blames { get; init; } = [];

    /// <summary>Numbers of pairs whose new level was made their baseline in this window: their events close with that reason.</summary>
    public IReadOnlySet<int> NewNormals { get; init; } = new HashSet<int>();

    /// <summary>Names, prefixes and usual times.</summary>
    public EventFacts Facts { get; init; } = EventFacts.None;

    /// <summary>The time at which the window is concluded, Unix seconds: the time stamp of all changes.</summary>
    public required long Now { get; init; }

    /// <summary>What was counted of a pair, beside what was expected; false where nothing is known.</summary>
    internal bool TryGetCounts(int pair, out PairCounts counts)
    {
        bool isKnown = pair >= 0 && pair < Map.Counts.Length;
        counts = isKnown ? Map.Counts.Span[pair] : default;
        return isKnown;
    }

    /// <summary>Whether the drop of a pair is certain enough for an event: by a path of its own, or by one of the aggregates that speak for it.</summary>
    internal bool IsOpened(in PairMeasurement pair, HealthMetric metric)
    {
        MetricMeasurement measurement = pair.Of(metric);
        return measurement.State == HealthState.Drop
            && (measurement.OpenedBy != OpeningPath.None || (measurement.Source != ElementKind.Pair && IsInOpenedElement(pair.Pair, metric)));
    }

    /// <summary>Whether the pair is in an aggregate that opened, whatever the pair's own verdict rests on.</summary>
    internal bool IsInOpenedElement(int pair, HealthMetric metric) => ElementsOf(metric).IsOpened(pair);

    /// <summary>The explanation of a pair's drop: one that names somebody before one that does not, then the more certain.</summary>
    internal Blame? BlameOf(int pair, HealthMetric metric)
    {
        Blame? best = null;
        foreach (Blame blame in Blames)
        {
            if (blame.Metric == metric && blame.Pairs.AsSpan().BinarySearch(pair) >= 0 && IsBetter(blame, best))
            {
                best = blame;
            }
        }
        return best;
    }

    /// <summary>The test behind a pair's drop: its own, or that of the smallest aggregate that holds it.</summary>
    internal Evidence? EvidenceOf(int pair, HealthMetric metric)
    {
        if (Map.Evidence.TryGetValue((pair, metric), out Evidence? own))
        {
            return own;
        }
        int element = ElementsOf(metric).SmallestOf(pair);
        return element >= 0 ? Map.Elements[element].Evidence : null;
    }

    private static bool IsBetter(Blame blame, Blame? best) =>
        best is null || blame.Verdict > best.Verdict
        || (blame.Verdict == best.Verdict
            && (blame.Confidence > best.Confidence || (blame.Confidence == best.Confidence && blame.Element.CompareTo(best.Element) < 0)));

    private ElementIndex ElementsOf(HealthMetric metric) => _elements[(int)metric] ??= new(Map, metric);
}
