using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Core.Baselines;

/// <summary>
/// Takes over lasting changes of level: a new route or other users behind the same city-network would else be a drop until half of the month has passed.
/// </summary>
public static class NewNormals
{
    /// <summary>Whole days at the end of the history that must agree: the 48 hours that a level must have stayed.</summary>
    private const int LatestDays = 2;

    private const int FewestDays = LatestDays + 2;

    /// <summary>Changes smaller than this are within every margin and are left to the median of the days.</summary>
    private const double SmallestRatio = 0.03;
    private const double SmallestMicros = 1_500;

    /// <summary>Looks at the round-trip times of all strata, and adopts the levels that have stayed.</summary>
    /// <param name="table">The table, derived for the day.</param>
    /// <param name="history">Each stratum at most once.</param>
    /// <param name="today">The day that the table was derived for.</param>
    /// <returns>How many levels were adopted.</returns>
    public static int Adopt(BaselineTable table, IEnumerable<StratumHistory> history, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(history);
        int adopted = 0;
        long nowHour = SlotClock.StartHour(today) - 1;
        List<HourlyLevel> hours = [];
        foreach (StratumHistory stratum in history)
        {
            int number = table.Find(stratum.Key);
            // What was before a level that has been adopted is no longer compared with: the same change would be found anew every day.
            ReadOnlySpan<DaySummary> days = number < 0 ? [] : Since(stratum.Days.Span, table.LevelSince(number));
            if (!HasMoved(days))
            {
                continue;
            }
            Read(days, hours);
            if (NewNormal.Find(hours.ToArray(), nowHour, ChangePointRules.Offline) is { } change)
            {
                table.AdoptLevel(number, change.StartHour * 3600, stratum);
                adopted++;
            }
        }
        return adopted;
    }

    /// <summary>Whether the latest days all lie on one side of the days before: a cheap look that spares nearly all strata the search for change points.</summary>
    private static bool HasMoved(ReadOnlySpan<DaySummary> days)
    {
        if (days.Length < FewestDays)
        {
            return false;
        }
        List<double> medians = [], highs = [];
        foreach (DaySummary day in days)
        {
            if (day.Rtt.Samples >= DayTimes.FewestHourSamples)
            {
                medians.Add(TimeScale.Micros(day.Rtt.Quantiles[DayQuantiles.P50]));
                highs.Add(TimeScale.Micros(day.Rtt.Quantiles[DayQuantiles.P90]));
            }
        }
        return HasMoved(medians) || HasMoved(highs);
    }

    private static bool HasMoved(List<double> daily)
    {
        if (daily.Count < FewestDays)
        {
            return false;
        }
        double usual = daily.Order().ElementAt(daily.Count / 2);
        double least = Math.Max(SmallestMicros, SmallestRatio * usual);
        List<double> latest = daily[^LatestDays..];
        return latest.TrueForAll(value => value - usual > least) || latest.TrueForAll(value => usual - value > least);
    }

    private static ReadOnlySpan<DaySummary> Since(ReadOnlySpan<DaySummary> days, DateOnly first)
    {
        int at = 0;
        while (at < days.Length && days[at].Day < first)
        {
            at++;
        }
        return days[at..];
    }

    private static void Read(ReadOnlySpan<DaySummary> days, List<HourlyLevel> hours)
    {
        hours.Clear();
        foreach (DaySummary day in days)
        {
            long first = SlotClock.StartHour(day.Day);
            for (int hour = 0; hour < DaySummary.Hours; hour++)
            {
                if (day.Rtt.HourP50[hour] != 0)
                {
                    hours.Add(new(
                        first + hour, TimeScale.Micros(day.Rtt.HourP50[hour]) / 1000, TimeScale.Micros(day.Rtt.HourP90[hour]) / 1000, HasFailed(day, hour)));
                }
            }
        }
    }

    /// <summary>A tenth of the votes failed: a level that comes with failures is no normal one.</summary>
    private static bool HasFailed(DaySummary day, int hour) => day.NetworkFailedVotes[hour] * 10 > day.Votes[hour];
}
