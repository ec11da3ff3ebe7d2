using System.Collections.Immutable;
using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Worlds;

/// <summary>
/// The AS paths between networks and service locations: one for 47 % of them, as measured by BlameIt's authors, two or three for the rest. Transit networks are few and
/// shared: world-wide ones by rank, regional ones by country.
/// </summary>
internal sealed class PathBuilder
{
    /// <summary>Share of (network, location) with a single path.</summary>
    public const double SinglePathShare = 0.47;

    private const int GlobalTransits = 14;
    private const int RegionalTransitsPerCountry = 2;

    private readonly double[] _globalSums = new double[GlobalTransits];
    private readonly Dictionary<string, int> _countries = new(StringComparer.Ordinal);

    public PathBuilder()
    {
        double sum = 0;
        for (int i = 0; i < GlobalTransits; i++)
        {
            _globalSums[i] = sum += Math.Pow(i + 1, -0.7);
        }
    }

    /// <summary>Makes the paths of a network to a location; their weights sum to one and fall.</summary>
    public ImmutableArray<AsPath> Make(ref KeyedRandom random, uint asn, string countryCode)
    {
        double draw = random.NextShare();
        int count = draw < SinglePathShare ? 1 : draw < SinglePathShare + 0.33 ? 2 : 3;
        List<ImmutableArray<uint>> hops = [];
        while (hops.Count < count)
        {
            ImmutableArray<uint> path = Hops(ref random, asn, countryCode);
            if (!hops.Any(known => known.AsSpan().SequenceEqual(path.AsSpan())))
            {
                hops.Add(path);
            }
        }
        double[] weights = [.. Weights(ref random, count)];
        return [.. hops.Select((path, i) => new AsPath(path, weights[i]))];
    }

    private ImmutableArray<uint> Hops(ref KeyedRandom random, uint asn, string countryCode)
    {
        uint global = NetworkNames.TransitAsn(random.NextIndex(_globalSums));
        if (random.Chance(0.5))
        {
            return [NetworkNames.ServiceAsn, global, asn];
        }
        if (!_countries.TryGetValue(countryCode, out int country))
        {
            _countries.Add(countryCode, country = _countries.Count);
        }
        int regional = GlobalTransits + country * RegionalTransitsPerCountry + random.Next(RegionalTransitsPerCountry);
        return [NetworkNames.ServiceAsn, global, NetworkNames.TransitAsn(regional), asn];
    }

    private static IEnumerable<double> Weights(ref KeyedRandom random, int count)
    {
        double[] parts = new double[count];
        for (int i = 0; i < count; i++)
        {
            parts[i] = 0.25 + random.NextShare();
        }
        return parts.Select(part => part / parts.Sum()).OrderDescending();
    }
}
