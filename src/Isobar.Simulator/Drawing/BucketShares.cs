using System.Runtime.CompilerServices;

namespace Isobar.Simulator.Drawing;

/// <summary>A distribution over the buckets, built up and drawn from once. Only the buckets between the first and the last in use are walked.</summary>
internal sealed class BucketShares
{
    private readonly double[] _shares = new double[BucketGrid.Count];

    /// <summary>The lowest bucket with a share.</summary>
    public int First { get; private set; } = BucketGrid.Count;

    /// <summary>The highest bucket with a share.</summary>
    public int Last { get; private set; } = -1;

    /// <summary>The share of a bucket.</summary>
    public double this[int bucket] => _shares[bucket];

    /// <summary>Adds to the share of a bucket.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int bucket, double share)
    {
        _shares[bucket] += share;
        First = Math.Min(First, bucket);
        Last = Math.Max(Last, bucket);
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        if (Last >= 0)
        {
            Array.Clear(_shares, First, Last - First + 1);
            First = BucketGrid.Count;
            Last = -1;
        }
    }

    /// <summary>Draws n values, bucket by bucket, each a binomial of what is left; and forgets the shares.</summary>
    public void Multinomial(ref KeyedRandom random, int n, BucketCounts counts)
    {
        double left = 0;
        int lastInUse = First;
        for (int bucket = First; bucket <= Last; bucket++)
        {
            left += _shares[bucket];
            lastInUse = _shares[bucket] > 0 ? bucket : lastInUse;
        }
        for (int bucket = First; bucket <= lastInUse && n > 0; bucket++)
        {
            double share = _shares[bucket];
            if (share > 0)
            {
                // The last bucket takes all that is left, whatever rounding has made of its share.
                int count = bucket == lastInUse ? n : CountDraws.Binomial(ref random, n, share / left);
                left -= share;
                n -= count;
                if (count > 0)
                {
                    counts.Add(bucket, count);
                }
            }
        }
        Clear();
    }
}
