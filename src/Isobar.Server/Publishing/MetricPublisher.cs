using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;

namespace Isobar.Server.Publishing;

/// <summary>
/// The metrics of a monitor in `AWS/InternetMonitor` (spec 9): those of all its traffic, and those of each service location. Whoever commits a window's measurements
/// puts these points into the same commit: then they are there once, whatever happens.
/// </summary>
internal static class MetricPublisher
{
    /// <summary>The namespace.</summary>
    public const string Namespace = "AWS/InternetMonitor";

    /// <summary>Value of the dimension MeasurementSource for all traffic of a monitor.</summary>
    public const string AllSources = "All";

    /// <summary>The metric without dimensions that sample programs ask for (spec 17, row 3).</summary>
    public const string LatencyAlias = "Latency";

    private const string Percent = "Percent", Bytes = "Bytes", Milliseconds = "Milliseconds", Count = "Count";

    private static readonly MetricIdentity s_latency = new(Namespace, LatencyAlias, []);

    /// <summary>The points of one window of five minutes.</summary>
    /// <param name="monitorName">The monitor.</param>
    /// <param name="window">The window; metrics have one value each five minutes, so shorter ones are to be summed first (<see cref="FiveMinuteSums"/>).</param>
    public static MetricBatch Publish(string monitorName, MonitorWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        var batch = new MetricBatch();
        Writer all = new(batch, monitorName, AllSources, window.WindowStart);
        all.Add("AvailabilityScore", Percent, window.Availability.Score);
        all.Add("PerformanceScore", Percent, window.Performance.Score);
        all.Add("RoundtripTime", Milliseconds, window.WeightedRtt?.P50);
        all.Add("BytesIn", Bytes, window.BytesIn);
        all.Add("BytesOut", Bytes, window.BytesOut);
        all.Add("BytesInMonitored", Bytes, window.BytesInMonitored);
        all.Add("BytesOutMonitored", Bytes, window.BytesOutMonitored);
        all.Add("CityNetworksMonitored", Count, window.Coverage.CityNetworksMonitored);
        all.Add("TrafficMonitoredPercent", Percent, window.Coverage.TrafficMonitoredPercent);
        foreach (byte percentage in TrafficCoverage.Percentages)
        {
            all.Add(string.Create(CultureInfo.InvariantCulture, $"CityNetworksFor{percentage}PercentTraffic"), Count, window.Coverage.For(percentage));
        }
        if (window.WeightedRtt is { } rtt)
        {
            batch.Add(s_latency, Milliseconds, window.WindowStart, rtt.P50);
        }
        Dictionary<string, int> cityNetworks = CityNetworksByLocation(window);
        foreach (LocationMeasurement location in window.ByServiceLocation())
        {
            Writer one = new(batch, monitorName, location.ServiceLocation, window.WindowStart);
            one.Add("AvailabilityScore", Percent, location.Availability.Score);
            one.Add("PerformanceScore", Percent, location.Performance.Score);
            one.Add("RoundtripTime", Milliseconds, location.WeightedRtt?.P50);
            one.Add("BytesInMonitored", Bytes, location.BytesIn);
            one.Add("BytesOutMonitored", Bytes, location.BytesOut);
            one.Add("CityNetworksMonitored", Count, cityNetworks[location.ServiceLocation]);
            one.Add("TrafficMonitoredPercent", Percent, location.PercentOfTotalTraffic);
        }
        return batch;
    }

    private static Dictionary<string, int> CityNetworksByLocation(MonitorWindow window)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (ref readonly PairMeasurement pair in window.Pairs.Span)
        {
            // A pair is a city-network at a location, so each counts once.
            counts[pair.Key.ServiceLocation] = counts.GetValueOrDefault(pair.Key.ServiceLocation) + 1;
        }
        return counts;
    }

    /// <summary>Adds points of one source; where nothing is known, none.</summary>
    private readonly struct Writer(MetricBatch batch, string monitorName, string source, long timestamp)
    {
        private readonly ImmutableArray<MetricDimension> _dimensions = [new("MeasurementSource", source), new("MonitorName", monitorName)];

        public void Add(string name, string unit, double? value)
        {
            if (value is double known)
            {
                batch.Add(new MetricIdentity(Namespace, name, _dimensions), unit, timestamp, known);
            }
        }
    }
}
