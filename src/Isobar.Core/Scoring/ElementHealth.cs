namespace Isobar.Core.Scoring;

/// <summary>An aggregate of pairs that shows a drop in one window: slight but wide rises are seen here and in no pair.</summary>
/// <param name="Element">What its pairs share.</param>
/// <param name="Metric">The metric that dropped.</param>
/// <param name="Health">The verdict on all of its traffic.</param>
/// <param name="Pairs">Numbers of its pairs that have traffic.</param>
/// <param name="Evidence">The test behind it.</param>
public sealed record ElementHealth(NetworkElement Element, HealthMetric Metric, MetricHealth Health, IReadOnlyList<int> Pairs, Evidence Evidence);
