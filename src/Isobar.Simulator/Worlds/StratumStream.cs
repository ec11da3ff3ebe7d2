namespace Isobar.Simulator.Worlds;

/// <summary>The traffic of one pair in one stratum: what becomes a row of a window.</summary>
/// <param name="Pair">Index of the pair.</param>
/// <param name="Stratum">Index of the stratum in the world's list.</param>
/// <param name="Share">Share of the pair's traffic.</param>
internal readonly record struct StratumStream(int Pair, int Stratum, float Share);
