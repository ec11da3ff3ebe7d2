namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>
/// A level of a pair's round-trip time that differs from what it was and has stayed: what its baseline is from now on. Without it a change
/// of route would be a health event for a month.
/// </summary>
/// <param name="StartHour">First hour of the level, counted from 1970.</param>
/// <param name="MedianBefore">Level of the hourly medians before, milliseconds.</param>
/// <param name="MedianAfter">Level of the hourly medians since, milliseconds.</param>
/// <param name="HighBefore">Level of the hourly p90 before, milliseconds.</param>
/// <param name="HighAfter">Level of the hourly p90 since, milliseconds.</param>
public readonly record struct NewNormal(long StartHour, double MedianBefore, double MedianAfter, double HighBefore, double HighAfter)
{
    /// <summary>How long a level must have stayed, hours, free of failures.</summary>
    public const int HoursToStay = 48;
    private const int SameChangeHours = 3;

    /// <summary>
    /// The latest lasting change of level of a pair, if its history shows one. The answer depends only on the history, so it can be asked anew every hour and
    /// keeps no state; once the change is taken over, hours before <see cref="StartHour"/> no longer belong to the history.
    /// </summary>
    /// <param name="history">The pair's hours, in order, up to now; hours without traffic are left out.</param>
    /// <param name="nowHour">The hour that has just ended, counted from 1970.</param>
    /// <param name="rules">What counts as a change of level.</param>
    /// <returns>
    /// Null while there is no change, or it has not stayed long enough, or there were failures since. After a fault that went away this is the return to the
    /// old level, which a baseline built from medians already has.
    /// </returns>
    public static NewNormal? Find(ReadOnlySpan<HourlyLevel> history, long nowHour, ChangePointRules rules)
    {
        double[] medians = new double[history.Length];
        double[] highs = new double[history.Length];
        for (int i = 0; i < history.Length; i++)
        {
            medians[i] = history[i].Median;
            highs[i] = history[i].High;
        }
        IReadOnlyList<ChangePoint> medianChanges = ChangePointFinder.Find(medians, rules);
        IReadOnlyList<ChangePoint> highChanges = ChangePointFinder.Find(highs, rules);
        int start = Math.Max(LastBefore(medianChanges, int.MaxValue), LastBefore(highChanges, int.MaxValue));
        if (start == 0 || nowHour - history[start].Hour + 1 < HoursToStay || !StayedWell(history[start..]))
        {
            return null;
        }
        // Both quantiles rarely turn in the very same hour: changes that close together are one.
        int before = start - SameChangeHours;
        int from = Math.Max(LastBefore(medianChanges, before), LastBefore(highChanges, before));
        double[] scratch = new double[history.Length];
        return new NewNormal(
            history[start].Hour,
            RobustLevel.Of(medians.AsSpan(from..start), scratch).Median,
            RobustLevel.Of(medians.AsSpan(start), scratch).Median,
            RobustLevel.Of(highs.AsSpan(from..start), scratch).Median,
            RobustLevel.Of(highs.AsSpan(start), scratch).Median);
    }

    /// <summary>Index of the last change before a limit; 0 where there is none.</summary>
    private static int LastBefore(IReadOnlyList<ChangePoint> changes, int limit)
    {
        int last = 0;
        foreach (ChangePoint change in changes)
        {
            last = change.Index < limit ? (int)change.Index : last;
        }
        return last;
    }

    private static bool StayedWell(ReadOnlySpan<HourlyLevel> since)
    {
        foreach (HourlyLevel hour in since)
        {
            if (hour.Failed)
            {
                return false;
            }
        }
        return true;
    }
}
