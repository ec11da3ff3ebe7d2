using Isobar.Core.Scoring;

namespace Isobar.Core.Monitors;

/// <summary>A measured row: one pair of a monitor in one window.</summary>
public readonly record struct PairMeasurement
{
    /// <summary>Who and where.</summary>
    public required PairKey Key { get; init; }

    /// <summary>Number of the pair in the health map, or -1 when it has no health yet.</summary>
    public required int Pair { get; init; }

    /// <summary>Whether users reach the application.</summary>
    public required MetricMeasurement Availability { get; init; }

    /// <summary>Whether it is as fast for them as usual.</summary>
    public required MetricMeasurement Performance { get; init; }

    /// <summary>The greater of the window's traffic and the frozen mean window, in the monitor's unit.</summary>
    public required double Weight { get; init; }

    /// <summary>The weight's share of the monitor's whole traffic, percent.</summary>
    public required double PercentOfTotalTraffic { get; init; }

    /// <summary>By which address families the traffic came; in a part of a pair, which family it is (<see cref="MonitorWindow.FamilyParts"/>).</summary>
    public AddressFamilies Families { get; init; }

    /// <summary>Bytes from clients.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes to clients.</summary>
    public required long BytesOut { get; init; }

    /// <summary>Connections or requests.</summary>
    public required long Connections { get; init; }

    /// <summary>Quantiles of all samples together, of the method with most samples; null where there is none.</summary>
    public RoundTripTimes? Rtt { get; init; }

    /// <summary>Whether these times reach to the user's own device.</summary>
    public bool RttIncludesLastMile { get; init; }

    /// <summary>The samples as a written quantile sketch; empty where there is none. Shared with the tallies: not to be changed.</summary>
    public ReadOnlyMemory<byte> RttSketch { get; init; }

    /// <summary>Distinct clients.</summary>
    public int Clients { get; init; }

    /// <summary>The clients as a written client sketch, so that windows can be summed. Shared with the tallies: not to be changed.</summary>
    public ReadOnlyMemory<byte> ClientSketch { get; init; }

    /// <summary>Times to first byte as a written quantile sketch; empty where there is none. Shared with the tallies: not to be changed.</summary>
    public ReadOnlyMemory<byte> TtfbSketch { get; init; }

    /// <summary>The measurement of a metric.</summary>
    public MetricMeasurement Of(HealthMetric metric) => metric == HealthMetric.Availability ? Availability : Performance;

    /// <summary>The pair's part in the impact on all traffic of the monitor, percent; 0 where there is no drop.</summary>
    public double ImpactOf(HealthMetric metric) => PercentOfTotalTraffic * Of(metric).Drop;

    /// <summary>The traffic of the window in one unit.</summary>
    public long TrafficIn(TrafficWeight weight) => new TrafficVolume(Traffic.Saturating.Add(BytesIn, BytesOut), Connections).In(weight);
}
