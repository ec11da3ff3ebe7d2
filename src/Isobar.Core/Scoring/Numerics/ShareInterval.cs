namespace Isobar.Core.Scoring.Numerics;

/// <summary>An interval of a share, both ends 0 to 1.</summary>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound, at least the lower one.</param>
public readonly record struct ShareInterval(double Lower, double Upper);
