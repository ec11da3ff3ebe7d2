using System.Collections.Concurrent;
using Isobar.Core.Atlas;
using Isobar.Storage;

namespace Isobar.Server.Hosting.Health;

/// <summary>Names of city-networks: of the atlas in use, else as they were stored when they had traffic. Remembers the names of their networks, for events.</summary>
internal sealed class NameBook(DataFolder folder, Func<CityNetworkId, CityNetwork?> ofAtlas)
{
    private const int IdsAtATime = 10_000;

    private readonly Dictionary<CityNetworkId, CityNetwork> _stored = [];
    private readonly ConcurrentDictionary<uint, string> _networks = new();

    /// <summary>The name of a network; null where it has not been met.</summary>
    public string? NetworkName(uint asn) => _networks.GetValueOrDefault(asn);

    /// <summary>What is known of a city-network. One that nobody knows any more keeps its identity and nothing else.</summary>
    public CityNetwork Describe(CityNetworkId id)
    {
        CityNetwork place = id == CityNetworkId.Unlocated ? CityNetwork.Unlocated : ofAtlas(id) ?? StoredName(id) ?? CityNetwork.Unlocated with { Id = id };
        _networks.TryAdd(place.Asn, place.NetworkName);
        return place;
    }

    /// <summary>Reads the stored names of those that the atlas does not know, many at a time.</summary>
    public void Prepare(IEnumerable<CityNetworkId> ids)
    {
        foreach (CityNetworkId[] some in ids.Distinct().Where(id => ofAtlas(id) is null && !_stored.ContainsKey(id)).Chunk(IdsAtATime))
        {
            foreach ((CityNetworkId id, CityNetwork place) in folder.CityNetworks(some))
            {
                _stored[id] = place;
            }
        }
    }

    private CityNetwork? StoredName(CityNetworkId id)
    {
        if (!_stored.TryGetValue(id, out CityNetwork? place))
        {
            Prepare([id]);
            place = _stored.GetValueOrDefault(id);
        }
        return place;
    }
}
