using System.Collections.Immutable;
using Isobar.Core.Atlas;

namespace Isobar.Core.Scoring;

/// <summary>What the engine asks about pairs that it meets for the first time.</summary>
/// <param name="Describe">The names of a city-network.</param>
/// <param name="PathsOf">The AS paths from a service location to a city-network, where they are known.</param>
public sealed record PairDirectory(
    Func<CityNetworkId, CityNetwork> Describe, Func<CityNetworkId, string, ImmutableArray<AsPath>> PathsOf)
{
    /// <summary>A directory that knows no paths, as every installation until paths are measured.</summary>
    public static PairDirectory WithoutPaths(Func<CityNetworkId, CityNetwork> describe) => new(describe, (_, _) => []);
}
