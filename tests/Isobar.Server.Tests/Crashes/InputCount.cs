using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage;

namespace Isobar.Server.Tests.Crashes;

/// <summary>
/// What a log holds, counted by these lines alone, and what a data folder holds, in the same terms: connections and bytes by window and city. None of the program's
/// own parsing, locating or tallying takes part in the first.
/// </summary>
internal static class InputCount
{
    /// <summary>Cities of the test's atlas: 198.18.N.0/24 is City N.</summary>
    public const int Cities = 64;

    private const int WindowSeconds = 10;

    /// <summary>The city file that the atlas is built from.</summary>
    public static string CityCsv() => "start_ip,end_ip,country_code,city\n" + string.Concat(
        Enumerable.Range(0, Cities).Select(city => string.Create(CultureInfo.InvariantCulture, $"198.18.{city}.0,198.18.{city}.255,DE,City {city}\n")));

    /// <summary>A line in the combined format.</summary>
    public static string Line(DateTimeOffset time, Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $"198.18.{random.Next(Cities)}.{random.Next(256)} - - [{time:dd/MMM/yyyy:HH:mm:ss} +0000] \"GET /{random.Next():x} HTTP/1.1\" 200 {random.Next(100_000)} \"-\" \"-\"\n");

    /// <summary>Counts the lines of files.</summary>
    public static SortedDictionary<string, (long Connections, long Bytes)> OfFiles(IEnumerable<string> files)
    {
        SortedDictionary<string, (long, long)> counts = new(StringComparer.Ordinal);
        foreach (string[] words in files.SelectMany(File.ReadLines).Select(line => line.Split(' ')))
        {
            DateTimeOffset time = DateTimeOffset.ParseExact(words[3] + words[4], "'['dd/MMM/yyyy:HH:mm:sszzz']'", CultureInfo.InvariantCulture);
            long window = time.ToUnixTimeSeconds() / WindowSeconds * WindowSeconds;
            Add(counts, window, $"City {words[0].Split('.')[2]}", 1, long.Parse(words[9], CultureInfo.InvariantCulture));
        }
        return counts;
    }

    /// <summary>Reads what is stored.</summary>
    public static SortedDictionary<string, (long Connections, long Bytes)> OfFolder(string path)
    {
        using DataFolder folder = DataFolder.Open(path, "crash test");
        Assert.Empty(folder.Incidents);
        SortedDictionary<string, (long, long)> counts = new(StringComparer.Ordinal);
        CityNetworkId[] ids = [.. folder.Tallies.TopCityNetworks(long.MinValue, long.MaxValue, 10_000).CityNetwork];
        IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks(ids);
        foreach (TallyBatch batch in folder.Tallies.Scan(long.MinValue, long.MaxValue))
        {
            for (int row = 0; row < batch.Count; row++)
            {
                Add(counts, batch.WindowStart[row], names[batch.CityNetwork[row]].City, batch.Connections[row], batch.BytesOut[row]);
            }
        }
        return counts;
    }

    /// <summary>Fails with the first differences.</summary>
    public static void AssertSame(
        SortedDictionary<string, (long Connections, long Bytes)> input, SortedDictionary<string, (long Connections, long Bytes)> stored, string context)
    {
        string[] differences =
        [
            .. input.Keys.Union(stored.Keys, StringComparer.Ordinal)
                .Where(key => input.GetValueOrDefault(key) != stored.GetValueOrDefault(key))
                .Select(key => $"{key}: input {input.GetValueOrDefault(key)}, stored {stored.GetValueOrDefault(key)}"),
        ];
        Assert.True(differences.Length == 0, $"{differences.Length} cells differ ({context}):{Environment.NewLine}{string.Join(Environment.NewLine, differences.Take(10))}");
    }

    private static void Add(SortedDictionary<string, (long Connections, long Bytes)> counts, long window, string city, long connections, long bytes)
    {
        string key = string.Create(CultureInfo.InvariantCulture, $"{window} {city}");
        (long Connections, long Bytes) sum = counts.GetValueOrDefault(key);
        counts[key] = (sum.Connections + connections, sum.Bytes + bytes);
    }
}
