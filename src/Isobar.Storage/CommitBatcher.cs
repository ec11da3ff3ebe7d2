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
    private readonly List<CommitContent> _gathered = [];
    private TimeSpan? _since;

    /// <summary>Rows of columns gathered and not yet committed.</summary>
    public int PendingRows { get; private set; }

    /// <summary>
    /// Adds content, which must not be changed afterwards. Commits when enough rows are gathered or the oldest content has waited long enough.
    /// </summary>
    /// <param name="content">What to store; a later word on the same thing is the one that counts.</param>
    /// <param name="now">The caller's clock; any origin that rises.</param>
    /// <returns>The commit's number, or null when it waits for more.</returns>
    public long? Add(CommitContent content, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(content);
        _gathered.Add(content);
        PendingRows += content.Tallies.Sum(batch => batch.Count) + content.Measurements.Sum(batch => batch.Count)
            + content.DaySummaries.Sum(batch => batch.Count) + content.Metrics.Sum(batch => batch.Count);
        _since ??= now;
        return PendingRows >= rowLimit ? Flush() : FlushIfDue(now);
    }

    /// <summary>Commits when the oldest gathered content has waited long enough; to be called on a timer, as no further content may come.</summary>
    public long? FlushIfDue(TimeSpan now) => _since is TimeSpan since && now - since >= _delay ? Flush() : null;

    /// <summary>Commits what is gathered; null when there is nothing.</summary>
    public long? Flush()
    {
        if (_since is null)
        {
            return null;
        }
        long number = folder.Commit(CommitContent.Join(_gathered));
        _gathered.Clear();
        PendingRows = 0;
        _since = null;
        return number;
    }
}
