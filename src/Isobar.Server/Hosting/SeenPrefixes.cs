using System.Collections.Frozen;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Events;

namespace Isobar.Server.Hosting;

/// <summary>The prefixes of clients that were seen lately, by place: what is told of those whom an event hits, as measurements and events hold no addresses. For any thread; counted anew once a minute at most.</summary>
/// <param name="seen">The clients.</param>
/// <param name="time">The clock.</param>
internal sealed class SeenPrefixes(SeenAddresses seen, TimeProvider time)
{
    private static readonly TimeSpan s_freshness = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private FrozenDictionary<CityNetworkId, ClientPrefixes> _places = FrozenDictionary<CityNetworkId, ClientPrefixes>.Empty;
    private long? _countedAt;

    /// <summary>Those of a place; null where none of its clients is among those that are kept.</summary>
    public ClientPrefixes? Of(CityNetworkId place)
    {
        lock (_gate)
        {
            if (_countedAt is not { } at || time.GetElapsedTime(at) > s_freshness)
            {
                _places = Count();
                _countedAt = time.GetTimestamp();
            }
            return _places.GetValueOrDefault(place);
        }
    }

    private FrozenDictionary<CityNetworkId, ClientPrefixes> Count()
    {
        Dictionary<CityNetworkId, ClientPrefixes> places = [];
        foreach (SeenAddress client in seen.All)
        {
            if (!places.TryGetValue(client.Place, out ClientPrefixes? prefixes))
            {
                places.Add(client.Place, prefixes = new());
            }
            prefixes.Add(client.Address);
        }
        return places.ToFrozenDictionary();
    }
}
