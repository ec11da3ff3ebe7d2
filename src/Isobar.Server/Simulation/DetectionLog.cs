using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Server.Simulation;

/// <summary>Follows the event groups of a run, and keeps the last word on each: the final blame of a group is its answer.</summary>
internal sealed class DetectionLog(SimulationRun run)
{
    private readonly EventGroupTracker _groups = new();
    private readonly Dictionary<string, EventGroup> _last = [];

    /// <summary>Adds a window; gives what is explained by then.</summary>
    public ExplainedDrops Add(HealthMap map)
    {
        foreach (EventGroupChange change in _groups.Advance(map))
        {
            _last[change.Group.Id] = change.Group;
        }
        return _groups.Explained;
    }

    /// <summary>All groups that ever opened.</summary>
    public IReadOnlyList<Detection> Finish() => [.. _last.Values.OrderBy(group => group.OpenedAt).ThenBy(group => group.Id, StringComparer.Ordinal).Select(ToDetection)];

    private Detection ToDetection(EventGroup group) => new(
        group.Metric,
        group.Element,
        [.. group.Pairs.Select(run.WorldPair).Order()],
        group.StartedAt,
        group.OpenedAt,
        group.EndedAt,
        group.Blame.Verdict,
        group.Blame.Confidence,
        [.. group.Blame.Suspects.Select(suspect => suspect.Element)],
        group.Status == EventGroupStatus.Merged);
}
