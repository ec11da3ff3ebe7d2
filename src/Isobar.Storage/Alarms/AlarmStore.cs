using System.Text;
using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Alarms;

/// <summary>Alarms, their history, and messages on their way; written by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class AlarmStore
{
    private readonly ControlStore _control;

    internal AlarmStore(ControlStore control) => _control = control;

    /// <summary>All alarms in ordinal order of their names.</summary>
    public IReadOnlyList<AlarmRow> All() => _control.Read(connection => connection.Query(
        reader => new AlarmRow(reader.GetString(0), reader.GetString(1)), "SELECT name, json FROM alarms ORDER BY name"));

    /// <summary>Messages that wait for a webhook, oldest first.</summary>
    public IReadOnlyList<DeliveryRow> Deliveries(string webhook, int limit) => _control.Read(connection => connection.Query(
        reader => new DeliveryRow(
            reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetInt64(5), reader.GetString(6), reader.GetInt64(0)),
        "SELECT id, webhook, kind, alarm, action, created_at, body FROM deliveries WHERE webhook = $webhook ORDER BY id LIMIT $limit",
        ("$webhook", webhook), ("$limit", limit)));

    /// <summary>How many messages wait for each webhook; those without any are left out.</summary>
    public IReadOnlyDictionary<string, long> WaitingDeliveries() => _control.Read(connection => connection.Query(
            reader => KeyValuePair.Create(reader.GetString(0), reader.GetInt64(1)), "SELECT webhook, count(*) FROM deliveries GROUP BY webhook"))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>A page of the history in the order of time.</summary>
    public IReadOnlyList<AlarmHistoryRow> History(AlarmHistoryFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var sql = new StringBuilder("SELECT id, alarm, at, kind, summary, json FROM alarm_history WHERE 1");
        var parameters = new List<(string, object?)> { ("$limit", filter.Limit) };
        void Where(string condition, string name, object? value)
        {
            if (value is not null)
            {
                sql.Append(" AND ").Append(condition);
                parameters.Add((name, value));
            }
        }
        Where("alarm = $alarm", "$alarm", filter.AlarmName);
        Where("kind = $kind", "$kind", filter.Kind);
        Where("at >= $from", "$from", filter.From);
        Where("at <= $until", "$until", filter.Until);
        if (filter.After is (long at, long id))
        {
            sql.Append(filter.NewestFirst ? " AND (at, id) < ($at, $id)" : " AND (at, id) > ($at, $id)");
            parameters.AddRange([("$at", at), ("$id", id)]);
        }
        sql.Append(filter.NewestFirst ? " ORDER BY at DESC, id DESC LIMIT $limit" : " ORDER BY at, id LIMIT $limit");
        return _control.Read(connection => connection.Query(
            reader => new AlarmHistoryRow(
                reader.GetString(1), reader.GetInt64(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetInt64(0)),
            sql.ToString(), [.. parameters]));
    }

    /// <summary>Writes the alarms, history and messages of a commit.</summary>
    internal static void Put(SqliteTransaction transaction, CommitContent content, long number)
    {
        foreach (string name in content.RemovedAlarms)
        {
            transaction.Execute("DELETE FROM alarms WHERE name = $name", ("$name", name));
        }
        foreach (AlarmRow row in content.Alarms)
        {
            transaction.Execute(
                "INSERT OR REPLACE INTO alarms (name, json, commit_no) VALUES ($name, $json, $number)",
                ("$name", row.Name), ("$json", row.Json), ("$number", number));
        }
        foreach (AlarmHistoryRow row in content.AlarmHistory)
        {
            transaction.Execute(
                "INSERT INTO alarm_history (alarm, at, kind, summary, json) VALUES ($alarm, $at, $kind, $summary, $json)",
                ("$alarm", row.AlarmName), ("$at", row.At), ("$kind", row.Kind), ("$summary", row.Summary), ("$json", row.Json));
        }
        foreach (DeliveryRow row in content.Deliveries)
        {
            transaction.Execute(
                """
                INSERT INTO deliveries (webhook, kind, alarm, action, created_at, body) VALUES ($webhook, $kind, $alarm, $action, $created, $body)
                """,
                ("$webhook", row.Webhook), ("$kind", row.Kind), ("$alarm", row.AlarmName), ("$action", row.Action), ("$created", row.CreatedAt), ("$body", row.Body));
        }
        foreach (long id in content.SettledDeliveries)
        {
            transaction.Execute("DELETE FROM deliveries WHERE id = $id", ("$id", id));
        }
    }

    /// <summary>Deletes history that is older.</summary>
    internal static void DeleteHistoryBefore(SqliteTransaction transaction, long unixSeconds) =>
        transaction.Execute("DELETE FROM alarm_history WHERE at < $before", ("$before", unixSeconds * 1000));
}
