using Isobar.Core.Attribution;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation;

/// <summary>
/// Which findings are about which fault (section 12 of the statistical design): the same metric, at the same time, and half or more of the pairs in common.
/// </summary>
internal sealed class FaultMatching(int windowSeconds, IReadOnlyList<Detection> detections)
{
    private const double LeastOverlap = 0.5;

    /// <summary>Elements that have so much of their pairs in common cannot be told apart by anybody.</summary>
    private const double SameOverlap = 0.97;

    /// <summary>The findings about a fault, in the order in which they were made.</summary>
    public IEnumerable<Detection> Of(FaultTruth fault) => detections.Where(found => Matches(fault, found));

    /// <summary>The one that explains it best: it speaks last. Null where it was not found.</summary>
    public Detection? BestOf(FaultTruth fault) => Best(fault, Of(fault));

    /// <summary>
    /// What was said of a fault: the finding that explains it best, or else the one that holds most of its pairs and half of them at least, as when a fault of a zone
    /// was taken for one of its location. Null where nothing was found.
    /// </summary>
    public Detection? SaidOf(FaultTruth fault) => BestOf(fault) ?? detections
        .Where(found => IsAtOnce(fault, found) && found.Pairs.Count(fault.Pairs.Contains) >= LeastOverlap * fault.Pairs.Count)
        .OrderByDescending(found => ScopeOverlap.Jaccard(fault.Pairs, found.Pairs)).ThenBy(found => found.OpenedSeconds).FirstOrDefault();

    /// <summary>The one of some findings that explains a fault best; null of none.</summary>
    public static Detection? Best(FaultTruth fault, IEnumerable<Detection> found) =>
        found.OrderByDescending(one => ScopeOverlap.Jaccard(fault.Pairs, one.Pairs)).ThenBy(one => one.OpenedSeconds).FirstOrDefault();

    /// <summary>Whether a finding is about a fault.</summary>
    public bool Matches(FaultTruth fault, Detection found) => IsAtOnce(fault, found) && ScopeOverlap.Jaccard(fault.Pairs, found.Pairs) >= LeastOverlap;

    /// <summary>Whether a finding blames the very element, or one with the same pairs.</summary>
    public static bool IsRight(FaultTruth fault, Detection found) => found.Verdict == BlameVerdict.Blamed
        && (FaultElements.IsSame(fault.Fault.Spec.Element, found.Element) || ScopeOverlap.Jaccard(fault.Pairs, found.Pairs) >= SameOverlap);

    private bool IsAtOnce(FaultTruth fault, Detection found)
    {
        FaultSpec spec = fault.Fault.Spec;
        return fault.Metric == found.Metric
            && found.StartSeconds < spec.EndSeconds + windowSeconds
            && (found.EndSeconds ?? long.MaxValue) > spec.StartSeconds
            && found.OpenedSeconds >= spec.StartSeconds / windowSeconds * windowSeconds;
    }
}
