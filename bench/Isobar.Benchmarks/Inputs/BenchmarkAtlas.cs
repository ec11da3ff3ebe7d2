using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Server.Atlases;

namespace Isobar.Benchmarks.Inputs;

/// <summary>
/// The atlas that is measured: the user's own or the default one from the data folder (`ISOBAR_HOME`), as `isobar replay` would take it. Benchmarks fetch nothing:
/// where there is none, a made-up one stands in, with as many runs of addresses in random places.
/// </summary>
internal static class BenchmarkAtlas
{
    private const int SyntheticIPv4 = 3_000_000;
    private const int SyntheticIPv6 = 2_000_000;
    private const int SyntheticPlaces = 60_000;

    /// <summary>The atlas file of the data folder; null when it has none.</summary>
    public static string? FindFile()
    {
        string folder = Path.Combine(DataHome.Find(), "atlas");
        if (!Directory.Exists(folder))
        {
            return null;
        }
        string own = Path.Combine(folder, "own.isoatlas");
        return File.Exists(own) ? own : Directory.EnumerateFiles(folder, "default-*.isoatlas").Order(StringComparer.Ordinal).LastOrDefault();
    }

    /// <summary>Opens it for the life of the process.</summary>
    public static CityNetworkAtlas Open() => FindFile() is { } file ? MappedAtlas.Open(file).Atlas : Synthesize();

    private static CityNetworkAtlas Synthesize()
    {
        Console.WriteLine("// No atlas in the data folder: a made-up one stands in. For the real one run `isobar atlas lookup 192.0.2.1` first.");
        RandomNumbers random = new(7);
        AtlasBuilder builder = new();
        builder.AddCity("ipv4.csv", Csv(SyntheticIPv4, random, static random => (uint)random.Next() & 0xdfff_ffff, static start => $"{start >> 24}.{(start >> 16) & 255}.{(start >> 8) & 255}.{start & 255}"));
        builder.AddCity("ipv6.csv", Csv(SyntheticIPv6, random, static random => 0x2000_0000 | ((uint)random.Next() & 0x1fff_ffff), static start => $"{start >> 16:x}:{start & 0xffff:x}::"));
        return CityNetworkAtlas.Open(builder.Build(new AtlasEdition("made up", "")));
    }

    /// <summary>Ranges between random starts, so that they touch and do not overlap; the place of a range is that of its number.</summary>
    private static byte[] Csv(int count, RandomNumbers random, Func<RandomNumbers, uint> draw, Func<uint, string> text)
    {
        uint[] starts = [.. Enumerable.Range(0, count).Select(_ => draw(random)).Order().Distinct()];
        StringBuilder csv = new(count * 64);
        for (int i = 0; i + 1 < starts.Length; i++)
        {
            // The last address of an IPv6 range is the first of its /32: the rest of the prefix belongs to nobody, which is as hard to search.
            csv.Append(CultureInfo.InvariantCulture, $"{text(starts[i])},{text(starts[i + 1] - 1)},DE,Region {i % 100},,Town {i % SyntheticPlaces},,1,2,\n");
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }
}
