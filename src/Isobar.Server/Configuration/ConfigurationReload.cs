using System.Collections.Immutable;

namespace Isobar.Server.Configuration;

/// <summary>What became of a changed file.</summary>
/// <param name="Current">The configuration to go on with; the same object as before when nothing was taken over.</param>
/// <param name="Faults">All faults of the new file; then nothing was taken over. Empty when it is good.</param>
/// <param name="Applied">Changes that were taken over.</param>
/// <param name="NeedRestart">Changes that wait for a restart.</param>
public sealed record ConfigurationReload(
    IsobarConfiguration Current,
    ImmutableArray<ConfigurationFault> Faults,
    ImmutableArray<ConfigurationChange> Applied,
    ImmutableArray<ConfigurationChange> NeedRestart);
