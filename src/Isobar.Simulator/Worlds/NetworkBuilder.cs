using Isobar.Simulator.Cities;
using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Worlds;

/// <summary>Chooses the cities of a world and spreads networks over them.</summary>
internal static class NetworkBuilder
{
    /// <summary>Exponent of the networks' traffic by rank.</summary>
    public const double ZipfExponent = 1.1;

    /// <summary>200 for 10,000 pairs; with the root of the size, so that larger worlds have more cities and more networks in each.</summary>
    public static WorldCity[] ChooseCities(ref KeyedRandom random, WorldOptions options)
    {
        int count = options.Cities ?? (int)Math.Clamp(Math.Round(200 * Math.Sqrt(options.Pairs / 10_000.0)), 12, 4_000);
        // Weighted choice without replacement: the largest of u^(1/w) (Efraimidis and Spirakis 2006). The root keeps small cities in.
        List<(double Key, WorldCity City)> keyed = [];
        foreach (WorldCity city in WorldCities.All)
        {
            keyed.Add((Math.Log(random.NextPositive()) / Math.Sqrt(city.Weight), city));
        }
        WorldCity[] ranked = [.. keyed.OrderByDescending(entry => entry.Key).Select(entry => entry.City)];
        return [.. Enumerable.Range(0, count)
            .Select(i => District(ranked[i % ranked.Length], i / ranked.Length))
            .OrderBy(city => city.CountryCode, StringComparer.Ordinal)
            .ThenBy(city => city.Subdivision, StringComparer.Ordinal)
            .ThenBy(city => city.Name, StringComparer.Ordinal)];
    }

    /// <summary>Makes networks until their cities are as many as there shall be city-networks.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="cities">The cities.</param>
    /// <param name="cityNetworks">How many city-networks there shall be.</param>
    /// <param name="isInEachCity">Whether each country starts with a network that is in all its cities.</param>
    public static List<WorldNetwork> MakeNetworks(ref KeyedRandom random, WorldCity[] cities, int cityNetworks, bool isInEachCity)
    {
        int[][] countries = [.. Enumerable.Range(0, cities.Length).GroupBy(i => cities[i].CountryCode).Select(country => country.ToArray())];
        double[] sums = new double[countries.Length];
        double sum = 0;
        for (int i = 0; i < countries.Length; i++)
        {
            sums[i] = sum += Math.Pow(countries[i].Length, 0.6);
        }
        List<WorldNetwork> networks = [];
        List<double> ranks = [];
        for (int left = cityNetworks; left > 0;)
        {
            bool isNational = isInEachCity && networks.Count < countries.Length;
            int[] country = countries[isNational ? networks.Count : random.NextIndex(sums)];
            int[] covered = isNational ? [.. country.Take(left)] : Covered(ref random, country, left);
            left -= covered.Length;
            networks.Add(MakeNetwork(ref random, networks.Count, covered));
            // Networks of many cities tend to be the large ones.
            ranks.Add(random.NextPositive() * covered.Length);
        }
        int rank = 0;
        foreach (int number in Enumerable.Range(0, networks.Count).OrderByDescending(i => ranks[i]))
        {
            networks[number].Weight = Math.Pow(++rank, -ZipfExponent);
        }
        return networks;
    }

    private static WorldCity District(WorldCity city, int number)
    {
        if (number == 0)
        {
            return city;
        }
        // Districts lie on a spiral round the city, some 30 km apart.
        double angle = number * 2.4, degrees = 0.3 * Math.Sqrt(number);
        return city with
        {
            Name = $"{city.Name} {number + 1}",
            Latitude = Math.Round(city.Latitude + degrees * Math.Cos(angle), 4),
            Longitude = Math.Round(city.Longitude + degrees * Math.Sin(angle), 4),
        };
    }

    private static int[] Covered(ref KeyedRandom random, int[] country, int most)
    {
        bool isRegional = random.Chance(0.3);
        List<int> covered = [];
        foreach (int city in country)
        {
            if (random.Chance(isRegional ? 1.5 / country.Length : 0.8))
            {
                covered.Add(city);
            }
        }
        if (covered.Count == 0)
        {
            covered.Add(country[random.Next(country.Length)]);
        }
        return [.. covered.Take(most)];
    }

    private static WorldNetwork MakeNetwork(ref KeyedRandom random, int number, int[] cities)
    {
        int access = random.Next(3);
        bool isBusiness = random.Chance(0.15);
        return new(number, NetworkNames.ClientAsn(number), NetworkNames.Of(number), cities)
        {
            IPv6Share = random.Chance(0.25) ? 0 : 0.15 + 0.45 * random.NextShare(),
            Access = access,
            AccessMillis = (access switch { 0 => 4.0, 1 => 10.0, _ => 28.0 }) * Math.Exp(0.25 * random.NextNormal()),
            Amplitude = 0.3 + 0.3 * random.NextShare(),
            PeakHour = isBusiness ? 13 + 2 * random.NextShare() : 19 + 3 * random.NextShare(),
            WeekendRatio = isBusiness ? 0.4 + 0.2 * random.NextShare() : 0.85 + 0.4 * random.NextShare(),
            RequestsPerVote = 1.3 + 2.7 * random.NextShare(),
            BytesPerRequest = random.NextLogUniform(5_000, 200_000),
        };
    }
}
