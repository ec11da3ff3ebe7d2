using Isobar.Core.Events;
using Isobar.Core.Pipeline;

namespace Isobar.Server.Replay.Health;

/// <summary>The health events of the monitors, each as it was last told.</summary>
internal sealed class EventLog
{
    private readonly Dictionary<string, Dictionary<string, HealthEvent>> _byMonitor = new(StringComparer.Ordinal);

    /// <summary>Takes the changes of a window into account.</summary>
    public void Add(MonitorOutcome outcome)
    {
        if (outcome.Events.Changes.Count == 0)
        {
            return;
        }
        if (!_byMonitor.TryGetValue(outcome.Monitor.Name, out Dictionary<string, HealthEvent>? events))
        {
            events = new(StringComparer.Ordinal);
            _byMonitor.Add(outcome.Monitor.Name, events);
        }
        foreach (HealthEventChange change in outcome.Events.Changes)
        {
            events[change.Event.EventId] = change.Event;
        }
    }

    /// <summary>The events of a monitor in the order of start, overall ones before local ones.</summary>
    public IReadOnlyList<HealthEvent> Of(string monitor) => !_byMonitor.TryGetValue(monitor, out Dictionary<string, HealthEvent>? events) ? [] :
    [
        .. events.Values.OrderBy(one => one.StartedAt).ThenBy(one => one.ImpactType)
            .ThenByDescending(one => one.PercentOfTotalTrafficImpacted).ThenBy(one => one.EventId, StringComparer.Ordinal),
    ];

    /// <summary>What a threshold told.</summary>
    /// <param name="monitor">The monitor that has it.</param>
    /// <param name="type">The kind of its events.</param>
    /// <param name="threshold">The threshold.</param>
    /// <param name="end">End of the input, Unix seconds: open events count up to there.</param>
    public ThresholdOutcome OutcomeOf(string monitor, HealthEventImpactType type, double threshold, long end)
    {
        long[] lengths = [.. Of(monitor).Where(one => one.ImpactType == type).Select(one => (one.EndedAt ?? end) - one.StartedAt)];
        return new(type, threshold, threshold == ThresholdPlan.DefaultOf(type), lengths.Length, lengths.Sum(), lengths.Length == 0 ? 0 : lengths.Max());
    }
}
