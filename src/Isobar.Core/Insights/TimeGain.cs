using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Insights;

/// <summary>A time saved.</summary>
/// <param name="Micros">The difference of the medians, microseconds; negative where it would be slower.</param>
/// <param name="LowMicros">Lower bound of its interval (Price and Bonett where both are measured).</param>
/// <param name="HighMicros">Upper bound.</param>
public readonly record struct TimeGain(double Micros, double LowMicros, double HighMicros)
{
    /// <summary>The gain of changing from one median to another.</summary>
    internal static TimeGain Between(MedianInterval now, MedianInterval then, double confidence)
    {
        (double low, double high) = now.Minus(then, confidence);
        return new(now.Median - then.Median, low, high);
    }
}
