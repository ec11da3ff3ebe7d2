using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;

namespace Isobar.Storage.Columns;

/// <summary>
/// The files of the column store, opened: the hot file with its writing connection, the list of sealed days, the known names. It knows how to come up
/// from whatever it finds, and to set aside what cannot be read. The caller sees to it that nobody else is at work meanwhile.
/// </summary>
internal sealed class ColumnFiles
{
    private readonly DuckDbSettings _settings;
    private readonly IncidentLog _incidents;
    private DuckDbDatabase? _database;
    private DuckDbConnection? _writer;

    public ColumnFiles(string folder, StorageSettings settings, IncidentLog incidents)
    {
        HotPath = Path.Combine(folder, ColumnStore.HotFileName);
        _incidents = incidents;
        Days = new SealedDays(Path.Combine(folder, ColumnStore.DaysFolderName));
        Directory.CreateDirectory(Days.Folder);
        // Spilled sorts of a process that was killed.
        string temp = Path.Combine(folder, "tmp");
        if (Directory.Exists(temp))
        {
            Directory.Delete(temp, recursive: true);
        }
        _settings = new DuckDbSettings(settings.MemoryLimitMegabytes, settings.Threads, temp);
    }

    /// <summary>Where the hot file lies.</summary>
    public string HotPath { get; }

    /// <summary>The sealed days.</summary>
    public SealedDays Days { get; }

    /// <summary>The names of city-networks.</summary>
    public CityNetworkNames Names { get; } = new();

    /// <summary>The connection of commits, for one thread at a time.</summary>
    public DuckDbConnection Writer => _writer ?? throw new ObjectDisposedException(nameof(ColumnStore));

    /// <summary>The id of the data folder these files belong to, as found at opening or bound since; empty when they are new.</summary>
    public string FolderId { get; private set; } = "";

    /// <summary>The last commit the hot file knew of when it was opened or bound.</summary>
    public long LastCommit { get; private set; }

    /// <summary>A connection for reading.</summary>
    public DuckDbConnection Connect() => (_database ?? throw new ObjectDisposedException(nameof(ColumnStore))).Connect();

    /// <summary>Opens what is there.</summary>
    /// <param name="acknowledged">The last commit the control store has: a hot file that ends earlier has lost something.</param>
    public void Open(long acknowledged)
    {
        try
        {
            OpenOnce(acknowledged);
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            Close();
            HotFile.SetAside(HotPath, error.Message, _incidents);
            OpenOnce(acknowledged);
        }
    }

    /// <summary>Closes everything; it can be opened again.</summary>
    public void Close()
    {
        _writer?.Dispose();
        _database?.Dispose();
        _writer = null;
        _database = null;
    }

    /// <summary>Names the folder and the last commit; rows of later commits go.</summary>
    public void Bind(string folderId, long committed)
    {
        using DuckDbTransaction transaction = Writer.BeginTransaction();
        foreach (string table in ColumnSchema.Tables.SelectMany(table => table.Names))
        {
            Writer.ExecuteNonQuery($"DELETE FROM {table} WHERE commit_no > ?", committed);
        }
        Writer.ExecuteNonQuery("UPDATE meta SET last_commit = ?, folder_id = ?", committed, folderId);
        transaction.Commit();
        FolderId = folderId;
        LastCommit = committed;
    }

    /// <summary>Reads every block once and sets aside the files that cannot be read.</summary>
    /// <param name="acknowledged">The last commit the control store has.</param>
    public void Verify(long acknowledged)
    {
        string id = FolderId;
        Close();
        Open(acknowledged);
        if (Probe([.. ColumnSchema.Tables.SelectMany(table => table.Names).Append("city_networks")]) is string reason)
        {
            Close();
            HotFile.SetAside(HotPath, reason, _incidents);
            Open(acknowledged);
        }
        foreach (SealedDay day in Days.All)
        {
            SetAsideIfDamaged(day);
        }
        // For a hot file that is new now.
        Writer.ExecuteNonQuery("UPDATE meta SET folder_id = ?, last_commit = greatest(last_commit, ?)", id, acknowledged);
        FolderId = id;
    }

    private void OpenOnce(long acknowledged)
    {
        _database = HotFile.Open(HotPath, _settings, _incidents);
        _writer = _database.Connect();
        long version = Writer.ExecuteInt64("SELECT CAST(version AS BIGINT) FROM meta") ?? 0;
        if (version > ColumnSchema.Version)
        {
            Close();
            throw new StorageException(
                $"{HotPath} has tables of version {version}, this program knows up to {ColumnSchema.Version}: use the newer program that wrote them.");
        }
        ColumnSchema.BringForward(Writer, version);
        ReadMeta();
        // A file that names no folder has just been created, maybe in place of one that was lost.
        Days.Load(Writer, FolderId.Length > 0 && LastCommit >= acknowledged, _incidents);
        ReadMeta();
        Names.Load(Writer);
    }

    private void ReadMeta()
    {
        FolderId = Writer.ExecuteString("SELECT folder_id FROM meta") ?? "";
        LastCommit = Writer.ExecuteInt64("SELECT last_commit FROM meta") ?? 0;
    }

    private string? Probe(params ReadOnlySpan<string> tables)
    {
        try
        {
            foreach (string table in tables)
            {
                using DuckDbDataReader reader = Writer.ExecuteReader($"SELECT bit_xor(hash(t)) FROM {table} t");
                reader.ReadChunk();
            }
            return null;
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            return error.Message;
        }
    }

    private static IEnumerable<string> TablesOf(SealedDay day)
    {
        IEnumerable<string> rows = day.HasFamilies ? day.Table.Names : [day.Table.Name];
        return day.HasRollUps ? rows.Concat(MeasurementRollUps.NamesIn(day)) : rows;
    }

    private void SetAsideIfDamaged(SealedDay day)
    {
        string? reason;
        try
        {
            IEnumerable<string> tables = Days.Attach(Writer, day.Table, day.Start, day.End).Where(attached => attached.File == day.File).SelectMany(TablesOf);
            reason = Probe([.. tables.Select(table => $"{day.Catalog}.{table}")]);
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            reason = error.Message;
        }
        if (reason is not null)
        {
            SealedDays.Delete(Writer, day);
            Days.Remove(Writer, day);
            string aside = FileOperations.SetAside(Days.PathOf(day));
            _incidents.Add(new(Days.PathOf(day), $"A sealed day of {day.Rows} rows ({day.Table.Name}) cannot be read. The file was set aside as {aside}: {reason}"));
        }
    }
}
