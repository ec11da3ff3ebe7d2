namespace Isobar.Benchmarks.Rtt;

/// <summary>SeriesMedian and other quantiles of small lists.</summary>
internal static class SeriesMedian
{
    /// <summary>The median; NaN of nothing.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        Array.Sort(sorted);
        int half = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    /// <summary>The median of what is there; null of nothing.</summary>
    public static double? Of(IEnumerable<double?> values)
    {
        double[] there = [.. values.OfType<double>()];
        return there.Length == 0 ? null : Of(there);
    }

    /// <summary>The smallest value that a share of all values do not exceed; null of nothing.</summary>
    public static long? Quantile(IEnumerable<long> values, double share)
    {
        long[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
