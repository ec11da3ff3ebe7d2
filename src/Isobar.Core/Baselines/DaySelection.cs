namespace Isobar.Core.Baselines;

/// <summary>Which days of a history count for the baseline of one day.</summary>
/// <param name="Today">The day that the baseline is for.</param>
/// <param name="First">The first day that counts.</param>
/// <param name="Last">The last day that counts.</param>
/// <param name="IsTodayIn">Whether the day itself counts: only where there is no other.</param>
/// <param name="IsShort">Whether there are too few days to compare days: hours are compared instead, and there are no seasons.</param>
internal readonly record struct DaySelection(DateOnly Today, DateOnly First, DateOnly Last, bool IsTodayIn, bool IsShort)
{
    /// <summary>The days before, as live.</summary>
    public static DaySelection Before(DateOnly today, int days) => new(today, today.AddDays(-days), today.AddDays(-1), false, false);

    /// <summary>Whether a day counts.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last && (day != Today || IsTodayIn);

    /// <summary>The bit of a day in masks of days.</summary>
    public uint Bit(DateOnly day) => 1u << (day.DayNumber - First.DayNumber);

    /// <summary>Days between today and another day.</summary>
    public int Distance(DateOnly day) => Math.Abs(Today.DayNumber - day.DayNumber);
}
