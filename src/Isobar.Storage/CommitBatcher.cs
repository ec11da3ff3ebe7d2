using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Storage;

/// <summary>
/// Gathers sealed windows into commits worth their cost: a commit has a fixed price of a few milliseconds, and a sparse log has thousands of windows of a
/// few rows. For one thread. What is gathered is not durable until a flush has returned its commit number; after a failed flush it is still gathered.
/// </summary>
/// <param name="folder">Where to commit.</param>
/// <param name="rowLimit">Rows that make a commit at once.</param>
/// <param name="delay">How long the oldest gathered window may wait; null means one second.</param>
public sealed class CommitBatcher(DataFolder folder, int rowLimit = CommitBatcher.DefaultRowLimit, TimeSpan? delay = null)
{
    /// <summary>Rows that make a commit: at about a million rows a second, the price of the commit itself is a few per cent then.</summary>
    public const int DefaultRowLimit = 200_000;

    private readonly TimeSpan _delay = delay ?? TimeSpan.FromSeconds(1);
    private readonly List<TallyBatch> _batches = [];
    private readonly Dictionary<CityNetworkId, CityNetwork> _names = [];
    private readonly List<(short Shard, long WindowStart)> _windows = [];
    private readonly SortedDictionary<string, SourceCheckpoint> _checkpoints = new(StringComparer.Ordinal);
    private TimeSpan? _since;

    /// <summary>Rows gathered and not yet committed.</summary>
    public int PendingRows { get; private set; }

    /// <summary>
    /// Adds sealed windows; the batch must not be changed afterwards. Commits when enough rows are gathered or the oldest has waited long enough.
    /// </summary>
    /// <param name="batch">Their rows.</param>
    /// <param name="names">Names of the rows' city-networks.</param>
    /// <param name="sealedWindows">The windows.</param>
    /// <param name="checkpoints">Checkpoints that changed; of one source the last counts.</param>
    /// <param name="now">The caller's clock; any origin that rises.</param>
    /// <returns>The commit's number, or null when it waits for more.</returns>
    public long? Add(
        TallyBatch batch,
        IEnumerable<CityNetwork> names,
        IEnumerable<(short Shard, long WindowStart)> sealedWindows,
        IEnumerable<SourceCheckpoint> checkpoints,
        TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(sealedWindows);
        ArgumentNullException.ThrowIfNull(checkpoints);
        if (batch.Count > 0)
        {
            _batches.Add(batch);
            PendingRows += batch.Count;
        }
        foreach (CityNetwork name in names)
        {
            _names[name.Id] = name;
        }
        _windows.AddRange(sealedWindows);
        foreach (SourceCheckpoint checkpoint in checkpoints)
        {
            _checkpoints[checkpoint.Source] = checkpoint;
        }
        _since ??= now;
        return PendingRows >= rowLimit ? Flush() : FlushIfDue(now);
    }

    /// <summary>Commits when the oldest gathered window has waited long enough; to be called on a timer, as no further window may come.</summary>
    public long? FlushIfDue(TimeSpan now) => _since is TimeSpan since && now - since >= _delay ? Flush() : null;

    /// <summary>Commits what is gathered; null when there is nothing.</summary>
    public long? Flush()
    {
        if (_since is null)
        {
            return null;
        }
        long number = folder.Commit(_batches, [.. _names.Values], _windows, [.. _checkpoints.Values]);
        _batches.Clear();
        _names.Clear();
        _windows.Clear();
        _checkpoints.Clear();
        PendingRows = 0;
        _since = null;
        return number;
    }
}
