namespace Isobar.Core.Metrics;

/// <summary>One entry of a request for data: a metric, or an expression over other entries.</summary>
/// <param name="Id">Its name in expressions; begins with a lower-case letter.</param>
/// <param name="Stat">The metric; null where it is an expression.</param>
/// <param name="Expression">The expression; null where it is a metric.</param>
/// <param name="Label">What people know it by; null for a label of its own.</param>
/// <param name="ReturnData">Whether it is part of the answer, or only of other entries.</param>
/// <param name="PeriodSeconds">Period of an expression; null for that of its metrics.</param>
public sealed record MetricDataQuery(string Id, MetricStat? Stat, string? Expression, string? Label, bool ReturnData, int? PeriodSeconds);
