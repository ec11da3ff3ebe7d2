using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;
using Isobar.Storage.Columns;
using Isobar.Storage.Events;
using Isobar.Storage.Measurements;
using Isobar.Storage.Metrics;
using Isobar.Storage.Traffic;

namespace Isobar.Storage;

/// <summary>What a commit must fulfil before anything of it is written; a fault here is the caller's bug.</summary>
internal static class CommitChecks
{
    // Years 1 to 9999, which calendars (and day files' names) can express.
    private static readonly long s_first = SealedDay.DayOf(DateOnly.MinValue) * SealedDay.Seconds;
    private static readonly long s_last = (SealedDay.DayOf(DateOnly.MaxValue) + 1) * SealedDay.Seconds - 1;

    /// <summary>Checks all that a commit is to store.</summary>
    public static void Check(CommitContent content)
    {
        CheckTallies(content.Tallies, content.SealedWindows);
        foreach (MeasurementBatch batch in content.Measurements)
        {
            MeasurementAppender.Check(batch);
            CheckCalendar(batch.WindowStart, $"monitor {batch.MonitorName}");
        }
        foreach (MetricBatch batch in content.Metrics)
        {
            MetricAppender.Check(batch);
            CheckCalendar(batch.Timestamp, "metrics");
        }
        foreach (DaySummaryBatch batch in content.DaySummaries)
        {
            DaySummaryAppender.Check(batch);
        }
        CheckEvents(content.HealthEvents, nameof(content.HealthEvents));
        CheckEvents(content.InternetEvents, nameof(content.InternetEvents));
        CheckEvents(content.EventGroups, nameof(content.EventGroups));
        string? twice = content.Snapshots.CountBy(snapshot => snapshot.Name).FirstOrDefault(pair => pair.Value > 1).Key;
        if (twice is not null)
        {
            throw new ArgumentException($"The snapshot `{twice}` is given twice.", nameof(content));
        }
    }

    /// <summary>Columns of equal length, windows a calendar can express, and each row in a window that the commit seals.</summary>
    private static void CheckTallies(IReadOnlyList<TallyBatch> batches, IReadOnlyList<(short Shard, long WindowStart)> sealedWindows)
    {
        var windows = new HashSet<(short, long)>(sealedWindows);
        CheckCalendar(sealedWindows.Select(window => window.WindowStart), "a shard");
        foreach (TallyBatch batch in batches)
        {
            TallyAppender.Check(batch);
            (short, long)? last = null;
            for (int row = 0; row < batch.Count; row++)
            {
                (short Shard, long Start) window = (batch.Shard[row], batch.WindowStart[row]);
                // Rows are in the order of windows, so most repeat the one before.
                if (window != last && !windows.Contains(window))
                {
                    throw new ArgumentException(
                        $"Row {row} belongs to window {window.Start} of shard {window.Shard}, which this commit does not seal.", nameof(batches));
                }
                last = window;
            }
        }
    }

    private static void CheckCalendar(IEnumerable<long> windows, string owner)
    {
        foreach (long start in windows)
        {
            if (start < s_first || start > s_last)
            {
                throw new ArgumentException($"Window {start} of {owner} lies outside the years 1 to 9999.", nameof(windows));
            }
        }
    }

    private static void CheckEvents(IReadOnlyList<EventRow> events, string name)
    {
        foreach (EventRow row in events)
        {
            if (row.EventId.Length == 0 || row.EndedAt < row.StartedAt)
            {
                throw new ArgumentException($"The event `{row.EventId}` ends at {row.EndedAt}, before its start at {row.StartedAt}, or has no id.", name);
            }
        }
    }
}
