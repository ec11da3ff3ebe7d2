namespace Isobar.Core.Atlas;

/// <summary>The city-networks of a build in the order of their identities, so that an identity is found by binary search. Index 0 is "unlocated".</summary>
internal sealed class CityNetworkTable
{
    private CityNetworkTable(ulong[] ids, (int Place, uint Asn)[] pairs, int[] indexOfPair)
    {
        Ids = ids;
        Pairs = pairs;
        IndexOfPair = indexOfPair;
    }

    /// <summary>Identities, strictly ascending.</summary>
    public ulong[] Ids { get; }

    /// <summary>Place and AS number of each city-network.</summary>
    public (int Place, uint Asn)[] Pairs { get; }

    /// <summary>The city-network of each pair as numbered during the build.</summary>
    public int[] IndexOfPair { get; }

    /// <summary>Numbers the pairs. Pairs of one identity (countries that differ only in a name without a code) become one city-network, the first.</summary>
    public static CityNetworkTable Of(List<(int Place, uint Asn)> pairs, PlaceTable places)
    {
        ulong[] keys = new ulong[pairs.Count];
        int[] order = new int[pairs.Count];
        for (int i = 0; i < pairs.Count; i++)
        {
            order[i] = i;
            keys[i] = i == 0 ? 0 : Identity(places, places[pairs[i].Place], pairs[i].Asn).Value;
        }
        Array.Sort(order, (a, b) => keys[a] != keys[b] ? keys[a].CompareTo(keys[b]) : a.CompareTo(b));
        List<ulong> ids = new(pairs.Count);
        List<(int, uint)> ordered = new(pairs.Count);
        int[] indexOfPair = new int[pairs.Count];
        foreach (int pair in order)
        {
            if (ids.Count == 0 || ids[^1] != keys[pair])
            {
                ids.Add(keys[pair]);
                ordered.Add(pairs[pair]);
            }
            indexOfPair[pair] = ids.Count - 1;
        }
        return new CityNetworkTable([.. ids], [.. ordered], indexOfPair);
    }

    private static CityNetworkId Identity(PlaceTable places, PlaceTable.Names names, uint asn) => CityNetworkId.Of(
        OrNotAvailable(places.Texts[names.CountryCode]),
        OrNotAvailable(places.Texts[names.Subdivision]),
        OrNotAvailable(places.Texts[names.Metro]),
        OrNotAvailable(places.Texts[names.City]),
        asn);

    /// <summary>The text, or <see cref="CityNetwork.NotAvailable"/> for an empty one.</summary>
    internal static string OrNotAvailable(string text) => text.Length == 0 ? CityNetwork.NotAvailable : text;
}
