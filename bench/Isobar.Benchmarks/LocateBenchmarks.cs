using BenchmarkDotNet.Attributes;
using Isobar.Benchmarks.Inputs;
using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Benchmarks;

/// <summary>Addresses to city-networks. There are more addresses than fit the processor's caches, in no order; the time is that of one.</summary>
public class LocateBenchmarks
{
    private const int Addresses = 1 << 20;
    private CityNetworkAtlas? _atlas;
    private IpAddress[] _addresses = [];

    [Params("IPv4, random", "IPv6, inside the data")]
    public string Family { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _atlas = BenchmarkAtlas.Open();
        _addresses = Family.StartsWith("IPv4", StringComparison.Ordinal) ? RandomAddresses.IPv4(Addresses) : RandomAddresses.IPv6(_atlas, Addresses);
    }

    [Benchmark(OperationsPerInvoke = Addresses)]
    public long Locate()
    {
        long sum = 0;
        foreach (IpAddress address in _addresses)
        {
            sum += _atlas!.Locate(address);
        }
        return sum;
    }

    [Benchmark(OperationsPerInvoke = Addresses)]
    public long Locator()
    {
        AtlasLocator locator = _atlas!.Locator();
        long sum = 0;
        foreach (IpAddress address in _addresses)
        {
            sum += locator.Locate(address);
        }
        return sum;
    }
}
