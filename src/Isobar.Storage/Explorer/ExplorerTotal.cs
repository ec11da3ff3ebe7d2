namespace Isobar.Storage.Explorer;

/// <summary>Measures of a whole range, as <see cref="ExplorerSeries"/> has them of a step.</summary>
/// <param name="Availability">Availability score, 0 to 100.</param>
/// <param name="Performance">Performance score, 0 to 100.</param>
/// <param name="BytesIn">Bytes from users.</param>
/// <param name="BytesOut">Bytes to users.</param>
/// <param name="RttP50Millis">50th percentile of round-trip times, milliseconds.</param>
/// <param name="RttP90Millis">90th percentile of round-trip times, milliseconds.</param>
/// <param name="RttP95Millis">95th percentile of round-trip times, milliseconds.</param>
/// <param name="TtfbMillis">Mean time to first byte, milliseconds.</param>
public sealed record ExplorerTotal(
    double? Availability, double? Performance, long BytesIn, long BytesOut, double? RttP50Millis, double? RttP90Millis, double? RttP95Millis, double? TtfbMillis);
