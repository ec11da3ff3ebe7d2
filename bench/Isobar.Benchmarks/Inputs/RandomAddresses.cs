using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Benchmarks.Inputs;

/// <summary>Addresses to look up.</summary>
internal static class RandomAddresses
{
    /// <summary>Any IPv4 addresses, located or not, as `mmdblookup --benchmark` draws them.</summary>
    public static IpAddress[] IPv4(int count)
    {
        RandomNumbers random = new(1);
        return [.. Enumerable.Range(0, count).Select(_ => IpAddress.FromIPv4((uint)random.Next()))];
    }

    /// <summary>IPv6 addresses from inside the atlas's runs: a run by chance, then any address of it. Nearly all of the IPv6 space is empty, and finding that is no work.</summary>
    public static IpAddress[] IPv6(CityNetworkAtlas atlas, int count)
    {
        RandomNumbers random = new(2);
        (IpAddress First, IpAddress Last)[] runs = [.. AtlasRuns.OfIPv6(atlas).Select(run => (run.First, run.Last))];
        return [.. Enumerable.Range(0, count).Select(_ => Between(runs[random.Next(runs.Length)], random))];
    }

    /// <summary>An address between two, both inclusive.</summary>
    public static IpAddress Between((IpAddress First, IpAddress Last) range, RandomNumbers random)
    {
        UInt128 first = new(range.First.High, range.First.Low), last = new(range.Last.High, range.Last.Low);
        UInt128 bits = new(random.Next(), random.Next());
        UInt128 size = unchecked(last - first + 1);
        UInt128 address = first + (size == 0 ? bits : bits % size);
        return new((ulong)(address >> 64), (ulong)address);
    }
}
