using System.Globalization;
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
            Execute(_writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            if ((string?)Scalar(_writer, "PRAGMA quick_check(1)") is string check && check != "ok")
            {
                throw new SqliteException(check, Corrupt);
            }
            Migrate();
            FolderId = (string)Scalar(_writer, "SELECT value FROM meta WHERE name = 'folder_id'")!;
            LastCommit = (long)Scalar(_writer, "SELECT last_number FROM commits")!;
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
    public ControlTransaction Begin(long number, IReadOnlyList<(short Shard, long WindowStart)> sealedWindows, IReadOnlyList<SourceCheckpoint> checkpoints)
    {
        SqliteTransaction transaction = _writer.BeginTransaction();
        try
        {
            InsertSealed(transaction, sealedWindows, orIgnore: false);
            const string upsert = """
                INSERT INTO checkpoints VALUES ($source, $value, $number)
                ON CONFLICT (source) DO UPDATE SET value = $value, commit_no = $number
                """;
            using SqliteCommand command = Command(_writer, transaction, upsert);
            SqliteParameter source = command.Parameters.Add("$source", SqliteType.Text);
            SqliteParameter value = command.Parameters.Add("$value", SqliteType.Blob);
            command.Parameters.AddWithValue("$number", number);
            foreach (SourceCheckpoint checkpoint in checkpoints)
            {
                source.Value = checkpoint.Source;
                value.Value = checkpoint.Value.ToArray();
                command.ExecuteNonQuery();
            }
            SetLast(transaction, number);
            return new ControlTransaction(transaction, () => LastCommit = number);
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
        Execute(_writer, "UPDATE commits SET writes = writes + 1");
        LastCommit = (long)Scalar(_writer, "SELECT last_number FROM commits")!;
    }

    /// <summary>The sealed windows, in the order of time.</summary>
    public List<(short Shard, long WindowStart)> SealedWindows()
    {
        lock (_reading)
        {
            var windows = new List<(short, long)>();
            using SqliteCommand command = Command(_reader, null, "SELECT shard, window_start FROM sealed_windows ORDER BY window_start, shard");
            using SqliteDataReader reader = command.ExecuteReader();
            while (reader.Read())
            {
                windows.Add((reader.GetInt16(0), reader.GetInt64(1)));
            }
            return windows;
        }
    }

    /// <summary>A source's last checkpoint; null when it has none.</summary>
    public byte[]? Checkpoint(string source)
    {
        lock (_reading)
        {
            using SqliteCommand command = Command(_reader, null, "SELECT value FROM checkpoints WHERE source = $source");
            command.Parameters.AddWithValue("$source", source);
            return (byte[]?)command.ExecuteScalar();
        }
    }

    /// <summary>Forgets sealed windows whose rows have expired.</summary>
    public void DeleteSealedBefore(long windowStart)
    {
        using SqliteCommand command = Command(_writer, null, "DELETE FROM sealed_windows WHERE window_start < $start");
        command.Parameters.AddWithValue("$start", windowStart);
        command.ExecuteNonQuery();
    }

    /// <summary>Takes the columns' word: their folder, their last commit, and their windows as sealed. Gives how many windows were not known.</summary>
    public long Restore(string folderId, long lastCommit, IReadOnlyList<(short Shard, long WindowStart)> windows)
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        long added = InsertSealed(transaction, windows, orIgnore: true);
        using (SqliteCommand command = Command(_writer, transaction, "UPDATE meta SET value = $id WHERE name = 'folder_id'"))
        {
            command.Parameters.AddWithValue("$id", folderId);
            command.ExecuteNonQuery();
        }
        SetLast(transaction, lastCommit);
        transaction.Commit();
        FolderId = folderId;
        LastCommit = lastCommit;
        return added;
    }

    /// <summary>Limits the file to so many pages, so that tests meet a full disk.</summary>
    internal void LimitPages(int pages) => Execute(_writer, string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
    }

    private long InsertSealed(SqliteTransaction transaction, IReadOnlyList<(short Shard, long WindowStart)> windows, bool orIgnore)
    {
        string verb = orIgnore ? "INSERT OR IGNORE" : "INSERT";
        using SqliteCommand command = Command(_writer, transaction, $"{verb} INTO sealed_windows (window_start, shard) VALUES ($start, $shard)");
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

    private void SetLast(SqliteTransaction transaction, long number)
    {
        using SqliteCommand command = Command(_writer, transaction, "UPDATE commits SET last_number = $number, writes = writes + 1");
        command.Parameters.AddWithValue("$number", number);
        command.ExecuteNonQuery();
    }

    private void Migrate()
    {
        using SqliteTransaction transaction = _writer.BeginTransaction();
        using (SqliteCommand create = Command(_writer, transaction, "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER NOT NULL)"))
        {
            create.ExecuteNonQuery();
        }
        using SqliteCommand read = Command(_writer, transaction, "SELECT coalesce(max(version), 0) FROM schema_version");
        long version = (long)read.ExecuteScalar()!;
        if (version > ControlSchema.Steps.Length)
        {
            throw new StorageException(
                $"{Path} has tables of version {version}, this program knows up to {ControlSchema.Steps.Length}: use the newer program that wrote them.");
        }
        for (; version < ControlSchema.Steps.Length; version++)
        {
            string next = (version + 1).ToString(CultureInfo.InvariantCulture);
            using SqliteCommand step = Command(
                _writer, transaction, $"{ControlSchema.Steps[version]} DELETE FROM schema_version; INSERT INTO schema_version VALUES ({next});");
            step.ExecuteNonQuery();
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

    private static SqliteCommand Command(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        SqliteCommand command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // All texts are constants of this class and of ControlSchema; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, null, sql);
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = Command(connection, null, sql);
        return command.ExecuteScalar();
    }
}
