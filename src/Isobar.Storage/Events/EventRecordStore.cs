using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Events;

/// <summary>What happened to health events step by step, and to the messages about them; written by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class EventRecordStore
{
    private readonly ControlStore _control;

    internal EventRecordStore(ControlStore control) => _control = control;

    /// <summary>The course of an event, oldest first.</summary>
    public IReadOnlyList<EventUpdateRow> Updates(string monitorName, string eventId) => _control.Read(connection => connection.Query(
        reader => new EventUpdateRow(
            monitorName, eventId, reader.GetInt64(0), reader.GetString(1), reader.GetDouble(2), reader.GetDouble(3), reader.GetInt32(4), reader.GetString(5), reader.GetString(6)),
        "SELECT at, kind, impact, score, locations, cause, reason FROM event_updates WHERE monitor = $monitor AND event_id = $event ORDER BY id",
        ("$monitor", monitorName), ("$event", eventId)));

    /// <summary>The messages about an event, those that wait too, in the order of time.</summary>
    public IReadOnlyList<NoticeRow> Notices(string eventArn) => _control.Read(connection => connection.Query(
        reader => new NoticeRow(eventArn, reader.GetString(0), reader.GetInt64(1), reader.GetString(2), reader.GetString(3)),
        """
        SELECT webhook, at, state, detail, id, 0 AS part FROM notices WHERE event_arn = $arn
        UNION ALL SELECT webhook, created_at / 1000, 'waiting', '', id, 1 FROM deliveries WHERE kind = 'health-event' AND action = $arn
        ORDER BY 2, 6, 5
        """,
        ("$arn", eventArn)));

    /// <summary>Writes the steps and messages of a commit.</summary>
    internal static void Put(SqliteTransaction transaction, CommitContent content)
    {
        foreach (EventUpdateRow row in content.EventUpdates)
        {
            transaction.Execute(
                """
                INSERT INTO event_updates (monitor, event_id, at, kind, impact, score, locations, cause, reason)
                VALUES ($monitor, $event, $at, $kind, $impact, $score, $locations, $cause, $reason)
                """,
                ("$monitor", row.MonitorName), ("$event", row.EventId), ("$at", row.At), ("$kind", row.Kind), ("$impact", row.ImpactPercent), ("$score", row.Score),
                ("$locations", row.Locations), ("$cause", row.Cause), ("$reason", row.Reason));
        }
        foreach (NoticeRow row in content.Notices)
        {
            transaction.Execute(
                "INSERT INTO notices (event_arn, webhook, at, state, detail) VALUES ($arn, $webhook, $at, $state, $detail)",
                ("$arn", row.EventArn), ("$webhook", row.Webhook), ("$at", row.At), ("$state", row.State), ("$detail", row.Detail));
        }
    }

    /// <summary>Forgets what is said of events that have expired.</summary>
    internal static void DeleteOrphans(SqliteTransaction transaction)
    {
        transaction.Execute("DELETE FROM event_updates WHERE NOT EXISTS (SELECT 1 FROM health_events e WHERE e.monitor = event_updates.monitor AND e.event_id = event_updates.event_id)");
        transaction.Execute("DELETE FROM event_marks WHERE NOT EXISTS (SELECT 1 FROM health_events e WHERE e.monitor = event_marks.monitor AND e.event_id = event_marks.event_id)");
        // An ARN ends in the id of its event.
        transaction.Execute("DELETE FROM notices WHERE substr(event_arn, instr(event_arn, '/health-event/') + 14) NOT IN (SELECT event_id FROM health_events)");
    }
}
