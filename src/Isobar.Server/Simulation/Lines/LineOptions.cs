namespace Isobar.Server.Simulation.Lines;

/// <summary>What `isobar simulate --lines` writes.</summary>
/// <param name="Path">The log; `-` is standard output.</param>
/// <param name="AtlasPath">The atlas; null for none.</param>
/// <param name="Location">Whose log it is.</param>
/// <param name="From">First second, Unix time.</param>
/// <param name="Days">Days.</param>
internal sealed record LineOptions(string Path, string? AtlasPath, string Location, long From, int Days);
