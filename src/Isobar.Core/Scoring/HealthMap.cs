using System.Collections.Immutable;

namespace Isobar.Core.Scoring;

/// <summary>
/// The health of all pairs in one sealed window. It is computed once; monitors overlay it with their own traffic. A pair's health does not depend on which
/// monitor looks at it.
/// </summary>
public sealed class HealthMap
{
    /// <summary>Start of the window, Unix seconds.</summary>
    public required long WindowStart { get; init; }

    /// <summary>Length of the window, seconds.</summary>
    public required int WindowSeconds { get; init; }

    /// <summary>What the numbers of pairs mean.</summary>
    public required PairTable Pairs { get; init; }

    /// <summary>The pairs by number; those without traffic too, as their users may be missing.</summary>
    public required ReadOnlyMemory<PairHealth> Health { get; init; }

    /// <summary>What was counted of the pairs, by number; only valid until the next window is concluded.</summary>
    public required ReadOnlyMemory<PairCounts> Counts { get; init; }

    /// <summary>The strata, those of a pair together.</summary>
    public required ReadOnlyMemory<StratumHealth> Strata { get; init; }

    /// <summary>The aggregates that show a drop, in the order of elements.</summary>
    public required IReadOnlyList<ElementHealth> Elements { get; init; }

    /// <summary>
    /// Wide elements whose sum was tested and shows no drop, with the smallest share that would have shown: what is wrong with more of the traffic of some of their pairs
    /// is not theirs.
    /// </summary>
    public IReadOnlyDictionary<(NetworkElement Element, HealthMetric Metric), float> Sound { get; init; } = ImmutableDictionary<(NetworkElement, HealthMetric), float>.Empty;

    /// <summary>The reasons for drops of pairs, by pair and metric.</summary>
    public required IReadOnlyDictionary<(int Pair, HealthMetric Metric), Evidence> Evidence { get; init; }

    /// <summary>
    /// Whether the window's hour tells nothing of what is usual for a pair: attempts failed, and an availability event opened. Slow times and missing clients do not count, as
    /// medians of days bear them, and a level that stays must be seen to become normal.
    /// </summary>
    /// <param name="pair">Number of the pair.</param>
    public bool IsNoHistory(int pair)
    {
        MetricHealth availability = Health.Span[pair].Availability;
        PairCounts counts = Counts.Span[pair];
        bool hasFailed = (counts.NetworkFailed + counts.ServiceFailed) * 10 > counts.Votes;
        return availability.OpenedBy != OpeningPath.None && (availability.Stream != EvidenceStream.Volume || hasFailed);
    }
}
