namespace Isobar.Benchmarks.Rtt;

/// <summary>How much each labelled change matters.</summary>
internal static class ChangeWeights
{
    /// <summary>
    /// max(log2(length of the new segment / 3), 0) × (|difference of medians| + |difference of standard deviations|), over the values as the file has them:
    /// a lost ping counts as its negative number, as in the origin's scorer.
    /// </summary>
    public static double[] Of(RttSeries series)
    {
        (int Length, double Median, double Deviation)[] segments =
            [.. series.Segments().Select(segment => Describe(series.Raw.AsSpan(segment.From..segment.To)))];
        var weights = new double[series.Labels.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            (_, double median, double deviation) = segments[i];
            var next = segments[i + 1];
            weights[i] = Math.Max(Math.Log2(next.Length / 3.0), 0) * (Math.Abs(next.Median - median) + Math.Abs(next.Deviation - deviation));
        }
        return weights;
    }

    private static (int Length, double Median, double Deviation) Describe(ReadOnlySpan<double> values)
    {
        double mean = 0;
        foreach (double value in values)
        {
            mean += value / values.Length;
        }
        double squares = 0;
        foreach (double value in values)
        {
            squares += (value - mean) * (value - mean);
        }
        return (values.Length, SeriesMedian.Of(values), Math.Sqrt(squares / values.Length));
    }
}
