using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.DuckDb;

namespace Isobar.Storage.Measurements;

/// <summary>
/// The measurements as columns: a hot file that takes commits, and a file for each sealed day. Ranges are half open, in Unix seconds, and reads see both
/// as one, up to the last commit of the data folder. Reads may run on several threads, beside commits and roll-overs.
/// </summary>
public sealed class MeasurementStore : IDisposable
{
    /// <summary>Name of the hot file.</summary>
    internal const string HotFileName = "measurements.duckdb";

    /// <summary>Name of the folder of sealed days.</summary>
    internal const string DaysFolderName = "days";

    // Locks are taken in this order: maintenance, gate, writing. Commits take the last only, so a long roll-over does not hold them up.
    private readonly Lock _maintenance = new();
    private readonly ReadGate _gate = new();
    private readonly Lock _writing = new();

    private readonly string _hotPath;
    private readonly DuckDbSettings _settings;
    private readonly Action<FaultPoint>? _faults;
    private readonly IncidentLog _incidents;
    private readonly SealedDays _days;
    private readonly CityNetworkNames _names = new();
    private DuckDbDatabase _database = null!;
    private DuckDbConnection _writer = null!;
    private string _folderId = "";
    private long _committed;
    private bool _disposed;

    internal MeasurementStore(string folder, StorageSettings settings, IncidentLog incidents, long acknowledged)
    {
        _committed = acknowledged;
        _hotPath = Path.Combine(folder, HotFileName);
        _faults = settings.Faults;
        _incidents = incidents;
        _days = new SealedDays(Path.Combine(folder, DaysFolderName));
        Directory.CreateDirectory(_days.Folder);
        // Spilled sorts of a process that was killed.
        string temp = Path.Combine(folder, "tmp");
        if (Directory.Exists(temp))
        {
            Directory.Delete(temp, recursive: true);
        }
        _settings = new DuckDbSettings(settings.MemoryLimitMegabytes, settings.Threads, temp);
        OpenHot();
    }

    /// <summary>The id of the data folder these files belong to; empty when they are new.</summary>
    internal string FolderId => _folderId;

    /// <summary>The last commit the hot file knows of: either done, or one that the control store must decide on.</summary>
    internal long LastCommit { get; private set; }

    /// <summary>The days that lie in files of their own.</summary>
    public IReadOnlyList<DateOnly> SealedDayList =>
        [.. _days.All.Select(day => SealedDay.TryParseName(day.File, out DateOnly date, out _) ? date : default)];

    /// <summary>Sums over a range.</summary>
    public TrafficTotals Totals(long from, long to) =>
        Read(connection => MeasurementQueries.Totals(connection, Rows(connection, Volatile.Read(ref _committed), from, to)));

    /// <summary>The largest city-networks of a range, at most <paramref name="count"/>.</summary>
    public CityNetworkTotals TopCityNetworks(long from, long to, int count) =>
        Read(connection => MeasurementQueries.Top(connection, Rows(connection, Volatile.Read(ref _committed), from, to), count));

    /// <summary>Distinct windows of a range that have a row.</summary>
    public long WindowCount(long from, long to) => Read(connection => connection.ExecuteInt64(
        $"SELECT count(DISTINCT window_start) FROM {Rows(connection, Volatile.Read(ref _committed), from, to)}") ?? 0);

    /// <summary>Names of city-networks, whether their rows still exist or not; ids that were never stored are left out.</summary>
    public IReadOnlyDictionary<CityNetworkId, CityNetwork> CityNetworks(IReadOnlyCollection<CityNetworkId> ids) =>
        Read(connection => CityNetworkNames.Find(connection, ids));

    /// <summary>
    /// All rows of a range in the order of time, then stratum, then city-network. The engine sorts a day at a time, so memory stays bounded; rows of
    /// commits made meanwhile are left out.
    /// </summary>
    public IEnumerable<TallyBatch> Scan(long from, long to)
    {
        long committed = Volatile.Read(ref _committed);
        foreach (long day in Read(connection => MeasurementQueries.Days(connection, Rows(connection, committed, from, to))))
        {
            long start = day * SealedDay.Seconds;
            foreach (TallyBatch batch in ScanSlice(Math.Max(from, start), Math.Min(to, start + SealedDay.Seconds), committed))
            {
                yield return batch;
            }
        }
    }

    /// <summary>
    /// Reads everything once. Files that cannot be read are set aside and told as incidents, the store goes on with the rest. Called by itself when a
    /// query meets a damaged block.
    /// </summary>
    public void Verify()
    {
        lock (_maintenance)
        {
            using ReadGate.Pass alone = _gate.Exclude();
            lock (_writing)
            {
                string id = _folderId;
                CloseHot();
                OpenHot();
                if (Probe("SELECT bit_xor(hash(t)) FROM tallies t", "SELECT bit_xor(hash(t)) FROM city_networks t") is string reason)
                {
                    CloseHot();
                    HotFile.SetAside(_hotPath, reason, _incidents);
                    OpenHot();
                }
                foreach (SealedDay day in _days.All)
                {
                    SetAsideIfDamaged(day);
                }
                Bind(id, _committed);
            }
        }
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        lock (_maintenance)
        {
            if (!_disposed)
            {
                _disposed = true;
                using ReadGate.Pass alone = _gate.Exclude();
                lock (_writing)
                {
                    CloseHot();
                }
            }
        }
    }

    /// <summary>Appends a commit's rows and the names that are new; durable when this returns, but not yet read (<see cref="Publish"/>).</summary>
    internal void Append(long commit, IReadOnlyList<TallyBatch> batches, IReadOnlyList<CityNetwork> names)
    {
        lock (_writing)
        {
            using DuckDbTransaction transaction = _writer.BeginTransaction();
            List<CityNetwork> fresh = _names.AppendNew(_writer, names);
            TallyAppender.Append(_writer, batches, commit);
            _writer.ExecuteNonQuery("UPDATE meta SET last_commit = ?", commit);
            _faults?.Invoke(FaultPoint.InsideColumns);
            transaction.Commit();
            _names.Remember(fresh);
            LastCommit = commit;
        }
    }

    /// <summary>Lets reads see all rows up to a commit, which the control store has.</summary>
    internal void Publish(long commit) => Volatile.Write(ref _committed, commit);

    /// <summary>Says which folder the files belong to and which commit is the last; rows of later ones, which the control store does not have, go.</summary>
    internal void Bind(string folderId, long committed)
    {
        lock (_writing)
        {
            using (DuckDbTransaction transaction = _writer.BeginTransaction())
            {
                _writer.ExecuteNonQuery("DELETE FROM tallies WHERE commit_no > ?", committed);
                _writer.ExecuteNonQuery("UPDATE meta SET last_commit = ?, folder_id = ?", committed, folderId);
                transaction.Commit();
            }
            _folderId = folderId;
            LastCommit = committed;
            Publish(committed);
        }
    }

    /// <summary>Opens the files anew after a failed write: the engine refuses all work after some errors until it is reopened.</summary>
    internal void Reopen()
    {
        lock (_maintenance)
        {
            using ReadGate.Pass alone = _gate.Exclude();
            lock (_writing)
            {
                CloseHot();
                OpenHot();
            }
        }
    }

    /// <summary>All (shard, window) pairs that have a row, committed or not.</summary>
    internal List<(short Shard, long WindowStart)> StoredWindows() => Read(connection =>
    {
        var windows = new List<(short, long)>();
        string rows = Rows(connection, long.MaxValue, long.MinValue, long.MaxValue);
        using DuckDbDataReader reader = connection.ExecuteReader($"SELECT DISTINCT shard, window_start FROM {rows}");
        while (reader.ReadChunk())
        {
            for (int row = 0; row < reader.Count; row++)
            {
                windows.Add((reader.Column<short>(0)[row], reader.Column<long>(1)[row]));
            }
        }
        return windows;
    });

    /// <summary>
    /// Moves all committed rows of days before the given one into files of their own and gives the number of days written. Rows that come for such a day
    /// later stay in the hot file until the next call, which writes the day anew with them.
    /// </summary>
    internal int RollOver(long beforeDay)
    {
        lock (_maintenance)
        {
            long committed = Volatile.Read(ref _committed);
            List<long> days = Read(connection => MeasurementQueries.Days(
                connection, MeasurementQueries.Rows([], committed, long.MinValue, beforeDay * SealedDay.Seconds)));
            foreach (long day in days)
            {
                RollOverDay(day, committed);
            }
            return days.Count;
        }
    }

    /// <summary>Deletes all rows of days before the given one: whole files of sealed days, rows of the hot file. Names stay.</summary>
    internal void Expire(long beforeDay)
    {
        lock (_maintenance)
        {
            List<SealedDay> expired = [.. _days.All.Where(day => day.Day < beforeDay)];
            using (_gate.Exclude())
            {
                lock (_writing)
                {
                    using (DuckDbTransaction transaction = _writer.BeginTransaction())
                    {
                        _writer.ExecuteNonQuery("DELETE FROM sealed_days WHERE day < ?", beforeDay);
                        _writer.ExecuteNonQuery("DELETE FROM tallies WHERE window_start < ?", beforeDay * SealedDay.Seconds);
                        transaction.Commit();
                    }
                    expired.ForEach(day => _days.Remove(_writer, day));
                }
            }
            _faults?.Invoke(FaultPoint.DaysUnlisted);
            expired.ForEach(day => File.Delete(_days.PathOf(day)));
        }
    }

    private void RollOverDay(long day, long committed)
    {
        SealedDay? old = _days.Find(day);
        int generation = old is not null && SealedDay.TryParseName(old.File, out _, out int last) ? last + 1 : 1;
        SealedDay written = ReadOnce(connection => DayFileWriter.Write(
            connection, _days.Folder, day, generation, Rows(connection, committed, day * SealedDay.Seconds, (day + 1) * SealedDay.Seconds), committed, _faults));
        using (_gate.Exclude())
        {
            lock (_writing)
            {
                using (DuckDbTransaction transaction = _writer.BeginTransaction())
                {
                    SealedDays.Insert(_writer, written);
                    _writer.ExecuteNonQuery(
                        "DELETE FROM tallies WHERE commit_no <= ? AND window_start >= ? AND window_start < ?", committed, written.Start, written.End);
                    transaction.Commit();
                }
                _days.Replace(_writer, written);
            }
        }
        _faults?.Invoke(FaultPoint.DayListed);
        if (old is not null)
        {
            File.Delete(_days.PathOf(old));
        }
    }

    private IEnumerable<TallyBatch> ScanSlice(long from, long to, long committed)
    {
        using ReadGate.Pass pass = _gate.Share();
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DuckDbConnection connection = _database.Connect();
        using DuckDbDataReader reader = Explain(() => connection.ExecuteReader(
            $"SELECT {MeasurementSchema.TallySelect} FROM {Rows(connection, committed, from, to)} ORDER BY {MeasurementSchema.ScanOrder}"));
        using IEnumerator<TallyBatch> batches = TallyReader.Read(reader).GetEnumerator();
        while (Explain(batches.MoveNext))
        {
            yield return batches.Current;
        }
    }

    private string Rows(DuckDbConnection connection, long committed, long from, long to) =>
        MeasurementQueries.Rows(_days.Attach(connection, from, to), committed, from, to);

    private T Read<T>(Func<DuckDbConnection, T> query)
    {
        try
        {
            return ReadOnce(query);
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            // Set aside what is broken, tell it, and answer from the rest.
            Verify();
        }
        catch (DuckDbException error)
        {
            throw Unreadable(error);
        }
        return Explain(() => ReadOnce(query));
    }

    private T ReadOnce<T>(Func<DuckDbConnection, T> query)
    {
        using ReadGate.Pass pass = _gate.Share();
        ObjectDisposedException.ThrowIf(_disposed, this);
        using DuckDbConnection connection = _database.Connect();
        return query(connection);
    }

    private T Explain<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDbException error)
        {
            throw Unreadable(error);
        }
    }

    private StorageException Unreadable(DuckDbException error) => new($"The measurements at {_hotPath} could not be read: {error.Message}", error);

    private void OpenHot()
    {
        _database = HotFile.Open(_hotPath, _settings, _incidents);
        try
        {
            _writer = _database.Connect();
            ReadHot();
            return;
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            CloseHot();
            HotFile.SetAside(_hotPath, error.Message, _incidents);
        }
        _database = HotFile.Open(_hotPath, _settings, _incidents);
        _writer = _database.Connect();
        ReadHot();
    }

    private void ReadHot()
    {
        long version = _writer.ExecuteInt64("SELECT CAST(version AS BIGINT) FROM meta") ?? 0;
        if (version != MeasurementSchema.Version)
        {
            CloseHot();
            throw new StorageException($"{_hotPath} has tables of version {version}, this program knows version {MeasurementSchema.Version}: use the newer program.");
        }
        _folderId = _writer.ExecuteString("SELECT folder_id FROM meta") ?? "";
        LastCommit = _writer.ExecuteInt64("SELECT last_commit FROM meta") ?? 0;
        // A file that names no folder has just been created, maybe in place of one that was lost.
        bool trusted = _folderId.Length > 0 && LastCommit >= Volatile.Read(ref _committed);
        _days.Load(_writer, trusted, _incidents);
        _folderId = _writer.ExecuteString("SELECT folder_id FROM meta") ?? "";
        LastCommit = _writer.ExecuteInt64("SELECT last_commit FROM meta") ?? 0;
        _names.Load(_writer);
    }

    private void CloseHot()
    {
        _writer?.Dispose();
        _database.Dispose();
    }

    private string? Probe(params ReadOnlySpan<string> queries)
    {
        try
        {
            foreach (string query in queries)
            {
                using DuckDbDataReader reader = _writer.ExecuteReader(query);
                reader.ReadChunk();
            }
            return null;
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            return error.Message;
        }
    }

    private void SetAsideIfDamaged(SealedDay day)
    {
        string? reason;
        try
        {
            _days.Attach(_writer, day.Start, day.End);
            reason = Probe($"SELECT bit_xor(hash(t)) FROM {day.Catalog}.tallies t");
        }
        catch (DuckDbException error) when (error.IsDamage)
        {
            reason = error.Message;
        }
        if (reason is not null)
        {
            _writer.ExecuteNonQuery("DELETE FROM sealed_days WHERE day = ?", day.Day);
            _days.Remove(_writer, day);
            string aside = FileOperations.SetAside(_days.PathOf(day));
            _incidents.Add(new(_days.PathOf(day), $"A sealed day of {day.Rows} rows cannot be read. The file was set aside as {aside}: {reason}"));
        }
    }
}
