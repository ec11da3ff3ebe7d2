using Isobar.Storage;

namespace Isobar.Server.Hosting;

/// <summary>
/// Stores sealed windows with the checkpoints that belong to them. Where the store fails (a full disk), they are kept and tried again with growing delays; until
/// then nothing further may be sealed, so there is one commit to keep at most.
/// </summary>
internal sealed class CommitQueue(DataFolder folder, TimeProvider time)
{
    private static readonly TimeSpan s_firstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longestDelay = TimeSpan.FromMinutes(1);

    private Pending? _pending;
    private DateTimeOffset _retryAt;
    private TimeSpan _delay = s_firstDelay;

    /// <summary>Whether nothing waits to be stored.</summary>
    public bool IsIdle => _pending is null;

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Commits made.</summary>
    public long Commits { get; private set; }

    /// <summary>Attempts that failed.</summary>
    public long Failures { get; private set; }

    /// <summary>Windows stored.</summary>
    public long Windows { get; private set; }

    /// <summary>How long commits took, failed ones included, seconds.</summary>
    public DurationHistogram Durations { get; } = new();

    /// <summary>Takes windows to store; only when idle.</summary>
    /// <param name="content">All that is to be stored with them.</param>
    /// <param name="windows">Number of windows.</param>
    /// <param name="now">The clock.</param>
    public void Add(CommitContent content, int windows, DateTimeOffset now)
    {
        if (_pending is not null)
        {
            throw new InvalidOperationException("Windows were sealed while others waited to be stored.");
        }
        _pending = new(content, windows);
        _retryAt = now;
    }

    /// <summary>Stores what waits, when its time has come; true when something was stored.</summary>
    public bool Poll(DateTimeOffset now)
    {
        if (_pending is null || now < _retryAt)
        {
            return false;
        }
        long started = time.GetTimestamp();
        try
        {
            folder.Commit(_pending.Content);
            Commits++;
            Windows += _pending.Windows;
            _pending = null;
            _delay = s_firstDelay;
            Fault = null;
            return true;
        }
        catch (StorageException error)
        {
            Failures++;
            Fault = error.Message;
            _retryAt = now + _delay;
            _delay = _delay * 2 < s_longestDelay ? _delay * 2 : s_longestDelay;
            return false;
        }
        finally
        {
            Durations.Add(time.GetElapsedTime(started).TotalSeconds);
        }
    }

    private sealed record Pending(CommitContent Content, int Windows);
}
