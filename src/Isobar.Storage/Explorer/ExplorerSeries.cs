namespace Isobar.Storage.Explorer;

/// <summary>
/// Measures over time, one for each step. Null is a gap: no traffic, or nothing known of that measure. Scores are means by traffic of the scores of city-networks, so one without traffic does not
/// count. Times are means by traffic of the percentiles of five minutes of a city-network, in steps of every length; they are no percentiles of all samples.
/// </summary>
public sealed class ExplorerSeries
{
    /// <summary>Availability score, 0 to 100.</summary>
    public required IReadOnlyList<double?> Availability { get; init; }

    /// <summary>Performance score, 0 to 100.</summary>
    public required IReadOnlyList<double?> Performance { get; init; }

    /// <summary>Bytes from users.</summary>
    public required IReadOnlyList<long?> BytesIn { get; init; }

    /// <summary>Bytes to users.</summary>
    public required IReadOnlyList<long?> BytesOut { get; init; }

    /// <summary>50th percentile of round-trip times, milliseconds.</summary>
    public required IReadOnlyList<double?> RttP50Millis { get; init; }

    /// <summary>90th percentile of round-trip times, milliseconds.</summary>
    public required IReadOnlyList<double?> RttP90Millis { get; init; }

    /// <summary>95th percentile of round-trip times, milliseconds.</summary>
    public required IReadOnlyList<double?> RttP95Millis { get; init; }

    /// <summary>Mean time to first byte, milliseconds.</summary>
    public required IReadOnlyList<double?> TtfbMillis { get; init; }
}
