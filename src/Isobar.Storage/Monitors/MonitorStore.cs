using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Monitors;

/// <summary>The monitors of the control store, for reading; they are written and removed by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class MonitorStore
{
    private const string Columns = "name, account, created_at, modified_at, json";

    private readonly ControlStore _control;

    internal MonitorStore(ControlStore control) => _control = control;

    /// <summary>All monitors in ordinal order of their names; there are few.</summary>
    public IReadOnlyList<MonitorRow> All() => _control.Read(connection => connection.Query(Row, $"SELECT {Columns} FROM monitors ORDER BY name"));

    /// <summary>A monitor by its name; null when there is none.</summary>
    public MonitorRow? Find(string name)
    {
        List<MonitorRow> found = _control.Read(connection => connection.Query(
            Row, $"SELECT {Columns} FROM monitors WHERE name = $name", ("$name", name)));
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Writes rows in their order, each in the place of an earlier one of its name.</summary>
    internal static void Put(SqliteTransaction transaction, IReadOnlyList<MonitorRow> rows, long number)
    {
        foreach (MonitorRow row in rows)
        {
            transaction.Execute(
                $"INSERT OR REPLACE INTO monitors ({Columns}, commit_no) VALUES ($name, $account, $created, $modified, $json, $number)",
                ("$name", row.Name), ("$account", row.Account), ("$created", row.CreatedAt), ("$modified", row.ModifiedAt), ("$json", row.Json),
                ("$number", number));
        }
    }

    /// <summary>Removes monitors; a name that is not there is none to remove. What they measured stays until it expires.</summary>
    internal static void Remove(SqliteTransaction transaction, IReadOnlyList<string> names)
    {
        foreach (string name in names)
        {
            transaction.Execute("DELETE FROM monitors WHERE name = $name", ("$name", name));
        }
    }

    private static MonitorRow Row(SqliteDataReader reader) =>
        new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetString(4));
}
