using System.Globalization;
using Isobar.Benchmarks.Inputs;
using Isobar.Server.Atlases;

namespace Isobar.Benchmarks.Verbs;

/// <summary>`atlas`: size and opening time of the atlas of the data folder.</summary>
internal static class AtlasVerb
{
    private const int Opens = 20;

    public static int Run()
    {
        if (BenchmarkAtlas.FindFile() is not { } file)
        {
            Console.Error.WriteLine("There is no atlas in the data folder (ISOBAR_HOME): run `isobar atlas lookup 192.0.2.1`, which fetches and builds the default one.");
            return 1;
        }
        MappedAtlas atlas = MappedAtlas.Open(file);
        (int ipv4, int ipv6) = atlas.Atlas.RunCounts;
        int cityNetworks = atlas.Atlas.Count;
        atlas.Release();
        double seconds = Medians.Seconds(Opens, () => MappedAtlas.Open(file).Release());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {new FileInfo(file).Length}\nipv4Runs {ipv4}\nipv6Runs {ipv6}\ncityNetworks {cityNetworks}\nopenMs {seconds * 1000:F1}"));
        return 0;
    }
}
