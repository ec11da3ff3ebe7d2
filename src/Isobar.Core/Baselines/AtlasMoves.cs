using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>
/// What an atlas swap moves: which part of the traffic of a stratum is counted under another city-network from then on. The part is that of the addresses seen lately; where
/// too few were seen, that of the addresses themselves.
/// </summary>
public static class AtlasMoves
{
    /// <summary>Fewer addresses than this, seen lately, do not tell a share where the atlases tell one.</summary>
    private const int FewestSeen = 30;

    /// <summary>The moves between two atlases, in the order of strata.</summary>
    /// <param name="before">The atlas that was in use.</param>
    /// <param name="after">The one that is in use now.</param>
    /// <param name="seen">Clients that were seen lately, one for each request or a fair part of them, where the atlas before put them.</param>
    /// <param name="table">The strata that have a history.</param>
    public static IReadOnlyList<BaselineMove> Between(CityNetworkAtlas before, CityNetworkAtlas after, IReadOnlyCollection<SeenAddress> seen, BaselineTable table)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(table);
        Dictionary<(CityNetworkId From, AddressFamily Family), Shares> shares = [];
        foreach (AtlasChange change in AtlasChanges.Between(before, after))
        {
            AddressFamily family = FamilyOf(change.First);
            Of(shares, change.Before, family).Addresses.Add(change.After, SizeOf(change.First, change.Last));
        }
        CountAll(shares, before);
        return MovesOf(shares, seen, after, table);
    }

    /// <summary>The moves since clients were seen, where the atlas of then is not at hand any more: what was seen is all that tells.</summary>
    /// <param name="seen">Clients where the atlas of then put them.</param>
    /// <param name="after">The atlas that is in use now.</param>
    /// <param name="table">The strata that have a history.</param>
    public static IReadOnlyList<BaselineMove> Since(IReadOnlyCollection<SeenAddress> seen, CityNetworkAtlas after, BaselineTable table)
    {
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(table);
        Dictionary<(CityNetworkId From, AddressFamily Family), Shares> shares = [];
        foreach (SeenAddress one in seen.Where(one => after.IdOf(after.Locate(one.Address)) != one.Place))
        {
            Of(shares, one.Place, FamilyOf(one.Address));
        }
        return shares.Count == 0 ? [] : MovesOf(shares, seen, after, table);
    }

    private static IReadOnlyList<BaselineMove> MovesOf(
        Dictionary<(CityNetworkId From, AddressFamily Family), Shares> shares, IEnumerable<SeenAddress> seen, CityNetworkAtlas after, BaselineTable table)
    {
        foreach ((IpAddress address, CityNetworkId place) in seen)
        {
            if (shares.TryGetValue((place, FamilyOf(address)), out Shares? one))
            {
                one.Seen.Add(after.IdOf(after.Locate(address)), 1);
                one.AllSeen++;
            }
        }
        List<BaselineMove> moves = [];
        for (int number = 0; number < table.Count; number++)
        {
            BaselineKey key = table[number];
            if (key.CityNetwork != CityNetworkId.Unlocated && shares.TryGetValue((key.CityNetwork, key.Stratum.Family), out Shares? one))
            {
                moves.AddRange(one.Of(key));
            }
        }
        return [.. moves.OrderBy(move => move.From).ThenBy(move => move.To)];
    }

    private static Shares Of(Dictionary<(CityNetworkId, AddressFamily), Shares> shares, CityNetworkId id, AddressFamily family)
    {
        if (!shares.TryGetValue((id, family), out Shares? one))
        {
            one = new();
            shares.Add((id, family), one);
        }
        return one;
    }

    /// <summary>All addresses that those with a change had.</summary>
    private static void CountAll(Dictionary<(CityNetworkId, AddressFamily), Shares> shares, CityNetworkAtlas before)
    {
        foreach (AtlasRun run in AtlasRuns.Of(before))
        {
            if (shares.TryGetValue((before.IdOf(run.Index), FamilyOf(run.First)), out Shares? one))
            {
                one.AllAddresses += SizeOf(run.First, run.Last);
            }
        }
    }

    private static AddressFamily FamilyOf(IpAddress address) => address.IsIPv4 ? AddressFamily.IPv4 : AddressFamily.IPv6;

    private static double SizeOf(IpAddress first, IpAddress last) => (double)(AddressRange.Bits(last) - AddressRange.Bits(first)) + 1;

    /// <summary>Where the addresses of one city-network went.</summary>
    private sealed class Shares
    {
        public Counts Addresses { get; } = new();

        public double AllAddresses { get; set; }

        public Counts Seen { get; } = new();

        public long AllSeen { get; set; }

        public IEnumerable<BaselineMove> Of(BaselineKey key)
        {
            bool hasSeen = AllSeen >= FewestSeen || AllAddresses == 0;
            double all = hasSeen ? AllSeen : AllAddresses;
            return (hasSeen ? Seen : Addresses).Each
                .Where(to => to.Key != key.CityNetwork && to.Value > 0 && all > 0)
                .Select(to => new BaselineMove(key, key with { CityNetwork = to.Key }, Math.Min(to.Value / all, 1)));
        }
    }

    private sealed class Counts
    {
        private readonly SortedDictionary<CityNetworkId, double> _counts = [];

        public IEnumerable<KeyValuePair<CityNetworkId, double>> Each => _counts;

        public void Add(CityNetworkId id, double count) => _counts[id] = _counts.GetValueOrDefault(id) + count;
    }
}
