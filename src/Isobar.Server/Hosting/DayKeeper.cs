using Isobar.Storage;

namespace Isobar.Server.Hosting;

/// <summary>Moves days whose windows are all sealed into files of their own, and deletes what is older than the retention. What fails is tried again.</summary>
internal sealed class DayKeeper(DataFolder folder, int retentionDays)
{
    /// <summary>The days that baselines look back, and the one that is under way.</summary>
    private const int SummaryDays = 31;

    /// <summary>How long events that are over are kept, as the original service does.</summary>
    private const int EventDays = 400;

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

    /// <summary>Tallies and measurements go by the setting; the days behind baselines and the events, which take little room, have their own.</summary>
    private RetentionCutoffs Cutoffs(DateTimeOffset now)
    {
        long Before(int days) => (now - TimeSpan.FromDays(days)).ToUnixTimeSeconds();
        return new()
        {
            Tallies = Before(_retentionDays),
            Measurements = Before(_retentionDays),
            DaySummaries = Before(SummaryDays),
            HealthEvents = Before(EventDays),
            InternetEvents = Before(EventDays),
            EventGroups = Before(EventDays),
        };
    }

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
                int before = folder.SealedDays.Count;
                folder.RollOver(openDay);
                // Summaries and measurements have files of their own, which are no further days.
                DaysRolled += folder.SealedDays.Count - before;
                _rolledBefore = openDay;
            }
            // Not while history is read: a day must be summed for baselines before its tallies go.
            if (today > _expiredOn && openDay >= today)
            {
                folder.ApplyRetention(Cutoffs(now));
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
