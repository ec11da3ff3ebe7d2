namespace Isobar.Core.Metrics;

/// <summary>A statistic of a metric, period by period.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="PeriodSeconds">Length of a period.</param>
/// <param name="Statistic">What is computed of each period.</param>
/// <param name="Unit">Only points of this unit; null for those of any.</param>
public sealed record MetricStat(MetricIdentity Metric, int PeriodSeconds, MetricStatistic Statistic, string? Unit);
