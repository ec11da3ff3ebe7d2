namespace Isobar.Core.Metrics;

/// <summary>A value for each period of a grid.</summary>
/// <param name="Label">What people know it by.</param>
/// <param name="Grid">The periods.</param>
/// <param name="Values">The values; NaN where there is none.</param>
public sealed record MetricSeries(string Label, MetricGrid Grid, double[] Values);
