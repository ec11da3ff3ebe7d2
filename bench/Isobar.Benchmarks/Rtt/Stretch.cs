namespace Isobar.Benchmarks.Rtt;

/// <summary>A stretch of a series, samples: the last is not in it.</summary>
internal readonly record struct Stretch(int From, int To);
