namespace Isobar.Core.Monitors;

/// <summary>Round-trip times at three quantiles, milliseconds.</summary>
/// <param name="P50">50th percentile.</param>
/// <param name="P90">90th percentile.</param>
/// <param name="P95">95th percentile.</param>
public readonly record struct RoundTripTimes(double P50, double P90, double P95);
