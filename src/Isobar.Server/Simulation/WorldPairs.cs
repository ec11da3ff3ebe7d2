using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Traffic;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>The pairs of a world as the pipeline asks for them, and their numbers there and here.</summary>
internal sealed class WorldPairs
{
    private readonly SimulatedWorld _world;
    private readonly Dictionary<(CityNetworkId, string), int> _numbers;
    private readonly Dictionary<CityNetworkId, CityNetwork> _names;

    /// <param name="world">The world.</param>
    /// <param name="pathsKnown">Whether the pipeline knows AS paths.</param>
    public WorldPairs(SimulatedWorld world, bool pathsKnown)
    {
        _world = world;
        _numbers = world.Pairs.ToDictionary(pair => (pair.CityNetwork.Id, pair.ServiceLocation), pair => pair.Index);
        _names = world.CityNetworks.ToDictionary(place => place.Id);
        Directory = pathsKnown ? new(id => _names[id], PathsOf) : PairDirectory.WithoutPaths(id => _names[id]);
    }

    /// <summary>Names and paths.</summary>
    public PairDirectory Directory { get; }

    /// <summary>What events tell beyond the measurements: the invented networks, so that no real one is named.</summary>
    public EventFacts Facts
    {
        get
        {
            IReadOnlyDictionary<uint, string> names = WorldAtlas.NetworkNamesOf(_world);
            return EventFacts.None with
            {
                ServiceNetwork = new(WorldAtlas.ServiceAsn, names[WorldAtlas.ServiceAsn]),
                NetworkName = asn => names.GetValueOrDefault(asn),
            };
        }
    }

    /// <summary>A city-network of the world, or null.</summary>
    public CityNetwork? Find(CityNetworkId id) => _names.GetValueOrDefault(id);

    /// <summary>The IPv4 prefixes of the clients of a city-network; null for one that is not of the world.</summary>
    public ClientPrefixes? PrefixesOf(CityNetworkId id)
    {
        ClientPrefixes? prefixes = null;
        foreach (IpAddress client in _world.ClientBlocksOf(id))
        {
            (prefixes ??= new()).Add(client);
        }
        return prefixes;
    }

    /// <summary>The world's number of a pair.</summary>
    public int NumberOf(Pair pair) => _numbers[(pair.CityNetwork.Id, pair.ServiceLocation)];

    private ImmutableArray<Core.Scoring.AsPath> PathsOf(CityNetworkId cityNetwork, string location) =>
        _numbers.TryGetValue((cityNetwork, location), out int pair) ? [.. _world.Pairs[pair].AsPaths.Select(path => new Core.Scoring.AsPath(path.Hops))] : [];
}
