using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Alarms;
using Isobar.Storage.Baselines;
using Isobar.Storage.Columns;
using Isobar.Storage.Control;
using Isobar.Storage.DuckDb;
using Isobar.Storage.Events;
using Isobar.Storage.Explorer;
using Isobar.Storage.Keys;
using Isobar.Storage.Measurements;
using Isobar.Storage.Metrics;
using Isobar.Storage.Monitors;
using Isobar.Storage.Publishing;
using Isobar.Storage.Snapshots;
using Isobar.Storage.Traffic;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage;

/// <summary>
/// One data folder: the control store (the truth) and the measurement store (the columns), opened by one process at a time and kept in step by the commit
/// protocol of ARCHITECTURE.md. If the process dies at any instant, no sealed window is lost or counted twice.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private readonly DataFolderLock _lock;
    private readonly ControlStore _control;
    private readonly ColumnStore _columns;
    private readonly IncidentLog _incidents;
    private readonly Action<FaultPoint>? _faults;
    private readonly SnapshotFiles _snapshotFiles;
    private readonly Lock _committing = new();
    private bool _failed;

    private DataFolder(
        string path, DataFolderLock folderLock, ControlStore control, ColumnStore columns, IncidentLog incidents, StorageSettings settings)
    {
        Path = path;
        _lock = folderLock;
        _control = control;
        _columns = columns;
        Tallies = new TallyStore(columns);
        Measurements = new MeasurementStore(columns);
        Explorer = new ExplorerStore(columns);
        DaySummaries = new DaySummaryStore(columns);
        _incidents = incidents;
        _faults = settings.Faults;
        _snapshotFiles = new SnapshotFiles(path);
        Snapshots = new SnapshotStore(control, _snapshotFiles, incidents);
        Monitors = new MonitorStore(control);
        ClientTokens = new ClientTokenStore(control);
        Alarms = new AlarmStore(control);
        Metrics = new MetricStore(columns);
        EventRecords = new EventRecordStore(control);
        Publications = new PublicationStore(control, _committing);
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>What was counted, for reading.</summary>
    public TallyStore Tallies { get; }

    /// <summary>What was scored, for reading.</summary>
    public MeasurementStore Measurements { get; }

    /// <summary>What the console asks of what was scored.</summary>
    public ExplorerStore Explorer { get; }

    /// <summary>The daily history behind baselines, for reading.</summary>
    public DaySummaryStore DaySummaries { get; }

    /// <summary>The monitors, for reading.</summary>
    public MonitorStore Monitors { get; }

    /// <summary>The requests that may come again, for reading.</summary>
    public ClientTokenStore ClientTokens { get; }

    /// <summary>Alarms, their history and messages on their way, for reading.</summary>
    public AlarmStore Alarms { get; }

    /// <summary>How far measurements have been written elsewhere, for reading.</summary>
    public PublicationStore Publications { get; }

    /// <summary>Points of metrics, for reading.</summary>
    public MetricStore Metrics { get; }

    /// <summary>The health events, for reading.</summary>
    public EventStore HealthEvents => _control.HealthEvents;

    /// <summary>The history of health events, and what became of the messages about them, for reading.</summary>
    public EventRecordStore EventRecords { get; }

    /// <summary>The internet events, for reading.</summary>
    public EventStore InternetEvents => _control.InternetEvents;

    /// <summary>The groups of events, for reading.</summary>
    public EventStore EventGroups => _control.EventGroups;

    /// <summary>Derived state, for reading.</summary>
    public SnapshotStore Snapshots { get; }

    /// <summary>Number of the last commit; 0 before the first.</summary>
    public long LastCommit => _control.LastCommit;

    /// <summary>What was lost or set aside since the folder was opened: to be told loudly.</summary>
    public IReadOnlyList<StorageIncident> Incidents => _incidents.Snapshot();

    /// <summary>The days whose tallies lie in files of their own.</summary>
    public IReadOnlyList<DateOnly> SealedDays =>
        [.. _columns.Days.All.Where(day => day.Table == ColumnSchema.Tallies).Select(day => day.Date)];

    /// <summary>
    /// Opens or creates a data folder and brings both stores to the last commit. A new folder is readable by its owner only, since logs name people.
    /// </summary>
    /// <param name="path">The folder.</param>
    /// <param name="command">What to call this process where another one finds the folder locked, such as `isobar up`.</param>
    /// <param name="settings">Limits; null for the defaults.</param>
    /// <exception cref="StorageException">In use by another process, not writable, or the control store is lost while there are measurements.</exception>
    public static DataFolder Open(string path, string command, StorageSettings? settings = null) =>
        Open(path, command, settings ?? new StorageSettings(), Reconcile);

    /// <summary>Whether there is a data folder at a path.</summary>
    public static bool Exists(string path) => File.Exists(System.IO.Path.Combine(path, ControlStore.FileName));

    /// <summary>Makes sure that a folder has a control store of this version, without its measurements being opened.</summary>
    /// <exception cref="StorageException">In use by another process, or not writable.</exception>
    internal static void Prepare(string path, string command)
    {
        string folder = System.IO.Path.GetFullPath(path);
        FileOperations.CreatePrivateFolder(folder);
        using DataFolderLock folderLock = DataFolderLock.Take(folder, command);
        using ControlStore control = ControlStore.Open(System.IO.Path.Combine(folder, ControlStore.FileName), new IncidentLog());
    }

    /// <summary>
    /// Makes a folder usable whose control store was lost, or is older than the columns: the last commit and the sealed windows are taken from the columns.
    /// No row is deleted. Checkpoints that are lost stay lost: sources without one are read from their start, and what they say of sealed windows is skipped.
    /// </summary>
    /// <exception cref="StorageException">The folder is in use by another process, or cannot be written.</exception>
    public static RepairReport Repair(string path, string command, StorageSettings? settings = null)
    {
        if (!Directory.Exists(path))
        {
            throw new StorageException($"There is no data folder {path} to repair.");
        }
        long before = 0, recovered = 0;
        using DataFolder folder = Open(path, command, settings ?? new StorageSettings(), (_, control, columns, _) =>
        {
            before = control.LastCommit;
            string id = columns.FolderId.Length > 0 ? columns.FolderId : control.FolderId;
            recovered = control.Restore(
                id,
                Math.Max(before, columns.LastCommit),
                columns.ReadAll(ColumnSchema.Tallies, TallyQueries.Windows),
                columns.ReadAll(ColumnSchema.Measurements, MeasurementQueries.Windows));
            columns.Bind(id, control.LastCommit);
        });
        folder.Verify();
        return new RepairReport(before, folder.LastCommit, recovered, folder.Incidents);
    }

    /// <summary>
    /// Stores the content, once and for all: sealed windows with their rows, how far the sources were read to get them, and what was concluded from them.
    /// Durable when it returns. After an exception nothing of it is stored, and the same call may be made again.
    /// </summary>
    /// <returns>The number of the commit.</returns>
    /// <exception cref="StorageException">Disk full or another fault of the surroundings.</exception>
    /// <exception cref="InvalidOperationException">A window was sealed before.</exception>
    /// <exception cref="ArgumentException">A row belongs to none of the windows.</exception>
    public long Commit(CommitContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        CommitChecks.Check(content);
        lock (_committing)
        {
            try
            {
                Heal();
                return Store(content, _control.LastCommit + 1);
            }
            catch (Exception error) when (error is DuckDbException or SqliteException or IOException)
            {
                throw new StorageException(
                    $"Commit {_control.LastCommit + 1} could not be stored in {Path}: {error.Message} "
                    + "Nothing of it is kept. Make room or mend the disk; it can be tried again.",
                    error);
            }
        }
    }

    /// <summary>Stores sealed windows: <see cref="Commit(CommitContent)"/> with one batch of tallies.</summary>
    public long Commit(
        TallyBatch batch,
        IReadOnlyList<CityNetwork> names,
        IReadOnlyList<(short Shard, long WindowStart)> sealedWindows,
        IReadOnlyList<SourceCheckpoint> checkpoints) => Commit([batch], names, sealedWindows, checkpoints);

    /// <summary>Stores sealed windows: <see cref="Commit(CommitContent)"/> with tallies alone.</summary>
    public long Commit(
        IReadOnlyList<TallyBatch> batches,
        IReadOnlyList<CityNetwork> names,
        IReadOnlyList<(short Shard, long WindowStart)> sealedWindows,
        IReadOnlyList<SourceCheckpoint> checkpoints) =>
        Commit(new CommitContent { Tallies = batches, Names = names, SealedWindows = sealedWindows, Checkpoints = checkpoints });

    /// <summary>All sealed (shard, window) pairs that have not expired, in the order of time.</summary>
    public IReadOnlyList<(short Shard, long WindowStart)> SealedWindows() => _control.SealedWindows();

    /// <summary>How far a source was read for the last commit that named it; null when it never was.</summary>
    public ReadOnlyMemory<byte>? Checkpoint(string source) =>
        _control.Checkpoint(source) is byte[] value ? value : default(ReadOnlyMemory<byte>?);

    /// <summary>The latest five minutes of a monitor that have measurements, Unix seconds of their start; null when none has.</summary>
    public long? LastMeasuredWindow(string monitorName) => _control.LastMeasuredWindow(monitorName);

    /// <summary>The UTC days whose summaries for baselines are whole, by shard, in the order of days and shards.</summary>
    public IReadOnlyList<(short Shard, DateOnly Day)> SummarisedDays() => _control.SummarisedDays();

    /// <summary>Names of city-networks, whether their rows still exist or not; ids that were never stored are left out.</summary>
    public IReadOnlyDictionary<CityNetworkId, CityNetwork> CityNetworks(IReadOnlyCollection<CityNetworkId> ids) => _columns.CityNetworks(ids);

    /// <summary>
    /// Reads all columns once. Files that cannot be read are set aside and told as incidents, the store goes on with the rest. Called by itself when a query meets
    /// a damaged block.
    /// </summary>
    public void Verify() => _columns.Verify();

    /// <summary>
    /// Moves the rows of whole UTC days before a date into sorted files of their own. Call it once all windows of those days are sealed: rows that come
    /// later are kept and read all the same, but the next call must write their day anew. Gives the number of days written.
    /// </summary>
    public int RollOver(DateOnly beforeDay) => Maintain("roll over", () => _columns.RollOver(SealedDay.DayOf(beforeDay)));

    /// <summary>
    /// Deletes what is older. Of rows with a time, all UTC days that end at or before the cut-off; sealed days go with their file at once. Names of
    /// city-networks stay.
    /// </summary>
    public void ApplyRetention(RetentionCutoffs cutoffs)
    {
        ArgumentNullException.ThrowIfNull(cutoffs);
        Maintain("expire", () =>
        {
            foreach ((ColumnTable table, long? cutoff) in new[]
                {
                    (ColumnSchema.Tallies, cutoffs.Tallies), (ColumnSchema.Measurements, cutoffs.Measurements),
                    (ColumnSchema.DaySummaries, cutoffs.DaySummaries), (ColumnSchema.MetricPoints, cutoffs.Metrics),
                })
            {
                if (cutoff is long seconds)
                {
                    _columns.Expire(table, SealedDay.DayOf(seconds));
                }
            }
            _faults?.Invoke(FaultPoint.RowsExpired);
            // Rows first: a window whose rows are there must never look open.
            lock (_committing)
            {
                _control.Expire(cutoffs);
            }
            return 0;
        });
    }

    /// <summary>Deletes tallies that are older: <see cref="ApplyRetention(RetentionCutoffs)"/> for them alone.</summary>
    /// <param name="cutoffSeconds">Unix seconds.</param>
    public void ApplyRetention(long cutoffSeconds) => ApplyRetention(new RetentionCutoffs { Tallies = cutoffSeconds });

    /// <summary>Closes both stores and lets others in.</summary>
    public void Dispose()
    {
        _columns.Dispose();
        _control.Dispose();
        _lock.Dispose();
    }

    private long Store(CommitContent content, long number)
    {
        IReadOnlyList<SnapshotEntry> snapshots = _snapshotFiles.Write(content.Snapshots, number);
        bool stored = false;
        try
        {
            _faults?.Invoke(FaultPoint.SnapshotsWritten);
            using ControlTransaction control = _control.Begin(number, content, snapshots);
            // From here until the end every exception leaves work for the next call.
            _failed = true;
            _faults?.Invoke(FaultPoint.BeforeColumns);
            _columns.Append(number, content);
            _faults?.Invoke(FaultPoint.AfterColumns);
            control.Commit();
            stored = true;
            _failed = false;
            _columns.Publish(number);
            _faults?.Invoke(FaultPoint.AfterControl);
            _snapshotFiles.Delete(control.ReplacedFiles);
            return number;
        }
        finally
        {
            if (!stored)
            {
                _snapshotFiles.Delete(snapshots.Select(snapshot => snapshot.File));
            }
        }
    }

    private T Maintain<T>(string what, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception error) when (error is DuckDbException or SqliteException or IOException)
        {
            throw new StorageException($"{Path}: could not {what} days: {error.Message} Nothing is lost; it can be tried again.", error);
        }
    }

    private static DataFolder Open(
        string path, string command, StorageSettings settings, Action<string, ControlStore, ColumnStore, IncidentLog> bring)
    {
        string folder = System.IO.Path.GetFullPath(path);
        FileOperations.CreatePrivateFolder(folder);
        DataFolderLock folderLock = DataFolderLock.Take(folder, command);
        ControlStore? control = null;
        ColumnStore? columns = null;
        try
        {
            var incidents = new IncidentLog();
            // The control store first: if the process dies between the two, the columns are new and take its id.
            control = ControlStore.Open(System.IO.Path.Combine(folder, ControlStore.FileName), incidents);
            columns = new ColumnStore(folder, settings, incidents, control.LastCommit);
            bring(folder, control, columns, incidents);
            var opened = new DataFolder(folder, folderLock, control, columns, incidents, settings);
            opened.Snapshots.DeleteUnlisted();
            FileOperations.SyncFolder(folder);
            return opened;
        }
        catch (Exception error)
        {
            columns?.Dispose();
            control?.Dispose();
            folderLock.Dispose();
            if (error is DuckDbException or SqliteException or IOException or UnauthorizedAccessException)
            {
                throw new StorageException($"The data folder {folder} could not be opened: {error.Message}", error);
            }
            throw;
        }
    }

    private static void Reconcile(string folder, ControlStore control, ColumnStore columns, IncidentLog incidents)
    {
        bool strangers = columns.FolderId.Length > 0 && columns.FolderId != control.FolderId;
        if (columns.LastCommit > 0 && (strangers || columns.LastCommit > control.LastCommit + 1))
        {
            string found = strangers ? "is missing or of another folder" : $"ends at commit {control.LastCommit}";
            string earlier = string.Concat(incidents.Snapshot().Select(incident => $" {incident}"));
            throw new StorageException(
                $"{folder}: the control store ({ControlStore.FileName}) {found}, but the measurements reach commit {columns.LastCommit}. "
                + $"Put the right {ControlStore.FileName} back, or run `isobar repair --data {folder}`, which derives it from the measurements.{earlier}");
        }
        if (columns.LastCommit < control.LastCommit)
        {
            incidents.Add(new(
                System.IO.Path.Combine(folder, ColumnStore.HotFileName),
                $"The measurements end at commit {columns.LastCommit}, but {control.LastCommit} were acknowledged: the rows between are lost."));
        }
        columns.Bind(control.FolderId, control.LastCommit);
    }

    private void Heal()
    {
        if (!_failed)
        {
            return;
        }
        _control.Touch();
        _columns.Reopen();
        _columns.Bind(_control.FolderId, _control.LastCommit);
        _failed = false;
    }
}
