namespace Isobar.Core.Metrics.Expressions;

/// <summary>What an expression can refer to.</summary>
/// <param name="Series">All results by their ids.</param>
/// <param name="MetricIds">The ids that are metrics and not expressions, in the order of the request: what METRICS() gives.</param>
internal sealed record ExpressionScope(IReadOnlyDictionary<string, IReadOnlyList<MetricSeries>> Series, IReadOnlyList<string> MetricIds);
