using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>
/// Looks addresses up in an atlas, for loops over many: it holds the atlas's memory directly, where <see cref="CityNetworkAtlas.Locate"/> has to ask for it at
/// each call (a few nanoseconds). It must not outlive the memory it was made over.
/// </summary>
public readonly ref struct AtlasLocator
{
    private readonly ReadOnlySpan<uint> _ipv4Keys;
    private readonly ReadOnlySpan<uint> _ipv4Values;
    private readonly ReadOnlySpan<ulong> _ipv6Keys;
    private readonly ReadOnlySpan<uint> _ipv6Values;
    private readonly ReadOnlySpan<int> _ipv4Layout;
    private readonly ReadOnlySpan<int> _ipv6Layout;
    private readonly BucketTable _ipv4Buckets;
    private readonly ReadOnlySpan<uint> _splitStarts;
    private readonly ReadOnlySpan<ulong> _splitKeys;
    private readonly ReadOnlySpan<uint> _splitValues;

    internal AtlasLocator(ReadOnlyMemory<byte>[] sections, BucketTable ipv4Buckets, int[] ipv4Layout, int[] ipv6Layout)
    {
        _ipv4Keys = AtlasFile.As<uint>(sections[(int)AtlasSection.IPv4Keys]);
        _ipv4Values = AtlasFile.As<uint>(sections[(int)AtlasSection.IPv4Values]);
        _ipv6Keys = AtlasFile.As<ulong>(sections[(int)AtlasSection.IPv6Keys]);
        _ipv6Values = AtlasFile.As<uint>(sections[(int)AtlasSection.IPv6Values]);
        _splitStarts = AtlasFile.As<uint>(sections[(int)AtlasSection.SplitStarts]);
        _splitKeys = AtlasFile.As<ulong>(sections[(int)AtlasSection.SplitKeys]);
        _splitValues = AtlasFile.As<uint>(sections[(int)AtlasSection.SplitValues]);
        _ipv4Buckets = ipv4Buckets;
        _ipv4Layout = ipv4Layout;
        _ipv6Layout = ipv6Layout;
    }

    /// <summary>The index of the address's city-network in this build, 0 when nothing is known of it. Does not allocate.</summary>
    public int Locate(IpAddress address)
    {
        unchecked
        {
            if (address.IsIPv4)
            {
                return (int)_ipv4Values[_ipv4Buckets.Find(_ipv4Keys, _ipv4Layout, _ipv4Values.Length, address.IPv4Bits)];
            }
            uint value = _ipv6Values[SampledTree.Find(_ipv6Keys, _ipv6Layout, _ipv6Values.Length, address.High)];
            return (value & AtlasFile.SplitFlag) == 0 ? (int)value : LocateInSplit((int)(value & ~AtlasFile.SplitFlag), address.Low);
        }
    }

    private int LocateInSplit(int split, ulong low)
    {
        int start = (int)_splitStarts[split];
        int end = (int)_splitStarts[split + 1];
        // The first key of a split is 0, so a miss lies behind a key.
        int found = _splitKeys[start..end].BinarySearch(low);
        return (int)_splitValues[start + (found >= 0 ? found : ~found - 1)];
    }
}
