using System.Globalization;
using System.Text;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Benchmarks.Verbs;

/// <summary>
/// `locate --random N` and `locate --file PATH`: look-ups a second on one thread, of random IPv4 addresses or of those of a file. Prints three medians of five warmed
/// passes: `located` (CityNetworkAtlas.Locate), `looped` (AtlasLocator), and `parsed` (from the address as text, as mmdblookup takes it).
/// </summary>
internal static class LocateVerb
{
    private const int Passes = 5;
    private const int TextLength = 48;

    public static void Run(IpAddress[] addresses)
    {
        CityNetworkAtlas atlas = BenchmarkAtlas.Open();
        byte[] texts = new byte[addresses.Length * TextLength];
        byte[] lengths = new byte[addresses.Length];
        for (int i = 0; i < addresses.Length; i++)
        {
            lengths[i] = (byte)Encoding.ASCII.GetBytes(addresses[i].ToString(), texts.AsSpan(i * TextLength, TextLength));
        }
        Print("located", addresses.Length, () => Located(atlas, addresses));
        Print("looped", addresses.Length, () => Looped(atlas, addresses));
        Print("parsed", addresses.Length, () => Parsed(atlas, texts, lengths));
    }

    /// <summary>The addresses of a file, one a line.</summary>
    public static IpAddress[] Read(string path) =>
    [
        .. File.ReadLines(path).Select((text, line) => IpAddress.TryParse(Encoding.ASCII.GetBytes(text), out IpAddress address)
            ? address
            : throw new FormatException($"{path}, line {line + 1}: '{text}' is no address.")),
    ];

    private static void Print(string name, int count, Func<long> pass)
    {
        long sum = 0;
        for (int i = 0; i < Passes; i++)
        {
            sum += pass();
        }
        double seconds = Medians.ProcessorSeconds(Passes, () => sum += pass());
        // The sum is printed so that no compiler can leave the look-ups out.
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {count / seconds:F0} per second (sum {sum})"));
    }

    private static long Located(CityNetworkAtlas atlas, IpAddress[] addresses)
    {
        long sum = 0;
        foreach (IpAddress address in addresses)
        {
            sum += atlas.Locate(address);
        }
        return sum;
    }

    private static long Looped(CityNetworkAtlas atlas, IpAddress[] addresses)
    {
        AtlasLocator locator = atlas.Locator();
        long sum = 0;
        foreach (IpAddress address in addresses)
        {
            sum += locator.Locate(address);
        }
        return sum;
    }

    private static long Parsed(CityNetworkAtlas atlas, byte[] texts, byte[] lengths)
    {
        AtlasLocator locator = atlas.Locator();
        long sum = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (IpAddress.TryParse(texts.AsSpan(i * TextLength, lengths[i]), out IpAddress address))
            {
                sum += locator.Locate(address);
            }
        }
        return sum;
    }
}
