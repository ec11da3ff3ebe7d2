using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>A drop of a pair that is certain enough for an event but below the monitor's floors of score or impact (section 8 of the statistical design).</summary>
/// <param name="Pair">Who and where.</param>
/// <param name="Metric">What dropped.</param>
/// <param name="Since">Start of the first window of the drop, Unix seconds.</param>
/// <param name="Score">The pair's score, 0 to 100.</param>
/// <param name="PercentOfTotalTrafficImpacted">The part of the monitor's traffic that is hit, percent.</param>
/// <param name="OpenedBy">The path by which it became certain.</param>
public sealed record Observation(
    PairKey Pair, HealthMetric Metric, long Since, double Score, double PercentOfTotalTrafficImpacted, OpeningPath OpenedBy);
