using Isobar.Core.Windows;

namespace Isobar.Core.Scoring;

/// <summary>A stratum of a pair in one window: what monitors weigh by their own split over zones and address families.</summary>
/// <param name="Pair">Number of the pair.</param>
/// <param name="Stratum">Zone, address family and method.</param>
/// <param name="Availability">Whether its users reach the application.</param>
/// <param name="Performance">Whether it is as fast for them as usual.</param>
public readonly record struct StratumHealth(int Pair, HealthStratum Stratum, MetricHealth Availability, MetricHealth Performance)
{
    /// <summary>The verdict on a metric.</summary>
    public MetricHealth Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;
}
