using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;

namespace Isobar.Simulator.Cities;

/// <summary>
/// About 330 cities with coordinates (good to about 10 km, which is a seventh of a millisecond) and rough sizes of their urban areas. In the tables a line is
/// `country code: city (subdivision) latitude longitude weight; …`.
/// </summary>
public static class WorldCities
{
    /// <summary>All cities, in ordinal order of country code, then as in the tables.</summary>
    public static ImmutableArray<WorldCity> All { get; } =
        [.. new[] { EuropeanCities.Table, AmericanCities.Table, AsianCities.Table, AfricanCities.Table }
            .SelectMany(table => table.Split('\n'))
            .SelectMany(ReadLine)
            .OrderBy(city => city.CountryCode, StringComparer.Ordinal)];

    /// <summary>Great-circle distance, kilometres (haversine on a sphere of 6,371 km).</summary>
    public static double DistanceKm(double latitude1, double longitude1, double latitude2, double longitude2)
    {
        double toRadians = Math.PI / 180;
        double sinLatitude = Math.Sin((latitude2 - latitude1) * toRadians / 2);
        double sinLongitude = Math.Sin((longitude2 - longitude1) * toRadians / 2);
        double h = sinLatitude * sinLatitude + Math.Cos(latitude1 * toRadians) * Math.Cos(latitude2 * toRadians) * sinLongitude * sinLongitude;
        return 2 * 6371 * Math.Asin(Math.Min(1, Math.Sqrt(h)));
    }

    private static IEnumerable<WorldCity> ReadLine(string line)
    {
        string code = line[..2];
        string country = IsoCountries.FindName(code) ?? throw new InvalidOperationException($"The table of cities has no country code in \"{line}\".");
        return line[3..].Split(';').Select(text => Read(code, country, text.Trim()));
    }

    private static WorldCity Read(string code, string country, string text)
    {
        string[] words = text.Split(' ');
        string name = string.Join(' ', words[..^3]);
        string subdivision = CityNetwork.NotAvailable;
        int bracket = name.IndexOf('(', StringComparison.Ordinal);
        if (bracket > 0)
        {
            subdivision = name[(bracket + 1)..^1];
            name = name[..(bracket - 1)];
        }
        return new(code, country, subdivision, name, Number(words[^3]), Number(words[^2]), Number(words[^1]));
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}
