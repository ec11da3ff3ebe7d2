namespace Isobar.Simulator.Faults;

/// <summary>What a fault did to one row: drawn numbers, not intentions. Given also where no row was left, since all votes vanished.</summary>
/// <param name="Fault">Id of the fault.</param>
/// <param name="Pair">Index of the pair.</param>
/// <param name="StratumIndex">Position in <see cref="Worlds.SimulatedWorld.Strata"/>.</param>
/// <param name="WindowStart">Start of the window (or hour), Unix seconds.</param>
/// <param name="Share">What is affected and of how much.</param>
public readonly record struct AffectedRow(int Fault, int Pair, int StratumIndex, long WindowStart, RealisedShare Share);
