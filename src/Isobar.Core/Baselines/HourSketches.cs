using System.Numerics;
using Isobar.Core.Sketches;

namespace Isobar.Core.Baselines;

/// <summary>The sketches of one stream by hour of a day: bytes, but for the hour that is being added to.</summary>
internal sealed class HourSketches
{
    private readonly byte[]?[] _written = new byte[DaySummary.Hours][];
    private QuantileSketch? _open;
    private int _openHour = -1;

    /// <summary>Adds a written sketch; false, with nothing added, when the bytes are not one.</summary>
    public bool Add(int hour, byte[] written)
    {
        if (written.Length == 0)
        {
            return true;
        }
        if (hour != _openHour)
        {
            Close();
            if (_written[hour] is null)
            {
                // The only row of an hour (hourly sums, mostly) is kept as it came, and read when the day is summarised.
                _written[hour] = written;
                return QuantileSketch.IsWritten(written) || Forget(hour);
            }
            _open ??= new QuantileSketch();
            _open.TryMerge(_written[hour]);
            _openHour = hour;
        }
        return _open!.TryMerge(written);
    }

    /// <summary>Writes quantiles and counts of the given hours; the sketches serve as room.</summary>
    public void Summarise(uint hours, QuantileSketch hourSketch, QuantileSketch daySketch, DayTimes times)
    {
        Close();
        daySketch.Clear();
        for (; hours != 0; hours &= hours - 1)
        {
            int hour = BitOperations.TrailingZeroCount(hours);
            if (_written[hour] is not { } written)
            {
                continue;
            }
            hourSketch.Clear();
            hourSketch.TryMerge(written);
            daySketch.Merge(hourSketch);
            times.HourSamples[hour] = (int)Math.Min(hourSketch.Count, int.MaxValue);
            times.Samples += times.HourSamples[hour];
            if (hourSketch.Count >= DayTimes.FewestHourSamples)
            {
                times.HourP50[hour] = Round(Quantile(hourSketch, 50));
                times.HourP90[hour] = Math.Max(Round(Quantile(hourSketch, 90)), times.HourP50[hour]);
            }
        }
        for (int i = 0; i < DayQuantiles.Count && daySketch.Count > 0; i++)
        {
            times.Quantiles[i] = Quantile(daySketch, DayQuantiles.Percents[i]);
        }
    }

    /// <summary>
    /// The quantile by the median-unbiased rank (n + 1/3) p + 1/3 (Hyndman and Fan 1996, number 8): the lower rank that reports use would be low by a tenth of a
    /// distribution's width on days of thirty samples, and every edge with it. 0 where the rank lies outside the samples.
    /// </summary>
    private static ushort Quantile(QuantileSketch sketch, int percent)
    {
        double rank = (sketch.Count + 1.0 / 3) * percent / 100 + 1.0 / 3;
        // A percentile that is exact in decimal may miss its rank by a rounding error.
        const double tolerance = 1e-9;
        if (rank < 1 - tolerance || rank > sketch.Count + tolerance)
        {
            return 0;
        }
        // Half a value before its end is where the sketch has the value itself; between two neighbours the scale is a straight line.
        double lower = Math.Floor(Math.Min(rank, sketch.Count)), part = Math.Clamp(rank - lower, 0, 1);
        double place = sketch.PlaceOfRank(lower - 0.5);
        if (part > 0 && lower < sketch.Count)
        {
            place += part * (sketch.PlaceOfRank(lower + 0.5) - place);
        }
        return TimeScale.Of(place);
    }

    private static ushort Round(ushort place) =>
        (ushort)Math.Clamp((place + DaySummaryCodec.HourStep / 2) / DaySummaryCodec.HourStep * DaySummaryCodec.HourStep, DaySummaryCodec.HourStep, TimeScale.Highest);

    private bool Forget(int hour)
    {
        _written[hour] = null;
        return false;
    }

    private void Close()
    {
        if (_openHour >= 0)
        {
            _written[_openHour] = _open!.Write();
            _open.Clear();
            _openHour = -1;
        }
    }
}
