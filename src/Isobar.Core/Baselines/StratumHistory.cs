namespace Isobar.Core.Baselines;

/// <summary>The summaries of one stratum, as baselines are derived from them.</summary>
/// <param name="Key">The stratum.</param>
/// <param name="Days">Its days in rising order, each at most once; only valid until the next history of the same source is taken.</param>
public readonly record struct StratumHistory(BaselineKey Key, ReadOnlyMemory<DaySummary> Days);
