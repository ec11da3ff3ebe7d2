namespace Isobar.Simulator.Faults;

/// <summary>What a fault is meant to do to a pair.</summary>
/// <param name="Pair">Index of the pair.</param>
/// <param name="Coverage">Share of the pair's traffic that passes the element: 1 but for zones, families, paths and transit networks.</param>
/// <param name="Share">Intended share of the pair's traffic that is affected: the fault's share × coverage.</param>
public readonly record struct AffectedPair(int Pair, double Coverage, double Share);
