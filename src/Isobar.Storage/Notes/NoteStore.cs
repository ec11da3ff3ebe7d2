using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Notes;

/// <summary>What people say beside the measurements: annotations, planned work, marks on health events. Writes are durable when they return; any thread may ask.</summary>
public sealed class NoteStore : IDisposable
{
    private const int MostAnnotations = 1000;
    private const string Annotations = "at, until, kind, text, monitor, link, user", MaintenanceColumns = "starts_at, ends_at, text, location, user, created_at";
    private const string Marks = "monitor, event_id, kind, user, at, until, note";

    private readonly ControlSession _session;

    private NoteStore(ControlSession session) => _session = session;

    /// <summary>Opens the store of a folder; a folder or control store that is not there yet is made.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to call this process should another one meet it while the store is made.</param>
    /// <exception cref="StorageException">The folder cannot be written, or its store is of another version and in use.</exception>
    public static NoteStore Open(string folder, string command) => new(ControlSession.Open(folder, command, "annotations", "annotations"));

    /// <summary>Adds an annotation and gives its number.</summary>
    public long Add(AnnotationRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Insert(
            $"INSERT INTO annotations ({Annotations}) VALUES ($at, $until, $kind, $text, $monitor, $link, $user)",
            ("$at", row.At), ("$until", row.Until), ("$kind", row.Kind), ("$text", row.Text), ("$monitor", row.MonitorName), ("$link", row.Link), ("$user", row.User));
    }

    /// <summary>Annotations that touch a range, of all monitors and of one, in the order of time; the last thousand.</summary>
    public IReadOnlyList<AnnotationRow> AnnotationsOf(long from, long to, string? monitorName)
    {
        List<AnnotationRow> rows = _session.Run(connection => connection.Query(
            reader => new AnnotationRow(
                reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetInt64(1), reader.GetString(2), reader.GetString(3), Text(reader, 4), Text(reader, 5), reader.GetString(6),
                reader.GetInt64(7)),
            $"""
            SELECT {Annotations}, id FROM annotations
            WHERE at < $to AND coalesce(until, at) >= $from AND ($monitor IS NULL OR monitor IS NULL OR monitor = $monitor) ORDER BY at DESC, id DESC LIMIT $limit
            """,
            ("$from", from), ("$to", to), ("$monitor", monitorName), ("$limit", MostAnnotations)));
        rows.Reverse();
        return rows;
    }

    /// <summary>Removes an annotation; false when there is none of this number.</summary>
    public bool RemoveAnnotation(long id) => _session.Run(connection => connection.Execute("DELETE FROM annotations WHERE id = $id", ("$id", id))) > 0;

    /// <summary>Adds planned work and gives its number.</summary>
    public long Add(MaintenanceRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return Insert(
            $"INSERT INTO maintenance ({MaintenanceColumns}) VALUES ($from, $to, $text, $location, $user, $created)",
            ("$from", row.From), ("$to", row.To), ("$text", row.Text), ("$location", row.ServiceLocation), ("$user", row.User), ("$created", row.CreatedAt));
    }

    /// <summary>All planned work, the latest first.</summary>
    public IReadOnlyList<MaintenanceRow> Maintenance() => _session.Run(connection => connection.Query(
        reader => new MaintenanceRow(reader.GetInt64(0), reader.GetInt64(1), reader.GetString(2), Text(reader, 3), reader.GetString(4), reader.GetInt64(5), reader.GetInt64(6)),
        $"SELECT {MaintenanceColumns}, id FROM maintenance ORDER BY starts_at DESC, id DESC"));

    /// <summary>Removes planned work; false when there is none of this number.</summary>
    public bool RemoveMaintenance(long id) => _session.Run(connection => connection.Execute("DELETE FROM maintenance WHERE id = $id", ("$id", id))) > 0;

    /// <summary>Marks an event; a mark of the same kind is replaced.</summary>
    public void Put(EventMarkRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _session.Run(connection => connection.Execute(
            $"INSERT OR REPLACE INTO event_marks ({Marks}) VALUES ($monitor, $event, $kind, $user, $at, $until, $note)",
            ("$monitor", row.MonitorName), ("$event", row.EventId), ("$kind", row.Kind), ("$user", row.User), ("$at", row.At), ("$until", row.Until), ("$note", row.Note)));
    }

    /// <summary>Takes a mark back; false when there is none.</summary>
    public bool RemoveMark(string monitorName, string eventId, string kind) => _session.Run(connection => connection.Execute(
        "DELETE FROM event_marks WHERE monitor = $monitor AND event_id = $event AND kind = $kind", ("$monitor", monitorName), ("$event", eventId), ("$kind", kind))) > 0;

    /// <summary>The marks on events of a monitor, or of all.</summary>
    public IReadOnlyList<EventMarkRow> MarksOf(string? monitorName) => _session.Run(connection => connection.Query(
        reader => new EventMarkRow(
            reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.IsDBNull(5) ? null : reader.GetInt64(5), reader.GetString(6)),
        $"SELECT {Marks} FROM event_marks WHERE $monitor IS NULL OR monitor = $monitor", ("$monitor", monitorName)));

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private long Insert(string sql, params (string Name, object? Value)[] parameters) => _session.Change(transaction =>
    {
        transaction.Execute(sql, parameters);
        return (long)transaction.Connection!.Scalar(transaction, "SELECT last_insert_rowid()")!;
    });

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
