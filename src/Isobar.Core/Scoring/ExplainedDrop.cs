namespace Isobar.Core.Scoring;

/// <summary>Pairs whose drop has an explanation.</summary>
/// <param name="Metric">What drops.</param>
/// <param name="Pairs">Numbers of the pairs that the explanation holds, each once.</param>
public sealed record ExplainedDrop(HealthMetric Metric, IReadOnlyCollection<int> Pairs);
