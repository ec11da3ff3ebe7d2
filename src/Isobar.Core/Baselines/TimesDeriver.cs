using System.Numerics;
using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>Derives levels and seasons of one stream of times from daily summaries.</summary>
internal sealed class TimesDeriver
{
    private const int MostDays = 32;
    private const int FewestWholeDays = 3;

    /// <summary>1 / Φ⁻¹(0.75), squared: makes the squared median deviation of a normal distribution its variance.</summary>
    private const double MadToVariance = 1.4826 * 1.4826;

    private readonly BaselineSettings _settings;
    private readonly DaySelection _selection;
    private readonly SlotTable _slots;
    private readonly List<DaySummary> _whole = [];
    private readonly int[] _values = new int[MostDays];
    private readonly int[] _slotP50 = new int[SlotClock.Slots * MostDays];
    private readonly int[] _slotP90 = new int[SlotClock.Slots * MostDays];

    /// <param name="settings">The numbers.</param>
    /// <param name="selection">The days that count.</param>
    /// <param name="slots">Slots of their hours.</param>
    public TimesDeriver(BaselineSettings settings, DaySelection selection, SlotTable slots)
    {
        _settings = settings;
        _selection = selection;
        _slots = slots;
    }

    /// <summary>Derives one stream.</summary>
    /// <param name="days">The days of the history that count.</param>
    /// <param name="times">Takes the stream from a day.</param>
    /// <param name="levelSince">Levels and seasons use days from this one on; earlier ones count as samples only (a new normal).</param>
    /// <param name="solarOffset">Solar time of the city-network.</param>
    /// <param name="own">Takes the result.</param>
    public void Derive(ReadOnlySpan<DaySummary> days, Func<DaySummary, DayTimes> times, DateOnly levelSince, sbyte solarOffset, OwnTimes own)
    {
        own.Clear();
        int first = days.Length;
        for (int i = days.Length - 1; i >= 0; i--)
        {
            long samples = times(days[i]).Samples;
            own.Samples += samples;
            own.DayMask |= samples > 0 ? _selection.Bit(days[i].Day) : 0;
            first = days[i].Day >= levelSince ? i : first;
        }
        // A new normal that began today has no day of its own yet: the last one is the nearest there is.
        days = days[Math.Min(first, Math.Max(days.Length - 1, 0))..];
        ReadOnlySpan<DaySummary> whole = Whole(days);
        for (int quantile = 0; quantile < DayQuantiles.Count; quantile++)
        {
            int count = Gather(whole, times, quantile);
            if (count == 0)
            {
                continue;
            }
            Span<int> values = _values.AsSpan(0, count);
            int level = Medians.Take(values);
            own.Levels[quantile] = (ushort)level;
            if (quantile == DayQuantiles.P50)
            {
                own.WobbleP50 = Variance(values, level);
            }
            else if (quantile == DayQuantiles.P90)
            {
                own.WobbleP90 = Variance(values, level);
                own.LevelDays = count;
            }
        }
        if (own.HasLevels)
        {
            DeriveSeason(days, times, solarOffset, own);
        }
    }

    /// <summary>
    /// The days of which at least half was observed: the quantiles of a single evening are not those of a day. All of them where such days are too few.
    /// </summary>
    private ReadOnlySpan<DaySummary> Whole(ReadOnlySpan<DaySummary> days)
    {
        _whole.Clear();
        foreach (DaySummary day in days)
        {
            if (BitOperations.PopCount(day.Observed) >= DaySummary.Hours / 2)
            {
                _whole.Add(day);
            }
        }
        return _whole.Count >= FewestWholeDays ? CollectionsMarshal.AsSpan(_whole) : days;
    }

    private int Gather(ReadOnlySpan<DaySummary> days, Func<DaySummary, DayTimes> times, int quantile)
    {
        int count = 0;
        foreach (DaySummary day in days)
        {
            int place = times(day).Quantiles[quantile];
            if (place != 0)
            {
                _values[count++] = place;
            }
        }
        return count;
    }

    /// <summary>Squared median deviation of the values, scaled to a variance.</summary>
    private static long Variance(Span<int> values, int level)
    {
        if (values.Length < 3)
        {
            return 0;
        }
        foreach (ref int value in values)
        {
            value = Math.Abs(value - level);
        }
        double deviation = Medians.Take(values);
        return (long)(deviation * deviation * MadToVariance);
    }

    private void DeriveSeason(ReadOnlySpan<DaySummary> days, Func<DaySummary, DayTimes> times, sbyte solarOffset, OwnTimes own)
    {
        int levelP50 = own.Levels[DayQuantiles.P50], levelP90 = own.Levels[DayQuantiles.P90];
        foreach (DaySummary day in days)
        {
            DayTimes stream = times(day);
            ReadOnlySpan<byte> slots = _slots.Of(day.Day, solarOffset);
            for (int i = 0; i < DaySummary.Hours; i++)
            {
                if (stream.HourP50[i] == 0)
                {
                    continue;
                }
                int slot = slots[i];
                int at = slot * MostDays + own.SlotDays[slot]++;
                _slotP50[at] = stream.HourP50[i] - levelP50;
                _slotP90[at] = stream.HourP90[i] - levelP90;
                own.SlotSamples[slot] += stream.HourSamples[i];
            }
        }
        int peakP50 = int.MinValue, peakP90 = int.MinValue;
        for (int slot = 0; slot < SlotClock.Slots; slot++)
        {
            int count = own.SlotDays[slot];
            if (count == 0)
            {
                continue;
            }
            int p50 = Medians.Take(_slotP50.AsSpan(slot * MostDays, count)), p90 = Medians.Take(_slotP90.AsSpan(slot * MostDays, count));
            own.SeasonP50[slot] = SeasonOffsets.Of(p50);
            own.SeasonP90[slot] = SeasonOffsets.Of(p90);
            // With one day in a slot that is the highest hour itself; later, one bad hour no longer makes weekends blind that nobody has seen yet.
            if (own.SlotSamples[slot] >= (long)_settings.PeakHourSamples * count)
            {
                (peakP50, peakP90) = (Math.Max(peakP50, p50), Math.Max(peakP90, p90));
            }
        }
        if (peakP50 != int.MinValue)
        {
            own.Peak = new() { P50 = SeasonOffsets.Of(peakP50), P90 = SeasonOffsets.Of(peakP90) };
        }
    }
}
