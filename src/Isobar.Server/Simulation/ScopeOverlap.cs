namespace Isobar.Server.Simulation;

/// <summary>How far two scopes agree.</summary>
internal static class ScopeOverlap
{
    /// <summary>Jaccard's index of two rising lists of pairs: shared by all, 0 to 1.</summary>
    public static double Jaccard(IReadOnlyCollection<int> a, IReadOnlyCollection<int> b)
    {
        HashSet<int> inA = [.. a];
        int shared = b.Count(inA.Contains);
        int all = a.Count + b.Count - shared;
        return all == 0 ? 0 : shared / (double)all;
    }
}
