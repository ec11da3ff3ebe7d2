using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>A small internet: countries, cities, client networks with Zipf traffic, service locations, shared transit networks.</summary>
internal sealed class TestWorld
{
    public const uint ServiceAsn = 64500;
    public static readonly string[] Zones = ["a", "b", "c"];

    private TestWorld(TestPair[] pairs, string[] locations)
    {
        Pairs = pairs;
        Locations = locations;
    }

    public TestPair[] Pairs { get; }

    public string[] Locations { get; }

    /// <summary>The table that a detector sees.</summary>
    public PairTable Table()
    {
        PairTable table = new();
        foreach (TestPair pair in Pairs)
        {
            table.Add(pair.Pair);
        }
        return table;
    }

    /// <summary>Pairs that a fault touches.</summary>
    public int[] Scope(NetworkElement element) => [.. Enumerable.Range(0, Pairs.Length).Where(i => Pairs[i].Coverage(element) > 0)];

    public static TestWorld Make(int seed, int pairs, double votesPerPair = 10, bool knowsPaths = true, int locations = 6)
    {
        Random random = new(seed);
        string[] names = [.. Enumerable.Range(0, locations).Select(i => $"loc-{(char)('a' + i)}")];
        List<(CityNetwork Network, int Asn)> networks = [];
        int asns = 0;
        for (int target = Math.Max(8, (int)(pairs / 1.5)); networks.Count < target; asns++)
        {
            int country = (int)(Math.Pow(random.NextDouble(), 1.5) * 24);
            int cities = 2 + country * 7 % 9;
            bool isRegional = random.NextDouble() < 0.3;
            bool any = false;
            for (int city = 0; city < cities; city++)
            {
                if (random.NextDouble() < (isRegional ? 1.5 / cities : 0.8) || !any && city == cities - 1)
                {
                    any = true;
                    networks.Add((Network(country, city, (uint)(65_000 + asns)), asns));
                }
            }
        }
        double[] ranks = [.. Enumerable.Range(1, asns).Select(rank => Math.Pow(rank, -1.1)).OrderBy(_ => random.Next())];
        Dictionary<(int, int), (AsPath, double)[]> paths = [];
        List<(Pair Pair, int Asn, (AsPath, double)[] Paths, double Weight)> drafts = [];
        foreach ((CityNetwork network, int asn) in networks)
        {
            int home = random.Next(locations);
            int count = random.NextDouble() < 0.5 && locations > 1 ? 2 : 1;
            for (int i = 0; i < count && drafts.Count < pairs; i++)
            {
                int location = (home + i * (1 + random.Next(locations - 1))) % locations;
                if (!paths.TryGetValue((asn, location), out (AsPath, double)[]? own))
                {
                    paths.Add((asn, location), own = Paths(random, network));
                }
                ImmutableArray<AsPath> known = knowsPaths ? [.. own.Select(path => path.Item1)] : [];
                drafts.Add((new Pair(network, names[location], known), asn, own, ranks[asn] * (0.2 + random.NextDouble()) / count));
            }
        }
        double scale = votesPerPair * drafts.Count / drafts.Sum(draft => draft.Weight);
        return new([.. drafts.Select(draft => new TestPair(
            draft.Pair, draft.Paths, Math.Max(0.3, draft.Weight * scale), draft.Asn % 4 == 0 ? 0 : 0.15 + 0.45 * random.NextDouble(), ZoneShares(random)))], names);
    }

    private static double[] ZoneShares(Random random)
    {
        double[] parts = [.. Zones.Select(_ => 0.3 + random.NextDouble())];
        return [.. parts.Select(part => part / parts.Sum())];
    }

    private static CityNetwork Network(int country, int city, uint asn)
    {
        string code = $"{(char)('A' + country)}{(char)('A' + country)}";
        string name = $"City {city}";
        return new(CityNetworkId.Of(code, "S", "M" + city / 3, name, asn), code, "Country " + code, "S", "M" + city / 3, name, asn, "Net " + asn, country, city);
    }

    private static (AsPath, double)[] Paths(Random random, CityNetwork network)
    {
        double draw = random.NextDouble();
        int count = draw < 0.47 ? 1 : draw < 0.8 ? 2 : 3;
        List<AsPath> paths = [];
        while (paths.Count < count)
        {
            uint global = (uint)(100 + (int)(Math.Pow(random.NextDouble(), 1.6) * 14));
            uint regional = (uint)(200 + (network.CountryCode[0] - 'A') * 2 + random.Next(2));
            AsPath path = new(random.NextDouble() < 0.5 ? [ServiceAsn, global, network.Asn] : [ServiceAsn, global, regional, network.Asn]);
            if (!paths.Contains(path))
            {
                paths.Add(path);
            }
        }
        double[] weights = [.. paths.Select(_ => 0.25 + random.NextDouble()).OrderDescending()];
        return [.. paths.Zip(weights, (path, weight) => (path, weight / weights.Sum()))];
    }
}
