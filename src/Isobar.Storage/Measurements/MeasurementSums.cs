using Isobar.Core.Atlas;

namespace Isobar.Storage.Measurements;

/// <summary>
/// Groups of measurements as columns. Sums are exact and means are taken of exact sums, so the same rows give the same bits however the engine divides the
/// work. A mean or least value of nothing is NaN.
/// </summary>
public sealed class MeasurementSums
{
    /// <summary>Number of groups.</summary>
    public int Count => Rows.Count;

    /// <summary>Start of the step of time, Unix seconds; the range's first instant where time is not a key.</summary>
    public List<long> StepStart { get; } = [];

    /// <summary>Service location; empty where it is not a key.</summary>
    public List<string> ServiceLocation { get; } = [];

    /// <summary>City-network; <see cref="CityNetworkId.Unlocated"/> where it is not a key.</summary>
    public List<CityNetworkId> CityNetwork { get; } = [];

    /// <summary>Place and network, as far as they are keys.</summary>
    public List<MeasurementPlace> Place { get; } = [];

    /// <summary>Measurements in the group.</summary>
    public List<long> Rows { get; } = [];

    /// <summary>Bytes from clients.</summary>
    public List<long> BytesIn { get; } = [];

    /// <summary>Bytes to clients.</summary>
    public List<long> BytesOut { get; } = [];

    /// <summary>Connections or requests.</summary>
    public List<long> Connections { get; } = [];

    /// <summary>Sum of weights, of rows without a score too.</summary>
    public List<double> Weight { get; } = [];

    /// <summary>Mean availability score by weight, of the rows that have one.</summary>
    public List<double> Availability { get; } = [];

    /// <summary>Least availability score of any row.</summary>
    public List<double> LeastAvailability { get; } = [];

    /// <summary>Mean performance score by weight, of the rows that have one.</summary>
    public List<double> Performance { get; } = [];

    /// <summary>Least performance score of any row.</summary>
    public List<double> LeastPerformance { get; } = [];

    /// <summary>Mean by traffic of the rows' 50th percentiles of round-trip times, microseconds: not a percentile of all samples.</summary>
    public List<double> RttP50Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' 90th percentiles of round-trip times, microseconds.</summary>
    public List<double> RttP90Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' 95th percentiles of round-trip times, microseconds.</summary>
    public List<double> RttP95Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' 50th percentiles of times to first byte, microseconds.</summary>
    public List<double> TtfbP50Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' 90th percentiles of times to first byte, microseconds.</summary>
    public List<double> TtfbP90Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' 95th percentiles of times to first byte, microseconds.</summary>
    public List<double> TtfbP95Micros { get; } = [];

    /// <summary>Mean by traffic of the rows' mean times to first byte, microseconds.</summary>
    public List<double> TtfbMeanMicros { get; } = [];
}
