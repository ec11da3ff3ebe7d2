using System.Numerics;

namespace Isobar.Core.Tests.Sketches;

/// <summary>The definition of the sketch and of its format, written plainly: exact edges, all values kept, sorted when asked.</summary>
internal sealed class NaiveQuantileSketch(IEnumerable<long> values)
{
    private static readonly double s_gamma = 1.01 / 0.99;

    /// <summary>⌊(101/99)^i⌋ for i from 231 to 896, in whole numbers.</summary>
    public static readonly long[] Edges =
        [.. Enumerable.Range(231, 666).Select(i => (long)(BigInteger.Pow(101, i) / BigInteger.Pow(99, i)))];

    private readonly long[] _sorted = [.. values.Order()];

    public static int BucketOf(long value)
    {
        int bucket = 0;
        while (bucket < Edges.Length - 1 && Edges[bucket] < value)
        {
            bucket++;
        }
        return bucket;
    }

    public long CountAtMost(long edge) => _sorted.Count(value => Edges[BucketOf(value)] <= edge);

    public long ExactQuantile(double q) => _sorted[(int)Math.Floor(q * (_sorted.Length - 1))];

    public double Quantile(double q) => 2 * Math.Pow(s_gamma, 231 + BucketOf(ExactQuantile(q))) / (s_gamma + 1);

    public byte[] Write()
    {
        List<byte> bytes = [];
        int previous = 0;
        foreach (IGrouping<int, long> bucket in _sorted.GroupBy(BucketOf).OrderBy(bucket => bucket.Key))
        {
            bytes.AddRange(Varint(bucket.Key - previous));
            bytes.AddRange(Varint(bucket.LongCount()));
            previous = bucket.Key;
        }
        return bytes.Count == 0 ? [] : [1, .. bytes];
    }

    public static IEnumerable<byte> Varint(BigInteger value)
    {
        for (; value >= 128; value /= 128)
        {
            yield return (byte)(value % 128 + 128);
        }
        yield return (byte)value;
    }
}
