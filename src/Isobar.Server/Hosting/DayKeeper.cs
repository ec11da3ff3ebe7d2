using Isobar.Storage;

namespace Isobar.Server.Hosting;

/// <summary>Moves days whose windows are all sealed into files of their own, and deletes what is older than the retention. What fails is tried again.</summary>
internal sealed class DayKeeper(DataFolder folder, int retentionDays)
{
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMinutes(1);

    private DateOnly _rolledBefore = DateOnly.MinValue;
    private DateOnly _expiredOn = DateOnly.MinValue;
    private DateTimeOffset _retryAt = DateTimeOffset.MinValue;
    private int _retentionDays = retentionDays;

    /// <summary>How long tallies are kept, days; a new value takes effect at the next <see cref="Poll"/>.</summary>
    public int RetentionDays
    {
        get => _retentionDays;
        set
        {
            _expiredOn = value == _retentionDays ? _expiredOn : DateOnly.MinValue;
            _retentionDays = value;
        }
    }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Fault { get; private set; }

    /// <summary>Days written to files of their own.</summary>
    public long DaysRolled { get; private set; }

    /// <summary>Does what has fallen due.</summary>
    /// <param name="openFrom">Start of the first window that is not stored.</param>
    /// <param name="now">The clock.</param>
    public void Poll(DateTimeOffset openFrom, DateTimeOffset now)
    {
        if (now < _retryAt)
        {
            return;
        }
        try
        {
            DateOnly openDay = DateOnly.FromDateTime(openFrom.UtcDateTime), today = DateOnly.FromDateTime(now.UtcDateTime);
            if (openDay > _rolledBefore)
            {
                DaysRolled += folder.RollOver(openDay);
                _rolledBefore = openDay;
            }
            if (today > _expiredOn)
            {
                folder.ApplyRetention((now - TimeSpan.FromDays(_retentionDays)).ToUnixTimeSeconds());
                _expiredOn = today;
            }
            Fault = null;
        }
        catch (StorageException error)
        {
            Fault = error.Message;
            _retryAt = now + s_retryDelay;
        }
    }
}
