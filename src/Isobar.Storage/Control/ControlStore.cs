using System.Globalization;
using Isobar.Storage.Alarms;
using Isobar.Storage.Columns;
using Isobar.Storage.Events;
using Isobar.Storage.Keys;
using Isobar.Storage.Monitors;
using Isobar.Storage.Publishing;
using Isobar.Storage.Snapshots;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Control;

/// <summary>
/// The small, strict half of a data folder, and its truth: which commit was the last, which windows are sealed, how far each source was read.
/// SQLite with a write-ahead log, synced at every commit. One connection writes, one reads, so a reader never sees half a commit.
/// </summary>
internal sealed class ControlStore : IDisposable
{
    /// <summary>Name of the file inside the data folder.</summary>
    public const string FileName = "control.db";

    private const int Constraint = 19, Corrupt = 11, NotADatabase = 26;

    private readonly Lock _reading = new();
    private readonly SqliteConnection _writer;
    private readonly SqliteConnection _reader;

    private ControlStore(string path)
    {
        Path = path;
        _writer = Connect(path);
        try
        {
            _writer.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if ((string?)_writer.Scalar("PRAGMA quick_check(1)") is string check && check != "ok")
            {
                throw new SqliteException(check, Corrupt);
            }
            Migrate();
            FolderId = (string)_writer.Scalar("SELECT value FROM meta WHERE name = 'folder_id'")!;
            LastCommit = (long)_writer.Scalar("SELECT last_number FROM commits")!;
            HealthEvents = new EventStore(this, "health_events");
            InternetEvents = new EventStore(this, "internet_events");
            EventGroups = new EventStore(this, "event_groups");
            _reader = Connect(path);
        }
        catch
        {
            _writer.Dispose();
            throw;
        }
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The identity of the data folder; the columns carry it too, so that neither is taken for another folder's.</summary>
    public string FolderId { get; private set; }

    /// <summary>Number of the last commit; 0 before the first.</summary>
    public long LastCommit { get; private set; }

    /// <summary>Health events.</summary>
    public EventStore HealthEvents { get; }

    /// <summary>Internet events.</summary>
    public EventStore InternetEvents { get; }

    /// <summary>Groups of events.</summary>
    public EventStore EventGroups { get; }

    /// <summary>Opens or creates the file. A broken one is set aside and a new, empty one takes its place.</summary>
    public static ControlStore Open(string path, IncidentLog incidents)
    {
        try
        {
            return new ControlStore(path);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is Corrupt or NotADatabase)
        {
            string aside = FileOperations.SetAside(path);
            foreach (string log in new[] { path + "-wal", path + "-shm" })
            {
                if (File.Exists(log))
                {
                    FileOperations.SetAside(log);
                }
            }
            incidents.Add(new(path, $"The control store is broken and was set aside as {aside}: {error.Message}"));
            return new ControlStore(path);
        }
    }

    /// <summary>
    /// Prepares a commit. All that can be refused is refused here, before any column is written: a window sealed twice, a full disk as far as SQLite
    /// knows.
    /// </summary>
    public ControlTransaction Begin(long number, CommitContent content, IReadOnlyList<SnapshotEntry> snapshots)
    {
        SqliteTransaction transaction = _writer.BeginTransaction();
        try
        {
            InsertSealed(transaction, content.SealedWindows, orIgnore: false);
            InsertMeasured(transaction, content.Measurements.SelectMany(batch => batch.WindowStart.Select(start => (batch.MonitorName, start))), orIgnore: false);
            InsertSummarised(transaction, content.SummarisedDays);
            PutCheckpoints(transaction, content.Checkpoints, number);
            HealthEvents.Put(transaction, content.HealthEvents, number);
            InternetEvents.Put(transaction, content.InternetEvents, number);
            EventGroups.Put(transaction, content.EventGroups, number);
            EventRecordStore.Put(transaction, content);
            MonitorStore.Remove(transaction, content.RemovedMonitors);
            MonitorStore.Put(transaction, content.Monitors, number);
            ClientTokenStore.Put(transaction, content.ClientTokens);
            AlarmStore.Put(transaction, content, number);
            PublicationStore.Put(transaction, content);
            List<string> replaced = SnapshotStore.Put(transaction, snapshots);
            SetLast(transaction, number);
            return new ControlTransaction(transaction, replaced, () =>
            {
                LastCommit = number;
                Tell((HealthEvents, content.HealthEvents.Count > 0), (InternetEvents, content.InternetEvents.Count > 0), (EventGroups, content.EventGroups.Count > 0));
            });
        }
        catch
        {
            transaction.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Writes something that means nothing. After a commit that failed half way, its pages may still lie at the end of the log, and a crash would find
    /// them whole; a later successful write lies over them.
    /// </summary>
    public void Touch()
    {
        _writer.Execute("UPDATE commits SET writes = writes + 1");
        LastCommit = (long)_writer.Scalar("SELECT last_number FROM commits")!;
        // Of a commit that failed half way nobody knows what it has left.
        Tell((HealthEvents, true), (InternetEvents, true), (EventGroups, true));
    }

    /// <summary>The sealed windows, in the order of time.</summary>
    public List<(short Shard, long WindowStart)> SealedWindows() => Read(connection => connection.Query(
        reader => (reader.GetInt16(0), reader.GetInt64(1)), "SELECT shard, window_start FROM sealed_windows ORDER BY window_start, shard"));

    /// <summary>A source's last checkpoint; null when it has none.</summary>
    public byte[]? Checkpoint(string source) =>
        Read(connection => (byte[]?)connection.Scalar("SELECT value FROM checkpoints WHERE source = $source", ("$source", source)));

    /// <summary>The latest five minutes of a monitor that have measurements; null when none has.</summary>
    public long? LastMeasuredWindow(string monitor) => Read(connection => (long?)connection.Scalar(
        "SELECT window_start FROM measured_windows WHERE monitor = $monitor ORDER BY window_start DESC LIMIT 1", ("$monitor", monitor)));

    /// <summary>The days whose summaries are whole, in the order of days and shards.</summary>
    public List<(short Shard, DateOnly Day)> SummarisedDays() => Read(connection => connection.Query(
        reader => (reader.GetInt16(0), SealedDay.DateOf(reader.GetInt64(1))), "SELECT shard, day FROM summarised_days ORDER BY day, shard"));

    /// <summary>Runs a query on the reading connection: what is committed is seen, and nothing else.</summary>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        lock (_reading)
        {
            try
            {
                return query(_reader);
            }
            catch (SqliteException error)
            {
                throw new StorageException($"The control store {Path} could not be read: {error.Message}", error);
            }
        }
    }

    /// <summary>Forgets what has expired: windows whose rows are gone, and events that ended.</summary>
    public void Expire(RetentionCutoffs cutoffs)
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        if (cutoffs.Tallies is long tallies)
        {
            transaction.Execute("DELETE FROM sealed_windows WHERE window_start < $start", ("$start", SealedDay.StartOf(tallies)));
        }
        if (cutoffs.Measurements is long measurements)
        {
            transaction.Execute("DELETE FROM measured_windows WHERE window_start < $start", ("$start", SealedDay.StartOf(measurements)));
        }
        if (cutoffs.DaySummaries is long summaries)
        {
            transaction.Execute("DELETE FROM summarised_days WHERE day < $day", ("$day", SealedDay.DayOf(summaries)));
        }
        if (cutoffs.AlarmHistory is long history)
        {
            AlarmStore.DeleteHistoryBefore(transaction, history);
        }
        foreach ((EventStore events, long? cutoff) in new[]
            {
                (HealthEvents, cutoffs.HealthEvents), (InternetEvents, cutoffs.InternetEvents), (EventGroups, cutoffs.EventGroups),
            })
        {
            if (cutoff is long ended)
            {
                events.DeleteEndedBefore(transaction, ended);
            }
        }
        EventRecordStore.DeleteOrphans(transaction);
        transaction.Commit();
        Tell((HealthEvents, cutoffs.HealthEvents is not null), (InternetEvents, cutoffs.InternetEvents is not null), (EventGroups, cutoffs.EventGroups is not null));
    }

    private static void Tell(params ReadOnlySpan<(EventStore Events, bool HaveChanged)> stores)
    {
        foreach ((EventStore events, bool haveChanged) in stores)
        {
            if (haveChanged)
            {
                events.Changed();
            }
        }
    }

    /// <summary>Takes the columns' word: their folder, their last commit, and their windows as sealed. Gives how many windows were not known.</summary>
    public long Restore(
        string folderId,
        long lastCommit,
        IReadOnlyList<(short Shard, long WindowStart)> windows,
        IReadOnlyList<(string Monitor, long WindowStart)> measured)
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        long added = InsertSealed(transaction, windows, orIgnore: true);
        InsertMeasured(transaction, measured, orIgnore: true);
        transaction.Execute("UPDATE meta SET value = $id WHERE name = 'folder_id'", ("$id", folderId));
        SetLast(transaction, lastCommit);
        transaction.Commit();
        FolderId = folderId;
        LastCommit = lastCommit;
        return added;
    }

    /// <summary>Limits the file to so many pages, so that tests meet a full disk.</summary>
    internal void LimitPages(int pages) => _writer.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private long InsertSealed(SqliteTransaction transaction, IReadOnlyList<(short Shard, long WindowStart)> windows, bool orIgnore)
    {
        string verb = orIgnore ? "INSERT OR IGNORE" : "INSERT";
        using SqliteCommand command = _writer.Command(transaction, $"{verb} INTO sealed_windows (window_start, shard) VALUES ($start, $shard)");
        SqliteParameter start = command.Parameters.Add("$start", SqliteType.Integer);
        SqliteParameter shard = command.Parameters.Add("$shard", SqliteType.Integer);
        long added = 0;
        foreach ((short Shard, long WindowStart) window in windows)
        {
            start.Value = window.WindowStart;
            shard.Value = window.Shard;
            try
            {
                added += command.ExecuteNonQuery();
            }
            catch (SqliteException error) when (error.SqliteErrorCode == Constraint)
            {
                throw new InvalidOperationException(
                    $"Window {window.WindowStart} of shard {window.Shard} is sealed already; storing it again would count its traffic twice.", error);
            }
        }
        return added;
    }

    private static void InsertMeasured(SqliteTransaction transaction, IEnumerable<(string Monitor, long WindowStart)> windows, bool orIgnore)
    {
        foreach ((string monitor, long start) in windows.Distinct())
        {
            int added = transaction.Execute(
                "INSERT OR IGNORE INTO measured_windows (window_start, monitor) VALUES ($start, $monitor)", ("$start", start), ("$monitor", monitor));
            if (added == 0 && !orIgnore)
            {
                throw new InvalidOperationException(
                    $"The five minutes from {start} are measured already for monitor {monitor}; storing them again would count their traffic twice.");
            }
        }
    }

    private static void InsertSummarised(SqliteTransaction transaction, IReadOnlyList<(short Shard, DateOnly Day)> days)
    {
        foreach ((short shard, DateOnly day) in days)
        {
            // Writing a day's summaries again replaces them, so it may be said again too.
            transaction.Execute(
                "INSERT OR IGNORE INTO summarised_days (day, shard) VALUES ($day, $shard)", ("$day", SealedDay.DayOf(day)), ("$shard", shard));
        }
    }

    private static void PutCheckpoints(SqliteTransaction transaction, IReadOnlyList<SourceCheckpoint> checkpoints, long number)
    {
        foreach (SourceCheckpoint checkpoint in checkpoints)
        {
            transaction.Execute(
                """
                INSERT INTO checkpoints VALUES ($source, $value, $number)
                ON CONFLICT (source) DO UPDATE SET value = excluded.value, commit_no = excluded.commit_no
                """,
                ("$source", checkpoint.Source), ("$value", checkpoint.Value.ToArray()), ("$number", number));
        }
    }

    private static void SetLast(SqliteTransaction transaction, long number) =>
        transaction.Execute("UPDATE commits SET last_number = $number, writes = writes + 1", ("$number", number));

    private void Migrate()
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        transaction.Execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)");
        long version = (long)_writer.Scalar(transaction, "SELECT coalesce(max(version), 0) FROM schema_version")!;
        if (version > ControlSchema.Steps.Length)
        {
            throw new StorageException(
                $"{Path} has tables of version {version}, this program knows up to {ControlSchema.Steps.Length}: use the newer program that wrote them.");
        }
        for (; version < ControlSchema.Steps.Length; version++)
        {
            transaction.Execute(ControlSchema.Steps[version]);
            transaction.Execute("DELETE FROM schema_version; INSERT INTO schema_version VALUES ($next)", ("$next", version + 1));
        }
        transaction.Commit();
    }

    private static SqliteConnection Connect(string path)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }
}
