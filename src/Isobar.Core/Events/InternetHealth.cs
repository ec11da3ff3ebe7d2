using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Both metrics of one location; a metric without a score is left out (spec 19).</summary>
/// <param name="Availability">Whether users reach the application.</param>
/// <param name="Performance">Whether it is as fast as usual.</param>
/// <param name="RoundTripTime">Quantiles of all samples of the location together, milliseconds.</param>
public sealed record InternetHealth(HealthFigures? Availability, HealthFigures? Performance, RoundTripTimes? RoundTripTime)
{
    /// <summary>The figures of a metric.</summary>
    public HealthFigures? Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;
}
