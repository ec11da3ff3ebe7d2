using System.Text;
using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Events;

/// <summary>One table of events of the control store, for reading; they are written by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class EventStore
{
    private const string Columns = "monitor, event_id, started_at, ended_at, created_at, updated_at, kind, json";

    private readonly ControlStore _control;
    private readonly string _table;
    private long _version;

    internal EventStore(ControlStore control, string table)
    {
        _control = control;
        _table = table;
    }

    /// <summary>
    /// Rises with every commit that writes or deletes events, before it returns. What was read after it was taken holds all that had been committed by then, so it may be kept for as long as
    /// this stays the same. It begins anew with the process.
    /// </summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>An event by its id; null when there is none.</summary>
    /// <param name="monitorName">Its monitor; empty where it has none.</param>
    /// <param name="eventId">The id.</param>
    public EventRow? Find(string monitorName, string eventId)
    {
        List<EventRow> found = _control.Read(connection => connection.Query(
            Row, $"SELECT {Columns} FROM {_table} WHERE monitor = $monitor AND event_id = $id", ("$monitor", monitorName), ("$id", eventId)));
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>A page of events in the order of their start.</summary>
    public IReadOnlyList<EventRow> List(EventFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(filter.Limit, nameof(filter));
        var conditions = new List<(string Sql, string Name, object Value)>();
        void Where(string sql, string name, object? value)
        {
            if (value is not null)
            {
                conditions.Add((sql, name, value));
            }
        }
        Where("monitor = $monitor", "$monitor", filter.MonitorName);
        Where("(ended_at IS NULL OR ended_at > $activeFrom)", "$activeFrom", filter.ActiveFrom);
        Where("started_at < $activeBefore", "$activeBefore", filter.ActiveBefore);
        Where("started_at >= $startedFrom", "$startedFrom", filter.StartedFrom);
        Where("started_at < $startedBefore", "$startedBefore", filter.StartedBefore);
        Where("kind = $kind", "$kind", filter.Kind);
        var sql = new StringBuilder($"SELECT {Columns} FROM {_table} WHERE 1");
        foreach ((string condition, _, _) in conditions)
        {
            sql.Append(" AND ").Append(condition);
        }
        if (filter.IsActive is bool active)
        {
            sql.Append(active ? " AND ended_at IS NULL" : " AND ended_at IS NOT NULL");
        }
        if (filter.After is EventCursor after)
        {
            sql.Append(filter.NewestFirst ? " AND (started_at, event_id, monitor) < " : " AND (started_at, event_id, monitor) > ")
                .Append("($afterStart, $afterId, $afterMonitor)");
            conditions.AddRange([("", "$afterStart", after.StartedAt), ("", "$afterId", after.EventId), ("", "$afterMonitor", after.MonitorName)]);
        }
        sql.Append(filter.NewestFirst ? " ORDER BY started_at DESC, event_id DESC, monitor DESC" : " ORDER BY started_at, event_id, monitor")
            .Append(" LIMIT $limit");
        conditions.Add(("", "$limit", filter.Limit));
        return _control.Read(connection => connection.Query(Row, sql.ToString(), [.. conditions.Select(c => (c.Name, (object?)c.Value))]));
    }

    /// <summary>Tells that rows were written or deleted, once that is committed.</summary>
    internal void Changed() => Interlocked.Increment(ref _version);

    /// <summary>Writes rows in their order, each in the place of an earlier one of its id.</summary>
    internal void Put(SqliteTransaction transaction, IReadOnlyList<EventRow> rows, long number)
    {
        foreach (EventRow row in rows)
        {
            transaction.Execute(
                $"""
                INSERT INTO {_table} ({Columns}, commit_no)
                VALUES ($monitor, $id, $started, $ended, $created, $updated, $kind, $json, $number)
                ON CONFLICT (monitor, event_id) DO UPDATE SET started_at = excluded.started_at, ended_at = excluded.ended_at,
                  created_at = excluded.created_at, updated_at = excluded.updated_at, kind = excluded.kind, json = excluded.json,
                  commit_no = excluded.commit_no
                """,
                ("$monitor", row.MonitorName), ("$id", row.EventId), ("$started", row.StartedAt), ("$ended", row.EndedAt), ("$created", row.CreatedAt),
                ("$updated", row.LastUpdatedAt), ("$kind", row.Kind), ("$json", row.Json), ("$number", number));
        }
    }

    /// <summary>Deletes events that ended before an instant; those that go on stay, however old.</summary>
    internal void DeleteEndedBefore(SqliteTransaction transaction, long unixSeconds) =>
        transaction.Execute($"DELETE FROM {_table} WHERE ended_at < $before", ("$before", unixSeconds));

    private static EventRow Row(SqliteDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        reader.GetInt64(2),
        reader.IsDBNull(3) ? null : reader.GetInt64(3),
        reader.GetInt64(4),
        reader.GetInt64(5),
        reader.GetString(6),
        reader.GetString(7));
}
