namespace Isobar.Core.Baselines;

/// <summary>How seasonal offsets are kept: in half buckets of the time scale (1 %), one byte each, up to a factor of 3.5 either way.</summary>
internal static class SeasonOffsets
{
    /// <summary>No offset is known.</summary>
    public const sbyte Unknown = sbyte.MinValue;

    /// <summary>Places of the time scale in a half bucket.</summary>
    public const int Step = TimeScale.Steps / 2;

    /// <summary>The nearest offset that can be kept.</summary>
    public static sbyte Of(double places) => (sbyte)Math.Clamp(Math.Round(places / Step), -127, 127);

    /// <summary>
    /// The offset of a quantile, places of the time scale: that of the median up to the median, that of the 90th percentile from there on, and in between on the straight
    /// line over the normal scale.
    /// </summary>
    public static double For(int quantile, sbyte p50, sbyte p90)
    {
        double z = DayQuantiles.Normal[quantile] / DayQuantiles.Normal[DayQuantiles.P90];
        return Step * (p50 + Math.Clamp(z, 0, 1) * (p90 - p50));
    }
}
