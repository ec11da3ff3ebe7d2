using Isobar.Core.Atlas;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Publishing;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Publishing;

public sealed class MetricPublisherTests
{
    private const long Start = 1_767_607_500;

    [Fact]
    public void All_traffic_and_each_service_location_have_their_metrics()
    {
        Dictionary<string, double> points = Points(MetricPublisher.Publish("shop", Window()));
        Assert.Equal(75, points["PerformanceScore shop All"]);
        Assert.Equal(100, points["AvailabilityScore shop All"]);
        Assert.Equal(20, points["RoundtripTime shop All"]);
        Assert.Equal((10, 20, 7, 14), (points["BytesIn shop All"], points["BytesOut shop All"], points["BytesInMonitored shop All"], points["BytesOutMonitored shop All"]));
        Assert.Equal((3, 70), (points["CityNetworksMonitored shop All"], points["TrafficMonitoredPercent shop All"]));
        Assert.Equal(
            [1, 2, 3, 4, 5, 6, 7], new[] { 25, 50, 75, 90, 95, 99, 100 }.Select(percent => points[$"CityNetworksFor{percent}PercentTraffic shop All"]));
        Assert.Equal(50, points["PerformanceScore shop eu-central-1"]);
        Assert.Equal((3, 6, 1), (points["BytesInMonitored shop eu-central-1"], points["BytesOutMonitored shop eu-central-1"], points["CityNetworksMonitored shop eu-central-1"]));
        Assert.Equal((4, 8, 2), (points["BytesInMonitored shop us-east-1"], points["BytesOutMonitored shop us-east-1"], points["CityNetworksMonitored shop us-east-1"]));
        Assert.Equal((5, 9, 60), (points["BytesIn shop eu-central-1"], points["BytesOut shop eu-central-1"], points["TrafficMonitoredPercent shop eu-central-1"]));
        Assert.Equal(
            [1, 1, 2, 2, 3, 3, 4], new[] { 25, 50, 75, 90, 95, 99, 100 }.Select(percent => points[$"CityNetworksFor{percent}PercentTraffic shop eu-central-1"]));
        Assert.Equal(20, points["Latency"]);
    }

    [Fact]
    public void What_is_not_known_is_not_published()
    {
        Dictionary<string, double> points = Points(MetricPublisher.Publish("shop", Window()));
        Assert.DoesNotContain("PerformanceScore shop us-east-1", points.Keys);
        Assert.DoesNotContain("RoundtripTime shop us-east-1", points.Keys);
    }

    [Fact]
    public void A_location_of_which_nothing_is_monitored_has_its_bytes_and_one_that_nobody_comes_to_has_no_point()
    {
        Dictionary<string, double> points = Points(MetricPublisher.Publish("shop", Window()));
        Assert.Equal((1, 2, 0), (points["BytesIn shop sa-east-1"], points["BytesOut shop sa-east-1"], points["BytesInMonitored shop sa-east-1"]));
        Assert.DoesNotContain("AvailabilityScore shop sa-east-1", points.Keys);
        Assert.DoesNotContain(points.Keys, key => key.EndsWith("us-west-2", StringComparison.Ordinal));
    }

    [Fact]
    public void An_alarm_on_the_alias_without_dimensions_gets_data()
    {
        using TemporaryFolder temp = new();
        using DataFolder folder = DataFolder.Open(temp["data"], "test");
        folder.Commit(new CommitContent { Metrics = [MetricPublisher.Publish("shop", Window())] });
        Assert.True(MetricStatistic.TryParse("Average", out MetricStatistic? average));
        var stat = new MetricStat(new MetricIdentity("AWS/InternetMonitor", "Latency", []), 300, average, "Milliseconds");
        Assert.Equal([20], folder.Metrics.Read(stat, new MetricGrid(Start, 300, 1)).Values.Values);
    }

    private static Dictionary<string, double> Points(MetricBatch batch) => Enumerable.Range(0, batch.Count).ToDictionary(
        row =>
        {
            Assert.Equal((Start, "AWS/InternetMonitor", 1.0), (batch.Timestamp[row], batch.Namespace[row], batch.SampleCount[row]));
            Dictionary<string, string> dimensions = MetricIdentity.ReadDimensions(batch.Dimensions[row]).ToDictionary(one => one.Name, one => one.Value);
            return dimensions.Count == 0 ? batch.Name[row] : $"{batch.Name[row]} {dimensions["MonitorName"]} {dimensions["MeasurementSource"]}";
        },
        row => batch.Sum[row]);

    private static MonitorWindow Window() => new()
    {
        WindowStart = Start,
        WindowSeconds = 300,
        WeighedIn = TrafficWeight.Bytes,
        Pairs = new[]
        {
            Pair(1, "eu-central-1", 3, new MetricMeasurement(HealthState.Drop, 0.5, 0.1, default, default, default, 0), new RoundTripTimes(10, 20, 30)),
            Pair(2, "us-east-1", 2, default, null), Pair(3, "us-east-1", 2, default, null),
        },
        TotalWeight = 30,
        Availability = new TrafficScore { Weight = 10, Lost = 0 },
        Performance = new TrafficScore { Weight = 10, Lost = 2.5 },
        WeightedRtt = new RoundTripTimes(20, 40, 60),
        BytesIn = 10,
        BytesOut = 20,
        Connections = 5,
        BytesInMonitored = 7,
        BytesOutMonitored = 14,
        TestableAvailabilityPercent = 1,
        TestablePerformancePercent = 1,
        TestablePercent = 1,
        Coverage = new TrafficCoverage([1, 2, 3, 4, 5, 6, 7], 3, 70),
        Locations =
        [
            new LocationTraffic("eu-central-1", 5, 9, new([1, 1, 2, 2, 3, 3, 4], 1, 60)), new LocationTraffic("sa-east-1", 1, 2, new([1, 1, 1, 1, 1, 1, 1], 0, 0)),
            new LocationTraffic("us-east-1", 4, 9, new([1, 1, 1, 2, 2, 2, 2], 2, 100)), new LocationTraffic("us-west-2", 0, 0, TrafficCoverage.None),
        ],
    };

    private static PairMeasurement Pair(ulong id, string location, long bytesIn, MetricMeasurement performance, RoundTripTimes? rtt) => new()
    {
        Key = new PairKey(new CityNetworkId(id), location),
        Pair = -1,
        Availability = default,
        Performance = performance,
        Weight = 3 * bytesIn,
        PercentOfTotalTraffic = 10 * bytesIn,
        BytesIn = bytesIn,
        BytesOut = 2 * bytesIn,
        Connections = 1,
        Rtt = rtt,
    };
}
