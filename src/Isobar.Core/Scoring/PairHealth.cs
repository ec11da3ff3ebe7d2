namespace Isobar.Core.Scoring;

/// <summary>A pair in one window.</summary>
/// <param name="Availability">Whether its users reach the application.</param>
/// <param name="Performance">Whether it is as fast for them as usual.</param>
/// <param name="FirstStratum">Index of its first stratum in <see cref="HealthMap.Strata"/>.</param>
/// <param name="StratumCount">Number of its strata, which follow one another.</param>
/// <param name="Bytes">Traffic of the window, in and out.</param>
/// <param name="Connections">Connections of the window.</param>
/// <param name="Votes">Availability votes of the window.</param>
public readonly record struct PairHealth(
    MetricHealth Availability, MetricHealth Performance, int FirstStratum, int StratumCount, long Bytes, long Connections, int Votes)
{
    /// <summary>The verdict on a metric.</summary>
    public MetricHealth Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;
}
