namespace Isobar.Core.Baselines;

/// <summary>
/// The 48 slots of a week in which traffic is alike: each hour on weekdays and at weekends, by solar time (UTC + longitude / 15 h), as time zones are politics and
/// change. For one city-network that is a slot for each UTC hour; between members of a group it is the time of day that their users share, not the instant: New
/// York and Los Angeles have their evening peaks three hours apart.
/// </summary>
internal static class SlotClock
{
    /// <summary>Number of slots: weekdays first.</summary>
    public const int Slots = 48;

    private const int HoursInWeek = 168;

    /// <summary>1970-01-01 was a Thursday: hours from the Monday before.</summary>
    private const long ThursdayHour = 72;

    private const int DaySeconds = 86_400;

    private static readonly int s_epochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    /// <summary>Start of a day, seconds since 1970.</summary>
    public static long StartSeconds(DateOnly day) => (day.DayNumber - (long)s_epochDay) * DaySeconds;

    /// <summary>The UTC day that holds a time.</summary>
    public static DateOnly DayOf(long seconds) => DateOnly.FromDayNumber((int)((seconds - Modulo(seconds, DaySeconds)) / DaySeconds + s_epochDay));

    /// <summary>Hours since 1970 at the start of a day.</summary>
    public static long StartHour(DateOnly day) => StartSeconds(day) / 3600;

    /// <summary>Hour since 1970 that holds a time.</summary>
    public static long HourOf(long seconds) => (seconds - Modulo(seconds, 3600)) / 3600;

    /// <summary>Hour of the UTC day, 0 to 23.</summary>
    public static int HourOfDay(long hour) => (int)Modulo(hour, DaySummary.Hours);

    /// <summary>The whole hours by which solar time is ahead of UTC, -12 to 12; 0 where the longitude is not known.</summary>
    public static sbyte SolarOffset(double longitudeDegrees) =>
        double.IsFinite(longitudeDegrees) ? (sbyte)Math.Clamp(Math.Round(longitudeDegrees / 15), -12, 12) : (sbyte)0;

    /// <summary>The slot of an hour since 1970.</summary>
    public static int SlotOf(long hour, sbyte solarOffset)
    {
        int solar = (int)Modulo(hour + solarOffset + ThursdayHour, HoursInWeek);
        return solar % DaySummary.Hours + (solar >= 5 * DaySummary.Hours ? DaySummary.Hours : 0);
    }

    private static long Modulo(long value, long divisor)
    {
        long rest = value % divisor;
        return rest < 0 ? rest + divisor : rest;
    }
}
