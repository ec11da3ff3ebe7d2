using System.Runtime.CompilerServices;

namespace Isobar.Core.Baselines;

/// <summary>A pair's own season of one day: offsets by UTC hour, half buckets, or <see cref="SeasonOffsets.Unknown"/>.</summary>
internal struct OwnSeason
{
    /// <summary>Of the median.</summary>
    public HourOffsets P50;

    /// <summary>Of the 90th percentile.</summary>
    public HourOffsets P90;

    /// <summary>Today's hours of a stratum's season, those that are well enough known; false when none is.</summary>
    public static bool TryTake(OwnTimes own, DateOnly today, sbyte solarOffset, BaselineSettings settings, out OwnSeason season)
    {
        season = default;
        bool any = false;
        long start = SlotClock.StartHour(today);
        for (int hour = 0; hour < DaySummary.Hours; hour++)
        {
            int slot = SlotClock.SlotOf(start + hour, solarOffset);
            bool isKnown = own.SlotDays[slot] >= settings.OwnSeasonDays && own.SlotSamples[slot] >= settings.OwnSeasonSamples;
            season.P50[hour] = isKnown ? own.SeasonP50[slot] : SeasonOffsets.Unknown;
            season.P90[hour] = isKnown ? own.SeasonP90[slot] : SeasonOffsets.Unknown;
            any |= isKnown;
        }
        return any;
    }
}

/// <summary>One offset for each hour of a day.</summary>
[InlineArray(DaySummary.Hours)]
internal struct HourOffsets
{
    private sbyte _first;
}
