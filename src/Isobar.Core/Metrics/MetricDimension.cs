namespace Isobar.Core.Metrics;

/// <summary>A part of the identity of a metric.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record MetricDimension(string Name, string Value);
