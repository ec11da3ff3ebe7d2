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

    private readonly MeasurementFiles _files;
    private readonly Action<FaultPoint>? _faults;
    private long _committed;
    private bool _disposed;

    internal MeasurementStore(string folder, StorageSettings settings, IncidentLog incidents, long acknowledged)
    {
        _committed = acknowledged;
        _faults = settings.Faults;
        _files = new MeasurementFiles(folder, settings, incidents);
        _files.Open(acknowledged);
    }

    /// <summary>The id of the data folder these files belong to; empty when they are new.</summary>
    internal string FolderId => _files.FolderId;

    /// <summary>The last commit the hot file knows of: either done, or one that the control store must decide on.</summary>
    internal long LastCommit => _files.LastCommit;

    /// <summary>The days that lie in files of their own.</summary>
    public IReadOnlyList<DateOnly> SealedDayList =>
        [.. Days.All.Select(day => SealedDay.TryParseName(day.File, out DateOnly date, out _) ? date : default)];

    private SealedDays Days => _files.Days;

    /// <summary>Sums over a range.</summary>
    public TrafficTotals Totals(long from, long to) => Read(from, to, MeasurementQueries.Totals);

    /// <summary>The largest city-networks of a range, at most <paramref name="count"/>.</summary>
    public CityNetworkTotals TopCityNetworks(long from, long to, int count) =>
        Read(from, to, (connection, rows) => MeasurementQueries.Top(connection, rows, count));

    /// <summary>Distinct windows of a range that have a row.</summary>
    public long WindowCount(long from, long to) =>
        Read(from, to, (connection, rows) => connection.ExecuteInt64($"SELECT count(DISTINCT window_start) FROM {rows}") ?? 0);

    /// <summary>Names of city-networks, whether their rows still exist or not; ids that were never stored are left out.</summary>
    public IReadOnlyDictionary<CityNetworkId, CityNetwork> CityNetworks(IReadOnlyCollection<CityNetworkId> ids) =>
        Read(0, 0, (connection, _) => CityNetworkNames.Find(connection, ids));

    /// <summary>
    /// All rows of a range in the order of time, then stratum, then city-network. The engine sorts a day at a time, so memory stays bounded; rows of
    /// commits made meanwhile are left out. While it is enumerated, files are not changed: a roll-over or retention waits for it.
    /// </summary>
    /// <exception cref="StorageException">
    /// A damaged block was met. Rows have been handed out already, so it cannot begin anew by itself: call <see cref="Verify"/> and scan again.
    /// </exception>
    public IEnumerable<TallyBatch> Scan(long from, long to)
    {
        long committed = Volatile.Read(ref _committed);
        foreach (long day in Read(from, to, MeasurementQueries.Days))
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
                // A commit may be half way, so no row may go here, and what is published stays published.
                _files.Verify(Volatile.Read(ref _committed));
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
                    _files.Close();
                }
            }
        }
    }

    /// <summary>Appends a commit's rows and the names that are new; durable when this returns, but not yet read (<see cref="Publish"/>).</summary>
    internal void Append(long commit, IReadOnlyList<TallyBatch> batches, IReadOnlyList<CityNetwork> names)
    {
        lock (_writing)
        {
            DuckDbConnection writer = _files.Writer;
            using DuckDbTransaction transaction = writer.BeginTransaction();
            List<CityNetwork> fresh = _files.Names.AppendNew(writer, names);
            TallyAppender.Append(writer, batches, commit);
            writer.ExecuteNonQuery("UPDATE meta SET last_commit = ?", commit);
            _faults?.Invoke(FaultPoint.InsideColumns);
            transaction.Commit();
            _files.Names.Remember(fresh);
        }
    }

    /// <summary>Lets reads see all rows up to a commit, which the control store has.</summary>
    internal void Publish(long commit) => Volatile.Write(ref _committed, commit);

    /// <summary>Says which folder the files belong to and which commit is the last; rows of later ones, which the control store does not have, go.</summary>
    internal void Bind(string folderId, long committed)
    {
        lock (_writing)
        {
            _files.Bind(folderId, committed);
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
                _files.Close();
                _files.Open(Volatile.Read(ref _committed));
            }
        }
    }

    /// <summary>All (shard, window) pairs that have a row, committed or not.</summary>
    internal List<(short Shard, long WindowStart)> StoredWindows() =>
        Explain(() => ReadOnce(long.MinValue, long.MaxValue, long.MaxValue, MeasurementQueries.Windows));

    /// <summary>
    /// Moves all committed rows of days before the given one into files of their own and gives the number of days written. Rows that come for such a day
    /// later stay in the hot file until the next call, which writes the day anew with them.
    /// </summary>
    internal int RollOver(long beforeDay)
    {
        lock (_maintenance)
        {
            long committed = Volatile.Read(ref _committed);
            long end = beforeDay * SealedDay.Seconds;
            List<long> days = ReadOnce(
                0, 0, committed, (connection, _) => MeasurementQueries.Days(connection, MeasurementQueries.Rows([], committed, long.MinValue, end)));
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
            List<SealedDay> expired = [.. Days.All.Where(day => day.Day < beforeDay)];
            using (_gate.Exclude())
            {
                lock (_writing)
                {
                    using (DuckDbTransaction transaction = _files.Writer.BeginTransaction())
                    {
                        _files.Writer.ExecuteNonQuery("DELETE FROM sealed_days WHERE day < ?", beforeDay);
                        _files.Writer.ExecuteNonQuery("DELETE FROM tallies WHERE window_start < ?", beforeDay * SealedDay.Seconds);
                        transaction.Commit();
                    }
                    expired.ForEach(day => Days.Remove(_files.Writer, day));
                }
            }
            _faults?.Invoke(FaultPoint.DaysUnlisted);
            expired.ForEach(day => File.Delete(Days.PathOf(day)));
        }
    }

    private void RollOverDay(long day, long committed)
    {
        SealedDay? old = Days.Find(day);
        int generation = old is not null && SealedDay.TryParseName(old.File, out _, out int last) ? last + 1 : 1;
        SealedDay written = WriteDay(day, generation, committed);
        using (_gate.Exclude())
        {
            lock (_writing)
            {
                using (DuckDbTransaction transaction = _files.Writer.BeginTransaction())
                {
                    SealedDays.Insert(_files.Writer, written);
                    _files.Writer.ExecuteNonQuery(
                        "DELETE FROM tallies WHERE commit_no <= ? AND window_start >= ? AND window_start < ?", committed, written.Start, written.End);
                    transaction.Commit();
                }
                Days.Replace(_files.Writer, written);
            }
        }
        _faults?.Invoke(FaultPoint.DayListed);
        if (old is not null)
        {
            File.Delete(Days.PathOf(old));
        }
    }

    private SealedDay WriteDay(long day, int generation, long committed)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        long start = day * SealedDay.Seconds, end = start + SealedDay.Seconds;
        string rows = MeasurementQueries.Rows(Days.Attach(connection, start, end), committed, start, end);
        return DayFileWriter.Write(connection, Days.Folder, day, generation, rows, committed, _faults);
    }

    private IEnumerable<TallyBatch> ScanSlice(long from, long to, long committed)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        string rows = Explain(() => MeasurementQueries.Rows(Days.Attach(connection, from, to), committed, from, to));
        using DuckDbTransaction snapshot = connection.BeginTransaction();
        using DuckDbDataReader reader = Explain(() => connection.ExecuteReader(
            $"SELECT {MeasurementSchema.TallySelect} FROM {rows} ORDER BY {MeasurementSchema.ScanOrder}"));
        using IEnumerator<TallyBatch> batches = TallyReader.Read(reader).GetEnumerator();
        while (Explain(batches.MoveNext))
        {
            yield return batches.Current;
        }
    }

    private T Read<T>(long from, long to, Func<DuckDbConnection, string, T> query)
    {
        try
        {
            return ReadOnce(from, to, Volatile.Read(ref _committed), query);
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
        return Explain(() => ReadOnce(from, to, Volatile.Read(ref _committed), query));
    }

    /// <summary>
    /// One query in one transaction. Without it the engine plans in one snapshot and executes in a later one, and a filter on `commit_no` that the
    /// statistics had proved always true when it was planned is not applied to the rows of a commit that came in between (seen with 1.5.6).
    /// </summary>
    private T ReadOnce<T>(long from, long to, long committed, Func<DuckDbConnection, string, T> query)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        // Before the transaction: what is attached inside of one is attached for it alone until it commits.
        string rows = MeasurementQueries.Rows(Days.Attach(connection, from, to), committed, from, to);
        using DuckDbTransaction snapshot = connection.BeginTransaction();
        return query(connection, rows);
    }

    private DuckDbConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _files.Connect();
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

    private StorageException Unreadable(DuckDbException error) => new($"The measurements at {_files.HotPath} could not be read: {error.Message}", error);
}
