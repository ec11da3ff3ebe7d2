namespace Isobar.Simulator.Worlds;

/// <summary>Usual round-trip times of a pair at mean load, microseconds: the 10th, 50th and 90th percentile of the distribution that is drawn from.</summary>
/// <param name="P10Micros">10th percentile.</param>
/// <param name="P50Micros">Median.</param>
/// <param name="P90Micros">90th percentile.</param>
public readonly record struct UsualRtt(double P10Micros, double P50Micros, double P90Micros)
{
    /// <summary>What a median must move by to count as a drop at all: 10 %, at least 5 ms (section 5 of the statistical design).</summary>
    public double MarginMicros => Math.Max(0.1 * P50Micros, 5_000);

    /// <summary>A shift of this much lifts all affected traffic over the limit above the usual 90th percentile, microseconds.</summary>
    public double ClearShiftMicros => Math.Max(1.1 * P90Micros, P90Micros + 5_000) - P10Micros;
}
