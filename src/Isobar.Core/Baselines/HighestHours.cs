namespace Isobar.Core.Baselines;

/// <summary>
/// The hourly quantiles of an input of a few days, to say how high they go outside of a window's surroundings: without days enough for a season, that is the best that is
/// known of an evening.
/// </summary>
internal sealed class HighestHours
{
    /// <summary>Hours before and after a window that do not count: a fault is not its own baseline.</summary>
    public const int Surroundings = 2;

    private readonly long _firstHour;
    private readonly int _hours;
    private readonly StratumHours?[] _strata;

    /// <param name="first">The first day.</param>
    /// <param name="last">The last day.</param>
    /// <param name="strata">Number of strata.</param>
    public HighestHours(DateOnly first, DateOnly last, int strata)
    {
        _firstHour = SlotClock.StartHour(first);
        _hours = (last.DayNumber - first.DayNumber + 1) * DaySummary.Hours;
        _strata = new StratumHours?[strata];
    }

    /// <summary>Takes the hours of a stratum.</summary>
    public void Add(int number, ReadOnlySpan<DaySummary> days)
    {
        StratumHours hours = new();
        foreach (DaySummary day in days)
        {
            int start = (int)(SlotClock.StartHour(day.Day) - _firstHour);
            Copy(day.Rtt, start, ref hours.RttP50, ref hours.RttP90);
            Copy(day.Ttfb, start, ref hours.TtfbP50, ref hours.TtfbP90);
        }
        _strata[number] = hours;
    }

    /// <summary>Offsets of the highest hour of RTT from the levels; unknown where no hour counts.</summary>
    public PeakOffsets Rtt(int number, long hour, in DayQuantiles levels) =>
        number < _strata.Length && _strata[number] is { } hours ? Highest(hours.RttP50, hours.RttP90, hour, levels) : PeakOffsets.Unknown;

    /// <summary>Offsets of the highest hour of TTFB from the levels.</summary>
    public PeakOffsets Ttfb(int number, long hour, in DayQuantiles levels) =>
        number < _strata.Length && _strata[number] is { } hours ? Highest(hours.TtfbP50, hours.TtfbP90, hour, levels) : PeakOffsets.Unknown;

    private void Copy(DayTimes times, int start, ref ushort[]? p50, ref ushort[]? p90)
    {
        if (times.Samples > 0)
        {
            p50 ??= new ushort[_hours];
            p90 ??= new ushort[_hours];
            times.HourP50.CopyTo(p50, start);
            times.HourP90.CopyTo(p90, start);
        }
    }

    private PeakOffsets Highest(ushort[]? p50, ushort[]? p90, long hour, in DayQuantiles levels)
    {
        if (p50 is null || p90 is null)
        {
            return PeakOffsets.Unknown;
        }
        int at = (int)(hour - _firstHour), day = at / DaySummary.Hours;
        (int other50, int other90, int others) = (0, 0, 0);
        (int same50, int same90, int same) = (0, 0, 0);
        for (int i = 0; i < _hours; i++)
        {
            if (p50[i] == 0 || Math.Abs(i - at) <= Surroundings)
            {
                continue;
            }
            if (i / DaySummary.Hours == day)
            {
                (same50, same90, same) = (Math.Max(same50, p50[i]), Math.Max(same90, p90[i]), same + 1);
            }
            else
            {
                (other50, other90, others) = (Math.Max(other50, p50[i]), Math.Max(other90, p90[i]), others + 1);
            }
        }
        // An input that begins an hour before midnight has another day, but nothing that a noon could be compared with.
        if (others < (same + 1) / 2)
        {
            (other50, other90) = (Math.Max(other50, same50), Math.Max(other90, same90));
        }
        return other50 == 0
            ? PeakOffsets.Unknown
            : new() { P50 = SeasonOffsets.Of(other50 - levels[DayQuantiles.P50]), P90 = SeasonOffsets.Of(other90 - levels[DayQuantiles.P90]) };
    }

    private sealed class StratumHours
    {
        public ushort[]? RttP50;
        public ushort[]? RttP90;
        public ushort[]? TtfbP50;
        public ushort[]? TtfbP90;
    }
}
