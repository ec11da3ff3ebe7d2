using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>
/// Measurements of one monitor as columns: what the measurement store appends. Row i is one (five minutes, city-network, service location); all columns have
/// <see cref="Count"/> entries. A pair has one row for the same five minutes; where its traffic came by both address families, <see cref="Parts"/> has a row for each of them.
/// </summary>
/// <remarks>The share of a pair that is impacted is 100 − its score; its part of the impact on all traffic is that share of its <see cref="TrafficPercent"/>.</remarks>
public sealed class MeasurementBatch
{
    /// <summary>Number of rows.</summary>
    public int Count => WindowStart.Count;

    /// <summary>The monitor.</summary>
    public required string MonitorName { get; init; }

    /// <summary>Start of the five minutes, Unix seconds UTC.</summary>
    public List<long> WindowStart { get; } = [];

    /// <summary>Who the users are.</summary>
    public List<CityNetworkId> CityNetwork { get; } = [];

    /// <summary>Where the application answered them.</summary>
    public List<string> ServiceLocation { get; } = [];

    /// <summary>By which address families the traffic came; in <see cref="Parts"/>, which family the row is.</summary>
    public List<AddressFamilies> Families { get; } = [];

    /// <summary>What is known of availability.</summary>
    public List<HealthState> AvailabilityState { get; } = [];

    /// <summary>Availability score, 0 to 100; NaN in states that have none.</summary>
    public List<double> AvailabilityScore { get; } = [];

    /// <summary>What is known of performance.</summary>
    public List<HealthState> PerformanceState { get; } = [];

    /// <summary>Performance score, 0 to 100; NaN in states that have none.</summary>
    public List<double> PerformanceScore { get; } = [];

    /// <summary>
    /// What the row counts for in means of scores: the greater of the window's traffic and the frozen mean window, bytes or connections as the monitor weighs.
    /// </summary>
    public List<double> Weight { get; } = [];

    /// <summary>The weight's share of all traffic of the monitor, percent.</summary>
    public List<double> TrafficPercent { get; } = [];

    /// <summary>Bytes from clients.</summary>
    public List<long> BytesIn { get; } = [];

    /// <summary>Bytes to clients.</summary>
    public List<long> BytesOut { get; } = [];

    /// <summary>Connections or requests.</summary>
    public List<long> Connections { get; } = [];

    /// <summary>Distinct clients.</summary>
    public List<int> Clients { get; } = [];

    /// <summary>Round-trip time, microseconds: 50th percentile of all samples of the row, 0 where there is none.</summary>
    public List<int> RttP50Micros { get; } = [];

    /// <summary>Round-trip time, microseconds: 90th percentile, 0 where there is no sample.</summary>
    public List<int> RttP90Micros { get; } = [];

    /// <summary>Round-trip time, microseconds: 95th percentile, 0 where there is no sample.</summary>
    public List<int> RttP95Micros { get; } = [];

    /// <summary>Time to first byte, microseconds: 50th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP50Micros { get; } = [];

    /// <summary>Time to first byte, microseconds: 90th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP90Micros { get; } = [];

    /// <summary>Time to first byte, microseconds: 95th percentile, 0 where there is no sample.</summary>
    public List<int> TtfbP95Micros { get; } = [];

    /// <summary>Mean time to first byte, microseconds; 0 where it is not known.</summary>
    public List<int> TtfbMeanMicros { get; } = [];

    /// <summary>The rows of both families anew, each family by itself; null where there is none. They are stored beside the rows, but for what nobody asks of a family: its share of all traffic, its clients and the percentiles of its times to first byte.</summary>
    public MeasurementBatch? Parts { get; set; }
}
