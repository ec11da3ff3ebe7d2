using System.Runtime.CompilerServices;
using Isobar.Core.Sketches;

namespace Isobar.Simulator.Drawing;

/// <summary>The buckets of <see cref="QuantileSketch"/> as drawing needs them: a look-up without a search, and logarithms in units of buckets.</summary>
internal static class BucketGrid
{
    /// <summary>ln γ: the width of a bucket on the log scale.</summary>
    public static readonly double LogGamma = Math.Log((1 + QuantileSketch.RelativeAccuracy) / (1 - QuantileSketch.RelativeAccuracy));

    /// <summary>Number of buckets.</summary>
    public static readonly int Count = QuantileSketch.BucketCount;

    /// <summary>The value that stands for each bucket, microseconds.</summary>
    public static readonly double[] Values = [.. Enumerable.Range(0, Count).Select(QuantileSketch.ValueOf)];

    /// <summary>Upper edge of each bucket, microseconds.</summary>
    private static readonly double[] s_edges = [.. Enumerable.Range(0, Count).Select(bucket => (double)QuantileSketch.Edge(bucket))];

    /// <summary>log_γ of the upper edge of bucket 0, as the edges have it: bucket i holds the x with log_γ(x) in (i + first - 1, i + first].</summary>
    private static readonly double s_first = Math.Round(Math.Log(QuantileSketch.Edge(Count - 1)) / LogGamma) - (Count - 1);

    private const int MantissaBits = 7;
    private const int Shift = 52 - MantissaBits;
    private const int LowestExponent = 6;
    private const int HighestExponent = 26;

    /// <summary>The bucket of the lowest value of each cell; a cell is 1/128 octave, less than a bucket, so the right one is this or the next.</summary>
    private static readonly ushort[] s_cells = MakeCells();

    /// <summary>The bucket of a value in microseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BucketOf(double micros)
    {
        long cell = (BitConverter.DoubleToInt64Bits(micros) >> Shift) - ((LowestExponent + 1023L) << MantissaBits);
        if (unchecked((ulong)cell) >= (ulong)s_cells.Length)
        {
            return cell < 0 ? 0 : Count - 1;
        }
        int bucket = s_cells[cell];
        return micros > s_edges[bucket] && bucket < Count - 1 ? bucket + 1 : bucket;
    }

    /// <summary>Where a value lies on the axis of buckets: bucket b's middle is at b.</summary>
    public static double PositionOf(double micros) => Math.Log(micros) / LogGamma - s_first + 0.5;

    /// <summary>The value at a position on the axis of buckets, microseconds.</summary>
    public static double MicrosAt(double position) => Math.Exp((position + s_first - 0.5) * LogGamma);

    private static ushort[] MakeCells()
    {
        ushort[] cells = new ushort[(HighestExponent - LowestExponent) << MantissaBits];
        for (int i = 0; i < cells.Length; i++)
        {
            double low = BitConverter.Int64BitsToDouble(((LowestExponent + 1023L) << 52) + ((long)i << Shift));
            cells[i] = (ushort)QuantileSketch.BucketOf((long)Math.Ceiling(low));
        }
        return cells;
    }
}
