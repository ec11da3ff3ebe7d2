using Isobar.Core.Traffic;

namespace Isobar.Server.Hosting;

/// <summary>
/// A fair part of the addresses that were looked up lately, in memory alone: an atlas swap asks them which part of a city-network's traffic has moved. One in sixteen is kept, so
/// that the ring reaches back a million requests.
/// </summary>
internal sealed class SeenAddresses
{
    private const int Size = 1 << 16;
    private const int OneIn = 16;

    private readonly IpAddress[] _ring = new IpAddress[Size];
    private long _count;

    /// <summary>The addresses that are kept.</summary>
    public IEnumerable<IpAddress> All => _ring.Take((int)Math.Min((_count + OneIn - 1) / OneIn, Size));

    /// <summary>Takes note of an address.</summary>
    public void Add(IpAddress address)
    {
        if (_count++ % OneIn == 0)
        {
            _ring[_count / OneIn % Size] = address;
        }
    }
}
