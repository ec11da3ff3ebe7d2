using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas.Mmdb;

/// <summary>One network of a MaxMind DB's search tree.</summary>
/// <param name="First">Lowest address. Networks of the IPv4 part are given as IPv4, whatever the tree's version.</param>
/// <param name="Length128">Prefix length in the 128-bit space: an IPv4 /24 is 120.</param>
/// <param name="Record">Offset of the record in the data section, for <see cref="MmdbReader.Decode"/>. Networks that share a record share the offset.</param>
public readonly record struct MmdbNetwork(IpAddress First, int Length128, uint Record)
{
    /// <summary>Highest address, inclusive.</summary>
    public IpAddress Last
    {
        get
        {
            ulong high = Length128 >= 64 ? 0 : ulong.MaxValue >> Length128;
            ulong low = Length128 <= 64 ? ulong.MaxValue : Length128 == 128 ? 0 : ulong.MaxValue >> (Length128 - 64);
            return new IpAddress(First.High | high, First.Low | low);
        }
    }
}
