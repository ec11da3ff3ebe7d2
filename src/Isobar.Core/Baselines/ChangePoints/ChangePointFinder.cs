namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>Finds the changes of level in a whole round-trip time series: running median, Poisson segmentation, merging by level, spread and length.</summary>
public static class ChangePointFinder
{
    /// <summary>The changes, in order.</summary>
    /// <param name="millis">Round-trip times, milliseconds; a lost sample is NaN (or not positive).</param>
    /// <param name="rules">What counts as a change.</param>
    public static IReadOnlyList<ChangePoint> Find(ReadOnlySpan<double> millis, ChangePointRules rules)
    {
        if (millis.IsEmpty)
        {
            return [];
        }
        var usable = new double[millis.Length];
        for (int i = 0; i < usable.Length; i++)
        {
            usable[i] = rules.Usable(millis[i]);
        }
        int[] starts = PoissonSegmenter.Find(Counts(usable, rules), rules.PenaltyFactor * Math.Log(usable.Length), rules.ShortestSegment);
        return SegmentMerger.Merge(rules, usable, starts);
    }

    private static int[] Counts(double[] usable, ChangePointRules rules)
    {
        var smooth = new double[usable.Length];
        MedianFilter.Apply(usable, smooth, rules.FilterWidth);
        double floor = smooth.Min();
        return Array.ConvertAll(smooth, millis => rules.Count(millis, floor));
    }
}
