using Isobar.Core.Sketches;

namespace Isobar.Core.Windows;

/// <summary>A sealed sketch of times with the percentiles that queries ask for.</summary>
/// <param name="Sketch">The written <see cref="QuantileSketch"/>; empty where there is no sample.</param>
/// <param name="Samples">Number of samples.</param>
/// <param name="P50Micros">50th percentile, microseconds; 0 where there is no sample.</param>
/// <param name="P90Micros">90th percentile, microseconds.</param>
/// <param name="P95Micros">95th percentile, microseconds.</param>
public readonly record struct TimeSummary(byte[] Sketch, int Samples, int P50Micros, int P90Micros, int P95Micros)
{
    private static readonly TimeSummary s_empty = new([], 0, 0, 0, 0);

    /// <summary>The summary of a sketch.</summary>
    public static TimeSummary Of(QuantileSketch sketch) => sketch.Count == 0 ? s_empty : new(
        sketch.Write(),
        checked((int)sketch.Count),
        (int)Math.Round(sketch.Quantile(0.50)),
        (int)Math.Round(sketch.Quantile(0.90)),
        (int)Math.Round(sketch.Quantile(0.95)));

    /// <summary>The summary of a sketch that is given as its buckets in use, in rising order; equal to that of the sketch itself.</summary>
    public static TimeSummary Of(ReadOnlySpan<SketchBucket> buckets)
    {
        long count = 0;
        foreach (SketchBucket bucket in buckets)
        {
            count += bucket.Count;
        }
        return count == 0 ? s_empty : new(
            QuantileSketch.Write(buckets),
            checked((int)count),
            ValueOfRank(buckets, (long)Math.Floor(0.50 * (count - 1))),
            ValueOfRank(buckets, (long)Math.Floor(0.90 * (count - 1))),
            ValueOfRank(buckets, (long)Math.Floor(0.95 * (count - 1))));
    }

    /// <summary>The value of a rank counted from 0, as <see cref="QuantileSketch.Quantile"/> has it.</summary>
    private static int ValueOfRank(ReadOnlySpan<SketchBucket> buckets, long rank)
    {
        long seen = 0;
        int last = 0;
        foreach ((int bucket, int inBucket) in buckets)
        {
            seen += inBucket;
            last = bucket;
            if (seen > rank)
            {
                break;
            }
        }
        return (int)Math.Round(QuantileSketch.ValueOf(last));
    }
}
