using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>The pairs of a world as the pipeline asks for them, and their numbers there and here.</summary>
internal sealed class WorldPairs
{
    private readonly SimulatedWorld _world;
    private readonly Dictionary<(CityNetworkId, string), int> _numbers;

    /// <param name="world">The world.</param>
    /// <param name="pathsKnown">Whether the pipeline knows AS paths.</param>
    public WorldPairs(SimulatedWorld world, bool pathsKnown)
    {
        _world = world;
        _numbers = world.Pairs.ToDictionary(pair => (pair.CityNetwork.Id, pair.ServiceLocation), pair => pair.Index);
        Dictionary<CityNetworkId, CityNetwork> names = world.CityNetworks.ToDictionary(place => place.Id);
        Directory = pathsKnown ? new(id => names[id], PathsOf) : PairDirectory.WithoutPaths(id => names[id]);
    }

    /// <summary>Names and paths.</summary>
    public PairDirectory Directory { get; }

    /// <summary>The world's number of a pair.</summary>
    public int NumberOf(Pair pair) => _numbers[(pair.CityNetwork.Id, pair.ServiceLocation)];

    private ImmutableArray<Core.Scoring.AsPath> PathsOf(CityNetworkId cityNetwork, string location) =>
        _numbers.TryGetValue((cityNetwork, location), out int pair) ? [.. _world.Pairs[pair].AsPaths.Select(path => new Core.Scoring.AsPath(path.Hops))] : [];
}
