using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Publishing;

/// <summary>What of the measurements is to be written elsewhere, and how far that has come; rows are written by <see cref="DataFolder.Commit(CommitContent)"/>.</summary>
public sealed class PublicationStore
{
    private readonly ControlStore _control;
    private readonly Lock _committing;

    internal PublicationStore(ControlStore control, Lock committing) => (_control, _committing) = (control, committing);

    /// <summary>All rows, in ordinal order of monitors and outputs.</summary>
    public IReadOnlyList<PublicationRow> All() => _control.Read(connection => connection.Query(Read, $"{Select} ORDER BY monitor, output"));

    /// <summary>How far one output has come; null where it has not begun.</summary>
    public PublicationRow? Find(string monitor, string output) => _control.Read(connection => connection.Query(
        Read, $"{Select} WHERE monitor = $monitor AND output = $output", ("$monitor", monitor), ("$output", output))).FirstOrDefault();

    /// <summary>Starts of the five minutes of a monitor that were measured after a time, Unix seconds, oldest first. The measurements of each can be read.</summary>
    /// <param name="monitor">The monitor.</param>
    /// <param name="after">Starts later than this.</param>
    /// <param name="limit">So many at most.</param>
    public IReadOnlyList<long> Measured(string monitor, long after, int limit)
    {
        // The control store knows a window an instant before its rows can be read: whoever asks in between waits for the commit to end.
        lock (_committing)
        {
            return _control.Read(connection => connection.Query(
                reader => reader.GetInt64(0),
                "SELECT window_start FROM measured_windows WHERE monitor = $monitor AND window_start > $after ORDER BY window_start LIMIT $limit",
                ("$monitor", monitor), ("$after", after), ("$limit", limit)));
        }
    }

    /// <summary>How many five minutes of a monitor were measured after a time.</summary>
    public long CountMeasured(string monitor, long after) => _control.Read(connection => (long)connection.Scalar(
        "SELECT count(*) FROM measured_windows WHERE monitor = $monitor AND window_start > $after", ("$monitor", monitor), ("$after", after))!);

    /// <summary>Writes the rows of a commit, and forgets those of monitors that it removes.</summary>
    internal static void Put(SqliteTransaction transaction, CommitContent content)
    {
        foreach (string monitor in content.RemovedMonitors)
        {
            transaction.Execute("DELETE FROM publications WHERE monitor = $monitor", ("$monitor", monitor));
        }
        foreach (PublicationRow row in content.Publications)
        {
            transaction.Execute(
                """
                INSERT OR REPLACE INTO publications (monitor, output, through, delivered, delivered_at, skipped)
                VALUES ($monitor, $output, $through, $delivered, $at, $skipped)
                """,
                ("$monitor", row.Monitor), ("$output", row.Output), ("$through", row.Through), ("$delivered", row.Delivered), ("$at", row.DeliveredAt),
                ("$skipped", row.Skipped));
        }
    }

    private const string Select = "SELECT monitor, output, through, delivered, delivered_at, skipped FROM publications";

    private static PublicationRow Read(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.IsDBNull(3) ? null : reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4),
        reader.GetInt64(5));
}
