using Isobar.Core.Atlas;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Alarms;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Storage.Keys;
using Isobar.Storage.Monitors;
using Isobar.Storage.Publishing;
using Isobar.Storage.Snapshots;

namespace Isobar.Storage;

/// <summary>
/// All that one commit stores: either all of it is stored or nothing. What it does not speak of stays as it is. The content must not change until the
/// commit has returned.
/// </summary>
public sealed class CommitContent
{
    /// <summary>The windows that are sealed, also those without a row; a window is sealed once.</summary>
    public IReadOnlyList<(short Shard, long WindowStart)> SealedWindows { get; init; } = [];

    /// <summary>The rows of the sealed windows.</summary>
    public IReadOnlyList<TallyBatch> Tallies { get; init; } = [];

    /// <summary>Measurements of whole five minutes; those of one monitor are stored once.</summary>
    public IReadOnlyList<MeasurementBatch> Measurements { get; init; } = [];

    /// <summary>Points of metrics; each is stored as often as it is given.</summary>
    public IReadOnlyList<MetricBatch> Metrics { get; init; } = [];

    /// <summary>
    /// Summaries of days for baselines, each (stratum, day) at most once. A later commit may write one anew, so a day may be stored in pieces, and begun again
    /// after a crash, until it is named in <see cref="SummarisedDays"/>.
    /// </summary>
    public IReadOnlyList<DaySummaryBatch> DaySummaries { get; init; } = [];

    /// <summary>UTC days whose summaries are whole with this commit, for the city-networks of a shard.</summary>
    public IReadOnlyList<(short Shard, DateOnly Day)> SummarisedDays { get; init; } = [];

    /// <summary>Names of city-networks; those already stored cost nothing.</summary>
    public IReadOnlyList<CityNetwork> Names { get; init; } = [];

    /// <summary>How far sources were read to get the tallies; of one source the last counts.</summary>
    public IReadOnlyList<SourceCheckpoint> Checkpoints { get; init; } = [];

    /// <summary>Health events that were opened or changed; of one event the last counts.</summary>
    public IReadOnlyList<EventRow> HealthEvents { get; init; } = [];

    /// <summary>What happened to health events, for their history.</summary>
    public IReadOnlyList<EventUpdateRow> EventUpdates { get; init; } = [];

    /// <summary>How messages about health events ended.</summary>
    public IReadOnlyList<NoticeRow> Notices { get; init; } = [];

    /// <summary>Internet events that were opened or changed; they belong to no monitor.</summary>
    public IReadOnlyList<EventRow> InternetEvents { get; init; } = [];

    /// <summary>Groups of events that share a cause, new or changed.</summary>
    public IReadOnlyList<EventRow> EventGroups { get; init; } = [];

    /// <summary>Monitors that were made or changed.</summary>
    public IReadOnlyList<MonitorRow> Monitors { get; init; } = [];

    /// <summary>Names of monitors that are removed; before <see cref="Monitors"/> are written.</summary>
    public IReadOnlyList<string> RemovedMonitors { get; init; } = [];

    /// <summary>Requests that this commit carries out and that may come again.</summary>
    public IReadOnlyList<ClientTokenRow> ClientTokens { get; init; } = [];

    /// <summary>Alarms that were made or changed.</summary>
    public IReadOnlyList<AlarmRow> Alarms { get; init; } = [];

    /// <summary>Names of alarms that are removed; before <see cref="Alarms"/> are written. Their history stays.</summary>
    public IReadOnlyList<string> RemovedAlarms { get; init; } = [];

    /// <summary>What happened to alarms.</summary>
    public IReadOnlyList<AlarmHistoryRow> AlarmHistory { get; init; } = [];

    /// <summary>Messages to deliver: they are on their way from the moment that what they tell of is true.</summary>
    public IReadOnlyList<DeliveryRow> Deliveries { get; init; } = [];

    /// <summary>Numbers of messages that were delivered, or given up.</summary>
    public IReadOnlyList<long> SettledDeliveries { get; init; } = [];

    /// <summary>How far measurements have been written to their outputs; of one output the last counts. Those of removed monitors go before.</summary>
    public IReadOnlyList<PublicationRow> Publications { get; init; } = [];

    /// <summary>Derived state as it is after this commit; each name at most once.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];

    /// <summary>All that several contents store, one after the other.</summary>
    internal static CommitContent Join(IReadOnlyList<CommitContent> contents)
    {
        List<T> All<T>(Func<CommitContent, IReadOnlyList<T>> part) => [.. contents.SelectMany(part)];
        Dictionary<string, MonitorRow?> monitors = Last(contents, content => content.RemovedMonitors, content => content.Monitors, row => row.Name);
        Dictionary<string, AlarmRow?> alarms = Last(contents, content => content.RemovedAlarms, content => content.Alarms, row => row.Name);
        return new CommitContent
        {
            SealedWindows = All(content => content.SealedWindows),
            Tallies = All(content => content.Tallies),
            Measurements = All(content => content.Measurements),
            Metrics = All(content => content.Metrics),
            DaySummaries = All(content => content.DaySummaries),
            SummarisedDays = All(content => content.SummarisedDays),
            Names = All(content => content.Names),
            Checkpoints = All(content => content.Checkpoints),
            HealthEvents = All(content => content.HealthEvents),
            EventUpdates = All(content => content.EventUpdates),
            Notices = All(content => content.Notices),
            InternetEvents = All(content => content.InternetEvents),
            EventGroups = All(content => content.EventGroups),
            Monitors = [.. monitors.Values.OfType<MonitorRow>()],
            RemovedMonitors = [.. monitors.Where(pair => pair.Value is null).Select(pair => pair.Key)],
            ClientTokens = All(content => content.ClientTokens),
            Alarms = [.. alarms.Values.OfType<AlarmRow>()],
            RemovedAlarms = [.. alarms.Where(pair => pair.Value is null).Select(pair => pair.Key)],
            AlarmHistory = All(content => content.AlarmHistory),
            Deliveries = All(content => content.Deliveries),
            SettledDeliveries = All(content => content.SettledDeliveries),
            Publications = All(content => content.Publications),
            Snapshots = [.. contents.SelectMany(content => content.Snapshots).GroupBy(snapshot => snapshot.Name).Select(group => group.Last())],
        };
    }

    /// <summary>The last word on each name; null where it is that the name is removed.</summary>
    private static Dictionary<string, T?> Last<T>(
        IReadOnlyList<CommitContent> contents, Func<CommitContent, IReadOnlyList<string>> removed, Func<CommitContent, IReadOnlyList<T>> rows, Func<T, string> nameOf)
        where T : class
    {
        var last = new Dictionary<string, T?>(StringComparer.Ordinal);
        foreach (CommitContent content in contents)
        {
            foreach (string name in removed(content))
            {
                last[name] = null;
            }
            foreach (T row in rows(content))
            {
                last[nameOf(row)] = row;
            }
        }
        return last;
    }
}
