using System.Numerics;
using System.Runtime.CompilerServices;
using Isobar.Core.Sketches;

namespace Isobar.Simulator.Drawing;

/// <summary>Counters of all buckets with a bitmap of those in use, so that writing and clearing cost what is in it and not what could be.</summary>
internal sealed class BucketCounts
{
    private readonly int[] _counts = new int[BucketGrid.Count];
    private readonly ulong[] _used = new ulong[(BucketGrid.Count + 63) / 64];
    private readonly SketchBucket[] _buckets = new SketchBucket[BucketGrid.Count];

    /// <summary>Adds values to a bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int bucket, int count)
    {
        _counts[bucket] += count;
        _used[bucket >> 6] |= 1UL << (bucket & 63);
    }

    /// <summary>The buckets in use, in rising order, and forgets them. Valid until the next call.</summary>
    public ReadOnlySpan<SketchBucket> Take()
    {
        int length = 0;
        for (int word = 0; word < _used.Length; word++)
        {
            for (ulong bits = _used[word]; bits != 0; bits &= bits - 1)
            {
                int bucket = (word << 6) + BitOperations.TrailingZeroCount(bits);
                _buckets[length++] = new(bucket, _counts[bucket]);
                _counts[bucket] = 0;
            }
            _used[word] = 0;
        }
        return _buckets.AsSpan(0, length);
    }
}
