using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Server.Replay;

/// <summary>Groups the sums of city-networks by country and network, ranks them, and describes the top ones.</summary>
internal sealed class ReportBuilder
{
    private readonly CityNetworkAtlas _atlas;
    private readonly List<(CityNetwork Place, CityNetworkSummary Sums)> _places;
    private readonly Group _total;
    private readonly bool _weighBytes;

    public ReportBuilder(TrafficSummary summary, CityNetworkAtlas atlas)
    {
        _atlas = atlas;
        _places = [.. summary.CityNetworks.Select(sums => (Describe(sums.CityNetwork), sums))];
        _total = new Group("", "");
        foreach ((_, CityNetworkSummary sums) in _places)
        {
            _total.Add(sums);
        }
        _total.Clients = summary.Clients.Count;
        _weighBytes = _total.BytesIn > 0 || _total.BytesOut > 0;
    }

    public TrafficGroup Total => Freeze(_total);

    public int CityNetworkCount => _places.Count(place => place.Place.Id != CityNetworkId.Unlocated);

    /// <summary>Records whose country is not known.</summary>
    public long Unlocated => _places.Where(place => place.Place.CountryCode == CityNetwork.NotAvailable).Sum(place => place.Sums.Connections);

    public IReadOnlyList<TrafficGroup> Countries => Ranked(place => (place.CountryCode, place.Country));

    public IReadOnlyList<TrafficGroup> Networks =>
        Ranked(place => (place.Asn.ToString(CultureInfo.InvariantCulture), place.NetworkName));

    public IReadOnlyList<TopCityNetwork> Top(int count) =>
    [
        .. _places
            .OrderByDescending(place => Weight(place.Sums.BytesIn, place.Sums.BytesOut, place.Sums.Connections))
            .ThenBy(place => place.Place.Asn).ThenBy(place => place.Place.Country, StringComparer.Ordinal).ThenBy(place => place.Place.Id)
            .Take(count)
            .Select(place => new TopCityNetwork(place.Place, Freeze(new Group("", "").Add(place.Sums)))),
    ];

    /// <summary>Shares of the clients that are in networks of CDNs and proxies, by the proxy's name.</summary>
    public IReadOnlyList<(string Name, double Share)> ProxyClients
    {
        get
        {
            Dictionary<string, Group> groups = new(StringComparer.Ordinal);
            foreach ((CityNetwork place, CityNetworkSummary sums) in _places)
            {
                // A cloud's addresses are mostly somebody's programs, not proxies of this site's users.
                if (ProxyNetworks.Find(place.Asn) is { Kind: ProxyKind.ContentDelivery } proxy)
                {
                    GroupOf(groups, proxy.Name, proxy.Name).Add(sums);
                }
            }
            double clients = Math.Max(_total.Clients, 1);
            return [.. groups.Values.Select(group => (group.Name, group.Clients / clients)).OrderByDescending(proxy => proxy.Item2).ThenBy(proxy => proxy.Name, StringComparer.Ordinal)];
        }
    }

    /// <summary>The share of traffic that could be tested for drops.</summary>
    public TestableTraffic Testable(long periodMicros) => TestableTraffic.Estimate(
        _places.Select(place => new CityNetworkSamples(
            (long)Weight(place.Sums.BytesIn, place.Sums.BytesOut, place.Sums.Connections),
            place.Sums.Votes,
            Math.Max(place.Sums.Rtt?.Count ?? 0, place.Sums.Ttfb?.Count ?? 0))),
        periodMicros);

    private CityNetwork Describe(CityNetworkId id) => _atlas.TryFind(id, out int index) ? _atlas.Describe(index) : CityNetwork.Unlocated;

    private IReadOnlyList<TrafficGroup> Ranked(Func<CityNetwork, (string Key, string Name)> keyOf)
    {
        Dictionary<string, Group> groups = new(StringComparer.Ordinal);
        foreach ((CityNetwork place, CityNetworkSummary sums) in _places)
        {
            (string key, string name) = keyOf(place);
            GroupOf(groups, key, name).Add(sums);
        }
        return
        [
            .. groups.Values
                .OrderByDescending(group => Weight(group.BytesIn, group.BytesOut, group.Connections))
                .ThenBy(group => group.Key, StringComparer.Ordinal)
                .Select(Freeze),
        ];
    }

    private static Group GroupOf(Dictionary<string, Group> groups, string key, string name)
    {
        if (!groups.TryGetValue(key, out Group? group))
        {
            group = new Group(key, name);
            groups.Add(key, group);
        }
        return group;
    }

    private double Weight(long bytesIn, long bytesOut, long connections) => _weighBytes ? (double)bytesIn + bytesOut : connections;

    private TrafficGroup Freeze(Group group)
    {
        double total = Weight(_total.BytesIn, _total.BytesOut, _total.Connections);
        return new(
            group.Key, group.Name, group.Connections, group.BytesIn, group.BytesOut,
            total == 0 ? 0 : Weight(group.BytesIn, group.BytesOut, group.Connections) / total,
            group.Clients, group.Attempts, group.NetworkFailures, group.ServiceFailures, group.Rtt, group.Ttfb);
    }

    private sealed class Group(string key, string name)
    {
        public string Key => key;

        public string Name => name;

        public long Connections { get; private set; }

        public long BytesIn { get; private set; }

        public long BytesOut { get; private set; }

        public long Attempts { get; private set; }

        public long NetworkFailures { get; private set; }

        public long ServiceFailures { get; private set; }

        /// <summary>A client belongs to one city-network, so their counts add up.</summary>
        public long Clients { get; set; }

        public QuantileSketch? Rtt { get; private set; }

        public QuantileSketch? Ttfb { get; private set; }

        public Group Add(CityNetworkSummary sums)
        {
            Connections += sums.Connections;
            BytesIn = Saturating.Add(BytesIn, sums.BytesIn);
            BytesOut = Saturating.Add(BytesOut, sums.BytesOut);
            Attempts += sums.Attempts;
            NetworkFailures += sums.NetworkFailures;
            ServiceFailures += sums.ServiceFailures;
            Clients += sums.Clients.Count;
            Rtt = Merge(Rtt, sums.Rtt);
            Ttfb = Merge(Ttfb, sums.Ttfb);
            return this;
        }

        private static QuantileSketch? Merge(QuantileSketch? total, QuantileSketch? part)
        {
            if (part is null)
            {
                return total;
            }
            total ??= new QuantileSketch();
            total.Merge(part);
            return total;
        }
    }
}
