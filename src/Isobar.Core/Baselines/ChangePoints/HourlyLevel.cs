namespace Isobar.Core.Baselines.ChangePoints;

/// <summary>One hour of a pair, as far as its round-trip time and its failures go.</summary>
/// <param name="Hour">Counted from 1970.</param>
/// <param name="Median">p50 of the hour's round-trip times, milliseconds.</param>
/// <param name="High">p90 of the hour's round-trip times, milliseconds.</param>
/// <param name="Failed">Whether its failures were significantly more than usual.</param>
public readonly record struct HourlyLevel(long Hour, double Median, double High, bool Failed);
