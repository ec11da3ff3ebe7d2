using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Server.Api.Wire;
using Isobar.Server.Publishing;
using Isobar.Storage.Events;

namespace Isobar.Server.Hosting.Health;

/// <summary>What scoring gives a commit to store, and people to read once it is stored.</summary>
internal sealed class HealthContent
{
    private readonly List<MeasurementBatch> _measurements = [];
    private readonly List<MetricBatch> _metrics = [];
    private readonly List<HealthEventChange> _changes = [];
    private readonly OrderedDictionary<(string Monitor, string Id), HealthEvent> _healthEvents = [];
    private readonly List<EventRow> _internetEvents = [];
    private readonly List<EventRow> _groups = [];

    /// <summary>Rows of whole five minutes.</summary>
    public IReadOnlyList<MeasurementBatch> Measurements => _measurements;

    /// <summary>Points of the metrics of whole five minutes.</summary>
    public IReadOnlyList<MetricBatch> Metrics => _metrics;

    /// <summary>Health events that were opened or changed, as they are now: the store keeps the last word on each.</summary>
    public IReadOnlyList<EventRow> HealthEvents => [.. _healthEvents.Values.Select(RowOf)];

    /// <summary>The same changes, for the history of each event.</summary>
    public IReadOnlyList<EventUpdateRow> Updates => [.. _changes.Select(UpdateOf)];

    /// <summary>The weather map's changes.</summary>
    public IReadOnlyList<EventRow> InternetEvents => _internetEvents;

    /// <summary>Groups of events that were opened or changed.</summary>
    public IReadOnlyList<EventRow> Groups => _groups;

    /// <summary>The changes of health events, for people.</summary>
    public IReadOnlyList<HealthEventChange> Changes => _changes;

    /// <summary>Takes all that a window came to, but its measurements.</summary>
    public void Add(WindowOutcome outcome, PairTable pairs)
    {
        long now = outcome.Map.WindowStart + outcome.Map.WindowSeconds;
        foreach (MonitorOutcome monitor in outcome.Monitors)
        {
            Add(monitor.Events);
        }
        foreach (InternetEventChange change in outcome.InternetEvents.Where(change => !change.IsRemoved))
        {
            InternetEvent one = change.Event;
            _internetEvents.Add(new("", one.EventId, one.StartedAt, one.EndedAt, one.StartedAt, now, MetricName(one.Metric), EventDocument.Write(one)));
        }
        foreach (EventGroupChange change in outcome.Groups)
        {
            EventGroup group = change.Group;
            long? end = group.EndedAt ?? (group.Status == EventGroupStatus.Active ? null : now);
            _groups.Add(new("", group.Id, group.StartedAt, end, group.OpenedAt, now, MetricName(group.Metric), EventDocument.Write(group, pairs)));
        }
    }

    /// <summary>Takes changes of the events of a monitor.</summary>
    public void Add(HealthEventOutcome events)
    {
        foreach (HealthEventChange change in events.Changes)
        {
            Add(change);
        }
    }

    /// <summary>Whether measurements and metrics are taken: not those of windows that are played again, which are stored already.</summary>
    public bool TakesMeasurements { get; set; } = true;

    /// <summary>Takes what a monitor measured in five minutes.</summary>
    public void Add(string monitor, MonitorWindow fiveMinutes)
    {
        if (TakesMeasurements && fiveMinutes.Pairs.Length > 0)
        {
            _measurements.Add(MeasurementRows.Of(monitor, fiveMinutes));
            _metrics.Add(MetricPublisher.Publish(monitor, fiveMinutes));
        }
    }

    /// <summary>Takes a change of one event.</summary>
    public void Add(HealthEventChange change)
    {
        _changes.Add(change);
        _healthEvents[(change.Event.MonitorName, change.Event.EventId)] = change.Event;
    }

    /// <summary>Takes back the changes that people have been told of; what is stored of their events is written again all the same.</summary>
    public void ForgetChanges(Predicate<HealthEventChange> isTold) => _changes.RemoveAll(isTold);

    /// <summary>A change as a step in the course of its event.</summary>
    public static EventUpdateRow UpdateOf(HealthEventChange change)
    {
        HealthEvent one = change.Event;
        string kind = change.Kind switch { HealthEventChangeKind.Created => "created", HealthEventChangeKind.Closed => "resolved", _ => "updated" };
        string cause = one.Blames is [{ Verdict: BlameVerdict.Blamed } blame, ..] ? blame.Cause.ToString() : "";
        int hit = one.ImpactedLocations.Count(location => location.Status == EventStatus.Active);
        // One that is over keeps the locations of its course; while it lasts the list has no room for all.
        int locations = one.Status == EventStatus.Active && hit == one.ImpactedLocations.Length ? one.LocationCount : hit;
        return new(one.MonitorName, one.EventId, one.LastUpdatedAt, kind, one.PercentOfTotalTrafficImpacted, one.Score, locations, cause, one.Reason);
    }

    /// <summary>The row of an event.</summary>
    public static EventRow RowOf(HealthEvent one) => new(
        one.MonitorName, one.EventId, one.StartedAt, one.EndedAt, one.CreatedAt, one.LastUpdatedAt, Words.Of(one.ImpactType), EventDocument.Write(one));

    private static string MetricName(HealthMetric metric) => metric == HealthMetric.Availability ? "AVAILABILITY" : "PERFORMANCE";
}
