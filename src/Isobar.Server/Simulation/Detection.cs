using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Server.Simulation;

/// <summary>What the pipeline found, as the scorecard reads it. Pairs are numbered as in the world.</summary>
/// <param name="Metric">What dropped.</param>
/// <param name="Element">The element that was named, or that holds the pairs.</param>
/// <param name="Pairs">The pairs that it explains, rising.</param>
/// <param name="StartSeconds">Start of the drop, Unix seconds.</param>
/// <param name="OpenedSeconds">Start of the window in which it was certain.</param>
/// <param name="EndSeconds">End of the drop; null while it lasts.</param>
/// <param name="Verdict">Whether somebody was named.</param>
/// <param name="Confidence">How sure, 0 to 1.</param>
/// <param name="Suspects">The suspects, the most likely first.</param>
/// <param name="BecamePart">Whether it became a part of another one while both lasted.</param>
internal sealed record Detection(
    HealthMetric Metric,
    NetworkElement Element,
    ImmutableArray<int> Pairs,
    long StartSeconds,
    long OpenedSeconds,
    long? EndSeconds,
    BlameVerdict Verdict,
    double Confidence,
    ImmutableArray<NetworkElement> Suspects,
    bool BecamePart = false);
