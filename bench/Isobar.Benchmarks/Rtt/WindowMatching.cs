namespace Isobar.Benchmarks.Rtt;

/// <summary>Which detection answers which label.</summary>
internal static class WindowMatching
{
    /// <summary>
    /// The one-to-one matching of labels and detections that are at most a window apart which has the most pairs and, of those, the least sum of distances;
    /// of equal ones that which leaves out the later.
    /// </summary>
    /// <remarks>
    /// On a line some best matching has no crossing pairs: uncrossing two pairs keeps both within the window and does not lengthen their sum. So it is an
    /// alignment of two sorted lists, found by dynamic programming, and no general assignment problem.
    /// </remarks>
    /// <param name="labels">Rising.</param>
    /// <param name="detections">Rising.</param>
    /// <param name="window">Largest distance of a pair.</param>
    public static List<(int Label, int Detection)> Match(IReadOnlyList<int> labels, IReadOnlyList<int> detections, int window)
    {
        var best = new (int Pairs, long Distance)[labels.Count + 1, detections.Count + 1];
        for (int i = 1; i <= labels.Count; i++)
        {
            for (int j = 1; j <= detections.Count; j++)
            {
                best[i, j] = Better(Better(best[i - 1, j], best[i, j - 1]), Paired(best, labels, detections, i, j, window));
            }
        }
        return WalkBack(best, labels, detections, window);
    }

    private static List<(int Label, int Detection)> WalkBack(
        (int Pairs, long Distance)[,] best, IReadOnlyList<int> labels, IReadOnlyList<int> detections, int window)
    {
        var pairs = new List<(int, int)>();
        (int i, int j) = (labels.Count, detections.Count);
        while (i > 0 && j > 0)
        {
            if (best[i, j] == best[i - 1, j])
            {
                i--;
            }
            else if (best[i, j] == best[i, j - 1])
            {
                j--;
            }
            else
            {
                pairs.Add((--i, --j));
            }
        }
        pairs.Reverse();
        return pairs;
    }

    private static (int Pairs, long Distance) Paired(
        (int Pairs, long Distance)[,] best, IReadOnlyList<int> labels, IReadOnlyList<int> detections, int i, int j, int window)
    {
        int distance = Math.Abs(labels[i - 1] - detections[j - 1]);
        (int pairs, long sum) = best[i - 1, j - 1];
        return distance <= window ? (pairs + 1, sum + distance) : (-1, 0);
    }

    private static (int Pairs, long Distance) Better((int Pairs, long Distance) one, (int Pairs, long Distance) other) =>
        other.Pairs > one.Pairs || (other.Pairs == one.Pairs && other.Distance < one.Distance) ? other : one;
}
