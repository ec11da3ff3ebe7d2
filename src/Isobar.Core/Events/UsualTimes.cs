namespace Isobar.Core.Events;

/// <summary>What the baseline says of a location's round-trip time, milliseconds.</summary>
/// <param name="P50">Usual median.</param>
/// <param name="P90">Usual 90th percentile.</param>
public readonly record struct UsualTimes(double P50, double P90);
