namespace Isobar.Core.Baselines;

/// <summary>One stream of times (RTT or TTFB) of a stratum over one UTC day.</summary>
public sealed class DayTimes
{
    /// <summary>Samples from which an hour has quantiles: below, the median-unbiased 90th percentile would lie beyond the greatest sample.</summary>
    public const int FewestHourSamples = 7;

    /// <summary>Samples of the day.</summary>
    public long Samples { get; set; }

    /// <summary>Quantiles of the day.</summary>
    public DayQuantiles Quantiles;

    /// <summary>Samples by UTC hour.</summary>
    public int[] HourSamples { get; } = new int[DaySummary.Hours];

    /// <summary>Median by UTC hour, in places of a quarter bucket (multiples of 16); 0 with fewer than <see cref="FewestHourSamples"/> samples.</summary>
    public ushort[] HourP50 { get; } = new ushort[DaySummary.Hours];

    /// <summary>90th percentile by UTC hour, likewise.</summary>
    public ushort[] HourP90 { get; } = new ushort[DaySummary.Hours];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Samples = 0;
        Quantiles = default;
        Array.Clear(HourSamples);
        Array.Clear(HourP50);
        Array.Clear(HourP90);
    }
}
