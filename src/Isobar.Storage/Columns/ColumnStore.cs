using Isobar.Core.Atlas;
using Isobar.Storage.Baselines;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Measurements;
using Isobar.Storage.Metrics;
using Isobar.Storage.Traffic;

namespace Isobar.Storage.Columns;

/// <summary>
/// The rows of a data folder as columns: a hot file that takes commits, and files of sealed days. Reads see both as one, up to the last commit of the data
/// folder; they may run on several threads, beside commits and roll-overs. Ranges are half open, in Unix seconds.
/// </summary>
internal sealed class ColumnStore : IDisposable
{
    /// <summary>Name of the hot file.</summary>
    public const string HotFileName = "measurements.duckdb";

    /// <summary>Name of the folder of sealed days.</summary>
    public const string DaysFolderName = "days";

    // Locks are taken in this order: maintenance, gate, writing. Commits take the last only, so a long roll-over does not hold them up.
    private readonly Lock _maintenance = new();
    private readonly ReadGate _gate = new();
    private readonly Lock _writing = new();

    private readonly ColumnFiles _files;
    private readonly Action<FaultPoint>? _faults;
    private long _committed;
    private bool _disposed;

    public ColumnStore(string folder, StorageSettings settings, IncidentLog incidents, long acknowledged)
    {
        _committed = acknowledged;
        _faults = settings.Faults;
        _files = new ColumnFiles(folder, settings, incidents);
        _files.Open(acknowledged);
    }

    /// <summary>The id of the data folder these files belong to; empty when they are new.</summary>
    public string FolderId => _files.FolderId;

    /// <summary>The last commit the hot file knows of: either done, or one that the control store must decide on.</summary>
    public long LastCommit => _files.LastCommit;

    /// <summary>The last commit that reads see.</summary>
    public long Committed => Volatile.Read(ref _committed);

    /// <summary>The sealed days.</summary>
    public SealedDays Days => _files.Days;

    /// <summary>
    /// Answers a query over a range. A damaged block that it meets is set aside with its file, and the answer comes from the rest.
    /// </summary>
    public T Read<T>(ColumnTable table, long from, long to, Func<DuckDbConnection, ColumnRange, T> query, CancellationToken stop = default)
    {
        try
        {
            return ReadOnce(table, from, to, Committed, query, stop);
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
        return Explain(() => ReadOnce(table, from, to, Committed, query, stop));
    }

    /// <summary>
    /// Hands out the result of a query over a range while the engine works, up to a commit. While it is enumerated no file is changed. A damaged block ends it
    /// with an error, as what was handed out cannot be taken back.
    /// </summary>
    public IEnumerable<T> Stream<T>(
        ColumnTable table, long from, long to, long committed, Func<ColumnRange, string> sql, Func<DuckDbDataReader, IEnumerable<T>> read,
        CancellationToken stop = default)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        ColumnRange range = Explain(() => Attach(connection, table, from, to, committed));
        // Behind the connection, so that it ends before it: nobody interrupts what is closed.
        using CancellationTokenRegistration stopping = stop.Register(connection.Interrupt);
        using DuckDbTransaction snapshot = connection.BeginTransaction();
        using DuckDbDataReader reader = Explain(() => connection.ExecuteReader(sql(range)));
        using IEnumerator<T> results = read(reader).GetEnumerator();
        while (Explain(results.MoveNext))
        {
            yield return results.Current;
        }
    }

    /// <summary>The UTC days of a range that have a row, in order.</summary>
    public List<long> DaysOf(ColumnTable table, long from, long to) => Read(table, from, to, (connection, range) => DaysWithRows(connection, range));

    /// <summary>Rows of a range; a row that was written anew counts each time.</summary>
    public long Count(ColumnTable table, long from, long to) =>
        Read(table, from, to, (connection, range) => connection.ExecuteInt64($"SELECT count(*) FROM {range.Rows()}") ?? 0);

    /// <summary>What a query gives for all rows, committed or not; for repair.</summary>
    public T ReadAll<T>(ColumnTable table, Func<DuckDbConnection, ColumnRange, T> query) =>
        Explain(() => ReadOnce(table, long.MinValue, long.MaxValue, long.MaxValue, query));

    /// <summary>Names of city-networks; ids that were never stored are left out.</summary>
    public IReadOnlyDictionary<CityNetworkId, CityNetwork> CityNetworks(IReadOnlyCollection<CityNetworkId> ids) =>
        Read(ColumnSchema.Tallies, 0, 0, (connection, _) => CityNetworkNames.Find(connection, ids));

    /// <summary>Reads everything once. Files that cannot be read are set aside and told as incidents, the store goes on with the rest.</summary>
    public void Verify()
    {
        lock (_maintenance)
        {
            // A commit may be half way, so no row may go here, and what is published stays published.
            Alone(files => files.Verify(Committed));
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
                Alone(files => files.Close());
            }
        }
    }

    /// <summary>Appends a commit's rows and the names that are new; durable when this returns, but not yet read (<see cref="Publish"/>).</summary>
    public void Append(long commit, CommitContent content)
    {
        lock (_writing)
        {
            DuckDbConnection writer = _files.Writer;
            using DuckDbTransaction transaction = writer.BeginTransaction();
            List<CityNetwork> fresh = _files.Names.AppendNew(writer, content.Names);
            TallyAppender.Append(writer, content.Tallies, commit);
            MeasurementAppender.Append(writer, content.Measurements, commit);
            DaySummaryAppender.Append(writer, content.DaySummaries, commit);
            MetricAppender.Append(writer, content.Metrics, commit);
            writer.ExecuteNonQuery("UPDATE meta SET last_commit = ?", commit);
            _faults?.Invoke(FaultPoint.InsideColumns);
            transaction.Commit();
            _files.Names.Remember(fresh);
        }
    }

    /// <summary>Lets reads see all rows up to a commit, which the control store has.</summary>
    public void Publish(long commit) => Volatile.Write(ref _committed, commit);

    /// <summary>Says which folder the files belong to and which commit is the last; rows of later ones, which the control store does not have, go.</summary>
    public void Bind(string folderId, long committed)
    {
        lock (_writing)
        {
            _files.Bind(folderId, committed);
            Publish(committed);
        }
    }

    /// <summary>Opens the files anew after a failed write: the engine refuses all work after some errors until it is reopened.</summary>
    public void Reopen()
    {
        lock (_maintenance)
        {
            Alone(files =>
            {
                files.Close();
                files.Open(Committed);
            });
        }
    }

    /// <summary>
    /// Moves all committed rows of days before the given one into files of their own and gives the number of days with such rows. Rows that come for such a
    /// day later stay in the hot file until the next call, which writes the day anew with them.
    /// </summary>
    public int RollOver(long beforeDay)
    {
        lock (_maintenance)
        {
            long committed = Committed;
            var days = new HashSet<long>();
            foreach (ColumnTable table in ColumnSchema.Tables)
            {
                List<long> hot = ReadOnce(table, 0, 0, committed, (connection, _) =>
                    DaysWithRows(connection, new ColumnRange(table, [], committed, long.MinValue, beforeDay * SealedDay.Seconds)));
                hot.ForEach(day => RollOverDay(table, day, committed));
                days.UnionWith(hot);
            }
            return days.Count;
        }
    }

    /// <summary>Deletes all rows of one kind of days before the given one: whole files of sealed days, rows of the hot file. Names stay.</summary>
    public void Expire(ColumnTable table, long beforeDay)
    {
        lock (_maintenance)
        {
            List<SealedDay> expired = [.. Days.All.Where(day => day.Table == table && day.Day < beforeDay)];
            Alone(files =>
            {
                using (DuckDbTransaction transaction = files.Writer.BeginTransaction())
                {
                    expired.ForEach(day => SealedDays.Delete(files.Writer, day));
                    foreach (string name in table.Names)
                    {
                        files.Writer.ExecuteNonQuery($"DELETE FROM {name} WHERE {table.TimeColumn} < ?", beforeDay * SealedDay.Seconds);
                    }
                    transaction.Commit();
                }
                expired.ForEach(day => Days.Remove(files.Writer, day));
            });
            _faults?.Invoke(FaultPoint.DaysUnlisted);
            expired.ForEach(day => File.Delete(Days.PathOf(day)));
        }
    }

    private void RollOverDay(ColumnTable table, long day, long committed)
    {
        SealedDay? old = Days.Find(table, day);
        SealedDay written = WriteDay(table, day, (old?.Generation ?? 0) + 1, committed);
        Alone(files =>
        {
            using (DuckDbTransaction transaction = files.Writer.BeginTransaction())
            {
                SealedDays.Insert(files.Writer, written);
                SealedDays.DeleteHot(files.Writer, written);
                transaction.Commit();
            }
            Days.Replace(files.Writer, written);
        });
        _faults?.Invoke(FaultPoint.DayListed);
        if (old is not null)
        {
            File.Delete(Days.PathOf(old));
        }
    }

    private SealedDay WriteDay(ColumnTable table, long day, int generation, long committed)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        long start = day * SealedDay.Seconds;
        ColumnRange range = Attach(connection, table, start, start + SealedDay.Seconds, committed);
        return DayFileWriter.Write(connection, Days.Folder, day, generation, range, _faults);
    }

    /// <summary>Changes the files while nobody reads or writes; the caller holds the lock of maintenance.</summary>
    private void Alone(Action<ColumnFiles> change)
    {
        using ReadGate.Pass alone = _gate.Exclude();
        lock (_writing)
        {
            change(_files);
        }
    }

    /// <summary>
    /// One query in one transaction. Without it the engine plans in one snapshot and executes in a later one, and a filter on `commit_no` that the
    /// statistics had proved always true when it was planned is not applied to the rows of a commit that came in between (seen with 1.5.6).
    /// </summary>
    private T ReadOnce<T>(
        ColumnTable table, long from, long to, long committed, Func<DuckDbConnection, ColumnRange, T> query, CancellationToken stop = default)
    {
        using ReadGate.Pass pass = _gate.Share();
        using DuckDbConnection connection = Connect();
        // Before the transaction: what is attached inside of one is attached for it alone until it commits.
        ColumnRange range = Attach(connection, table, from, to, committed);
        using CancellationTokenRegistration stopping = stop.Register(connection.Interrupt);
        using DuckDbTransaction snapshot = connection.BeginTransaction();
        return query(connection, range);
    }

    private ColumnRange Attach(DuckDbConnection connection, ColumnTable table, long from, long to, long committed) =>
        new(table, Days.Attach(connection, table, from, to), committed, from, to);

    private static List<long> DaysWithRows(DuckDbConnection connection, ColumnRange range)
    {
        var days = new List<long>();
        // floor() and not //, which rounds towards zero before 1970. Exact: seconds of the years 1 to 9999 fit a double.
        using DuckDbDataReader reader = connection.ExecuteReader(
            $"SELECT DISTINCT CAST(floor({range.Table.TimeColumn} / {SealedDay.Seconds}.0) AS BIGINT) AS day FROM {range.Rows()} ORDER BY day");
        while (reader.ReadChunk())
        {
            days.AddRange(reader.Column<long>(0));
        }
        return days;
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

    private StorageException Unreadable(DuckDbException error) => new($"The columns at {_files.HotPath} could not be read: {error.Message}", error);
}
