namespace Isobar.Core.Tests.Baselines.ChangePoints;

/// <summary>Optimal partitioning in full: every start is tried for every end.</summary>
internal static class NaiveSegmentation
{
    /// <summary>Least cost of all segmentations of the counts, changes penalised.</summary>
    public static double LeastCost(IReadOnlyList<int> counts, double penalty, int minimum)
    {
        var best = new double[counts.Count + 1];
        Array.Fill(best, double.PositiveInfinity);
        best[0] = -penalty;
        for (int end = minimum; end <= counts.Count; end++)
        {
            for (int start = 0; start <= end - minimum; start++)
            {
                best[end] = Math.Min(best[end], best[start] + SegmentCost(counts, start, end) + penalty);
            }
        }
        return best[counts.Count];
    }

    /// <summary>Cost of one segmentation.</summary>
    public static double Cost(IReadOnlyList<int> counts, IReadOnlyList<int> starts, double penalty)
    {
        int[] bounds = [0, .. starts, counts.Count];
        double cost = penalty * starts.Count;
        for (int i = 0; i + 1 < bounds.Length; i++)
        {
            cost += SegmentCost(counts, bounds[i], bounds[i + 1]);
        }
        return cost;
    }

    /// <summary>-2 × Σ (y·ln λ − λ) at λ = mean, without the 2·Σ y that every segmentation shares, + ln n.</summary>
    private static double SegmentCost(IReadOnlyList<int> counts, int start, int end)
    {
        int n = end - start;
        double sum = counts.Skip(start).Take(n).Sum(count => (double)count);
        return (sum > 0 ? -2 * sum * Math.Log(sum / n) : 0) + Math.Log(n);
    }
}
