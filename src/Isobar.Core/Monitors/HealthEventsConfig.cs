using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>The thresholds of a monitor (spec 4.3). A change is in force from the next window on; running events are kept or resolved by the new one.</summary>
public sealed record HealthEventsConfig
{
    /// <summary>Overall availability score at or below which an event opens, 0 to 100.</summary>
    public double AvailabilityScoreThreshold { get; init; } = 95;

    /// <summary>Overall performance score at or below which an event opens, 0 to 100.</summary>
    public double PerformanceScoreThreshold { get; init; } = 95;

    /// <summary>Local availability events.</summary>
    public LocalHealthEventsConfig AvailabilityLocal { get; init; } = new();

    /// <summary>Local performance events.</summary>
    public LocalHealthEventsConfig PerformanceLocal { get; init; } = new();

    /// <summary>The overall threshold of a metric.</summary>
    public double ThresholdOf(HealthMetric metric) =>
        metric == HealthMetric.Availability ? AvailabilityScoreThreshold : PerformanceScoreThreshold;

    /// <summary>The local settings of a metric.</summary>
    public LocalHealthEventsConfig LocalOf(HealthMetric metric) => metric == HealthMetric.Availability ? AvailabilityLocal : PerformanceLocal;
}
