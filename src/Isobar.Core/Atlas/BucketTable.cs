using System.Numerics;
using System.Runtime.Intrinsics;

namespace Isobar.Core.Atlas;

/// <summary>
/// A short cut into the level 0 of an IPv4 <see cref="SampledTree"/>: for the first bits of an address, the last key at or below them. Most addresses of the space
/// need nothing else, since no run begins in their bucket; nearly all others need one comparison of sixteen keys.
/// </summary>
/// <remarks>
/// Made at opening (4 MB and 5 ms for the default atlas) and not stored. IPv6 has no such table: its prefixes crowd in a few corners of the space.
/// </remarks>
internal sealed class BucketTable
{
    /// <summary>Twenty bits make 3 keys a bucket at the median of the default atlas; more would no longer fit the processor's cache.</summary>
    private const int MaxBits = 20;

    private const int Window = 16;

    private readonly int[] _last;
    private readonly int _shift;

    public BucketTable(ReadOnlySpan<uint> keys)
    {
        int bits = Math.Clamp(BitOperations.Log2((uint)Math.Max(1, keys.Length)), 1, MaxBits);
        _shift = 32 - bits;
        _last = new int[(1 << bits) + 1];
        int key = 0;
        for (int bucket = 0; bucket < 1 << bits; bucket++)
        {
            uint first = (uint)bucket << _shift;
            while (key + 1 < keys.Length && keys[key + 1] <= first)
            {
                key++;
            }
            _last[bucket] = key;
        }
        _last[^1] = Math.Max(0, keys.Length - 1);
    }

    /// <summary>The index of the last key that is not above the sought one.</summary>
    /// <param name="all">The tree, whose level 0 this table was made of.</param>
    /// <param name="layout">The tree's layout.</param>
    /// <param name="keys">Number of keys.</param>
    /// <param name="sought">An address.</param>
    public int Find(ReadOnlySpan<uint> all, ReadOnlySpan<int> layout, int keys, uint sought)
    {
        unchecked
        {
            int bucket = (int)(sought >> _shift);
            int from = _last[bucket], to = _last[bucket + 1];
            if (from == to)
            {
                return from;
            }
            // `to` may be the key that begins the next bucket; being above the sought one, it does not count.
            int count = to - from;
            if (count > Window || from + 1 + Window > all.Length)
            {
                return SampledTree.Find(all, layout, keys, sought);
            }
            ReadOnlySpan<uint> window = all.Slice(from + 1, Window);
            Vector256<uint> limit = Vector256.Create(sought);
            uint low = Vector256.LessThanOrEqual(Vector256.Create(window), limit).ExtractMostSignificantBits();
            uint high = Vector256.LessThanOrEqual(Vector256.Create(window[8..]), limit).ExtractMostSignificantBits();
            // What follows the bucket may be keys of an upper level.
            return from + BitOperations.PopCount((low | high << 8) & ((1u << count) - 1));
        }
    }
}
