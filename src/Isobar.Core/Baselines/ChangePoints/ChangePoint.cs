namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>A change of the level of a series.</summary>
/// <param name="Index">The first value of the new level, counted from 0.</param>
/// <param name="KnownAt">The last value that was needed to tell, so <paramref name="KnownAt"/> − <paramref name="Index"/> is the delay.</param>
/// <param name="Before">The level before, milliseconds.</param>
/// <param name="After">The level after, milliseconds; for a causal answer, of the values that had come.</param>
public readonly record struct ChangePoint(long Index, long KnownAt, RobustLevel Before, RobustLevel After);
