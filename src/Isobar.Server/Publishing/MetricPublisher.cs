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
        all.Add(window.Coverage);
        if (window.WeightedRtt is { } rtt)
        {
            batch.Add(s_latency, Milliseconds, window.WindowStart, rtt.P50);
        }
        Dictionary<string, LocationMeasurement> measured = window.ByServiceLocation().ToDictionary(location => location.ServiceLocation, StringComparer.Ordinal);
        foreach (LocationTraffic traffic in window.Locations)
        {
            bool isMeasured = measured.TryGetValue(traffic.ServiceLocation, out LocationMeasurement? location);
            if (!isMeasured && traffic is { BytesIn: 0, BytesOut: 0 })
            {
                // It had traffic in the hours before; that it has none now may be its source's silence.
                continue;
            }
            Writer one = new(batch, monitorName, traffic.ServiceLocation, window.WindowStart);
            one.Add("BytesIn", Bytes, traffic.BytesIn);
            one.Add("BytesOut", Bytes, traffic.BytesOut);
            one.Add(traffic.Coverage);
            one.Add("AvailabilityScore", Percent, location?.Availability.Score);
            one.Add("PerformanceScore", Percent, location?.Performance.Score);
            one.Add("RoundtripTime", Milliseconds, location?.WeightedRtt?.P50);
            one.Add("BytesInMonitored", Bytes, location?.BytesIn ?? 0);
            one.Add("BytesOutMonitored", Bytes, location?.BytesOut ?? 0);
        }
        return batch;
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

        public void Add(TrafficCoverage coverage)
        {
            Add("CityNetworksMonitored", Count, coverage.CityNetworksMonitored);
            Add("TrafficMonitoredPercent", Percent, coverage.TrafficMonitoredPercent);
            foreach (byte percentage in TrafficCoverage.Percentages)
            {
                Add(string.Create(CultureInfo.InvariantCulture, $"CityNetworksFor{percentage}PercentTraffic"), Count, coverage.For(percentage));
            }
        }
    }
}
