using Isobar.Core.Sketches;

namespace Isobar.Core.Baselines;

/// <summary>
/// The logarithmic scale on which baselines keep times: places in 1/64 of a bucket of <see cref="QuantileSketch"/> (0.03 %), as whole numbers, so that sums over
/// thousands of pairs do not depend on their order. Place 0 means that there is no value.
/// </summary>
/// <remarks>Place p stands for γ^(230 + p/64) µs, so adding places multiplies times. Only multiplication and square root are used: the same bits everywhere.</remarks>
internal static class TimeScale
{
    /// <summary>Places in one bucket.</summary>
    public const int Steps = 64;

    /// <summary>Natural logarithm of one place's ratio: ln(1.01/0.99) / 64.</summary>
    public const double LogStep = 0.020000666706669435 / Steps;

    private static readonly double[] s_roots = MakeRoots();

    /// <summary>The highest place.</summary>
    public static int Highest => QuantileSketch.BucketCount * Steps;

    /// <summary>The place of a place among the buckets of a sketch.</summary>
    public static ushort Of(double bucketPlace) => (ushort)Clamp((int)Math.Round(bucketPlace * Steps));

    /// <summary>The nearest place that stands for a time.</summary>
    public static int Clamp(int place) => Math.Clamp(place, 1, Highest);

    /// <summary>The time of a place, microseconds; parts of a place count.</summary>
    public static double Micros(double place)
    {
        place = Math.Clamp(place, 1, Highest);
        int whole = Math.Min((int)place, Highest - 1);
        int bucket = whole / Steps;
        double low = QuantileSketch.Power(bucket) / s_roots[Steps] * s_roots[whole % Steps];
        // Within a place the ratio is 1.0003: a straight line is exact to 1e-8.
        return low * (1 + (place - whole) * (s_roots[1] - 1));
    }

    /// <summary>The bucket with the smallest edge that is at least this time; the last one for times beyond the range.</summary>
    public static int BucketAtLeast(double micros)
    {
        int low = 0, high = QuantileSketch.BucketCount - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = QuantileSketch.Power(middle) >= micros ? (low, middle) : (middle + 1, high);
        }
        return low;
    }

    private static double[] MakeRoots()
    {
        double root = (1 + QuantileSketch.RelativeAccuracy) / (1 - QuantileSketch.RelativeAccuracy);
        for (int i = Steps; i > 1; i /= 2)
        {
            root = Math.Sqrt(root);
        }
        double[] roots = new double[Steps + 1];
        roots[0] = 1;
        for (int i = 1; i <= Steps; i++)
        {
            roots[i] = roots[i - 1] * root;
        }
        return roots;
    }
}
