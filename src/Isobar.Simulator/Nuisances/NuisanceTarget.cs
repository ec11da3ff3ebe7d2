namespace Isobar.Simulator.Nuisances;

/// <summary>A stream that a nuisance changes.</summary>
/// <param name="Stream">Index of the stream.</param>
/// <param name="FromPair">The pair whose traffic moves here; -1 where traffic does not move or leaves.</param>
internal readonly record struct NuisanceTarget(int Stream, int FromPair);
