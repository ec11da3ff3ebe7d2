using Isobar.Core.Windows;

namespace Isobar.Simulator.Faults;

/// <summary>What a fault is meant to do to one stratum of a pair.</summary>
/// <param name="Pair">Index of the pair.</param>
/// <param name="Stratum">The stratum.</param>
/// <param name="Coverage">Share of the stratum's traffic that passes the element.</param>
public readonly record struct AffectedStratum(int Pair, Stratum Stratum, double Coverage);
