using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas.Mmdb;
using Isobar.Core.Traffic;

namespace Isobar.Benchmarks.Verbs;

/// <summary>`make-addresses MMDB PATH COUNT`: addresses from inside a database's prefixes, one a line, for `mmdblookup --ip-file` and `locate --file`.</summary>
internal static class AddressesVerb
{
    public static void Run(string database, string path, int count)
    {
        MmdbReader reader = MmdbReader.Open(database, File.ReadAllBytes(database));
        (IpAddress First, IpAddress Last)[] prefixes = [.. reader.Networks().Select(network => (network.First, network.Last))];
        RandomNumbers random = new(3);
        using StreamWriter file = new(path) { NewLine = "\n" };
        for (int i = 0; i < count; i++)
        {
            file.WriteLine(RandomAddresses.Between(prefixes[random.Next(prefixes.Length)], random));
        }
    }
}
