using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Server.Simulation;

/// <summary>Follows the event groups of a run, and keeps the last word on each: the final blame of a group is its answer.</summary>
internal sealed class DetectionLog(WorldPairs pairs)
{
    private readonly Dictionary<string, EventGroup> _last = [];
    private PairTable? _table;

    /// <summary>Adds what changed in a window.</summary>
    /// <param name="table">What the numbers of pairs mean.</param>
    /// <param name="changes">The changes.</param>
    public void Add(PairTable table, IEnumerable<EventGroupChange> changes)
    {
        _table = table;
        foreach (EventGroupChange change in changes)
        {
            _last[change.Group.Id] = change.Group;
        }
    }

    /// <summary>All groups that ever opened.</summary>
    public IReadOnlyList<Detection> Finish() => [.. _last.Values.OrderBy(group => group.OpenedAt).ThenBy(group => group.Id, StringComparer.Ordinal).Select(ToDetection)];

    private Detection ToDetection(EventGroup group) => new(
        group.Metric,
        group.Element,
        [.. group.Pairs.Select(pair => pairs.NumberOf(_table![pair])).Order()],
        group.StartedAt,
        group.OpenedAt,
        group.EndedAt,
        group.Blame.Verdict,
        group.Blame.Confidence,
        [.. group.Blame.Suspects.Select(suspect => suspect.Element)],
        group.Status == EventGroupStatus.Merged);
}
