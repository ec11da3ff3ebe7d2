namespace Isobar.Core.Insights;

/// <summary>A time as users of a city-network see it, or would see it. The median over its requests.</summary>
/// <param name="Micros">The time, microseconds.</param>
/// <param name="LowMicros">Lower end of the 95 % interval, microseconds.</param>
/// <param name="HighMicros">Upper end of the 95 % interval, microseconds.</param>
/// <param name="Source">Whether it was measured or is predicted.</param>
public readonly record struct TimeEstimate(double Micros, double LowMicros, double HighMicros, EstimateSource Source)
{
    /// <summary>Milliseconds, rounded: what queries show.</summary>
    public long Millis => (long)Math.Round(Micros / 1000, MidpointRounding.AwayFromZero);

    /// <summary>Whether nobody has measured it.</summary>
    public bool IsPredicted => Source != EstimateSource.Measured;
}
