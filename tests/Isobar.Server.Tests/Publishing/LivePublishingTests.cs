using System.Text.Json;
using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Server.Alarms;
using Isobar.Server.Tests.Alarms;
using Isobar.Server.Tests.Api.CloudWatch;
using Isobar.Server.Tests.Hosting.Health;
using Isobar.Simulator.Faults;
using Isobar.Storage.Alarms;
using Isobar.Storage.Measurements;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Publishing;

/// <summary>What a running server publishes of the windows that it scores: metrics, and messages about health events, in the commit of the window.</summary>
public sealed class LivePublishingTests
{
    private const long Midnight = HealthFixture.Midnight;
    private const long FaultStart = Midnight + 900, FaultEnd = FaultStart + 1200, End = FaultEnd + 900;

    private static FaultSpec[] Faults { get; } = [new(FaultElement.OfLocation(HealthFixture.Location), FaultKind.ServiceFail, FaultStart, FaultEnd, 0.6)];

    [Theory]
    [InlineData(300)]
    [InlineData(60)]
    public void Each_five_minutes_have_the_metrics_of_their_measurements(int windowSeconds)
    {
        using HealthFixture live = new(windowSeconds, Faults);
        live.Play(Midnight, FaultEnd);
        (long Start, long BytesIn, long BytesOut)[] measured =
        [
            .. live.Folder.Measurements.Scan(new MeasurementFilter { MonitorName = TrafficMonitor.DefaultName, From = 0, To = long.MaxValue })
                .SelectMany(batch => Enumerable.Range(0, batch.Count).Select(row => (Start: batch.WindowStart[row], In: batch.BytesIn[row], Out: batch.BytesOut[row])))
                .GroupBy(row => row.Start, (start, rows) => (start, rows.Sum(row => row.In), rows.Sum(row => row.Out))).OrderBy(row => row.start),
        ];
        Assert.Equal((FaultEnd - Midnight) / 300, measured.Length);
        foreach (string source in (string[])["All", HealthFixture.Location])
        {
            Assert.Equal(measured.Select(row => (double)row.BytesIn), Values(live, "BytesIn", source));
            Assert.Equal(measured.Select(row => (double)row.BytesOut), Values(live, "BytesOut", source));
            Assert.Equal(measured.Select(row => (double)row.BytesOut), Values(live, "BytesOutMonitored", source));
            Assert.All(Values(live, "CityNetworksFor100PercentTraffic", source), networks => Assert.InRange(networks, 10, 60));
            double[] availability = Values(live, "AvailabilityScore", source);
            Assert.Equal([100, 100, 100], availability[..3]);
            Assert.All(availability[3..], score => Assert.InRange(score, 20, 60));
        }
        Assert.Equal(Values(live, "RoundtripTime", "All"), Values(live, "Latency", null));
    }

    [Fact]
    public void An_alarm_follows_the_fault_and_has_insufficient_data_once_the_log_is_silent()
    {
        using HealthFixture live = new(faults: Faults);
        FakeTimeProvider clock = new();
        AlarmSettings settings = CloudWatchServer.Settings();
        AlarmBook book = new(live.Folder, settings, clock);
        AlarmLoop loop = new(live.Folder, book, settings, clock, NullLogger.Instance);
        AlarmDefinition definition = AlarmFixture.Definition("down") with
        {
            Namespace = MetricNamespace, MetricName = "AvailabilityScore", Dimensions = [new("MeasurementSource", "All"), new("MonitorName", TrafficMonitor.DefaultName)],
            PeriodSeconds = 300, Threshold = 90, Comparison = AlarmComparison.LessThanThreshold,
        };
        book.Put(definition, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);
        AlarmState At(long now)
        {
            loop.Evaluate(DateTimeOffset.FromUnixTimeSeconds(now));
            return book.All["down"].State;
        }
        Assert.Equal(AlarmState.InsufficientData, At(Midnight));
        live.Play(Midnight, FaultStart);
        Assert.Equal(AlarmState.Ok, At(FaultStart));
        live.Play(FaultStart, FaultStart + 600);
        Assert.Equal(AlarmState.Alarm, At(FaultStart + 600));
        live.Play(FaultStart + 600, End);
        Assert.Equal(AlarmState.Ok, At(End));
        for (long end = End + 300; end <= End + 1200; end += 300)
        {
            live.RunUntil(end);
        }
        Assert.Equal(AlarmState.InsufficientData, At(End + 1200));
        live.Play(End + 1200, End + 1500);
        Assert.Equal(AlarmState.Ok, At(End + 1500));
    }

    [Theory]
    [InlineData(300, 1)]
    [InlineData(60, 7)]
    public void Webhooks_are_told_the_course_of_an_event_once_however_often_the_server_is_restarted(int windowSeconds, int windowsBetween)
    {
        string[] once = Told(windowSeconds, null), often = Told(windowSeconds, windowsBetween);
        Assert.StartsWith("Health Event Created AVAILABILITY", once.First(line => line.Contains(" AVAILABILITY", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.StartsWith("Health Event Closed AVAILABILITY", once.Last(line => line.Contains(" AVAILABILITY", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(once.Length, once.Distinct().Count());
        Assert.Equal(once, often);
    }

    /// <summary>Without its state a restarted server scores stored windows anew, and comes to the same events: nobody is told of them again.</summary>
    [Fact]
    public void What_is_scored_again_after_a_lost_state_is_not_told_again()
    {
        using HealthFixture live = new(300, Faults, webhooks: Settings);
        live.Play(Midnight, FaultStart + 900);
        string[] before = Messages(live);
        live.DamageStates();
        live.Play(FaultStart + 900, End);
        string[] after = Messages(live);
        Assert.Equal(before, after[..before.Length]);
        Assert.DoesNotContain(after[before.Length..], line => line.StartsWith("Health Event Created AVAILABILITY", StringComparison.Ordinal));
        Assert.Single(after, line => line.StartsWith("Health Event Closed AVAILABILITY", StringComparison.Ordinal));
    }

    private const string MetricNamespace = "AWS/InternetMonitor";

    private static AlarmSettings Settings { get; } = CloudWatchServer.Settings(("on-call", AlarmFixture.Webhook(new Uri("http://localhost"))));

    private static string[] Told(int windowSeconds, int? windowsBetween)
    {
        using HealthFixture live = new(windowSeconds, Faults, webhooks: Settings);
        int windows = 0;
        live.Play(Midnight, End, _ =>
        {
            if (++windows % windowsBetween == 0)
            {
                live.Restart();
            }
        });
        Assert.Equal(live.Told.Count, live.Folder.Alarms.WaitingDeliveries()["on-call"]);
        return Messages(live);
    }

    private static string[] Messages(HealthFixture live) => [.. live.Folder.Alarms.Deliveries("on-call", 10_000).Select(Line)];

    private static string Line(DeliveryRow row)
    {
        using JsonDocument message = JsonDocument.Parse(row.Body);
        JsonElement detail = message.RootElement.GetProperty("detail");
        return $"{message.RootElement.GetProperty("detail-type").GetString()} {detail.GetProperty("impactType").GetString()} {detail.GetProperty("eventId").GetString()} "
            + $"{detail.GetProperty("lastUpdatedAt").GetString()} {detail.GetProperty("percentOfTotalTrafficImpacted").GetDouble():R}";
    }

    /// <summary>All points of a metric in the order of time.</summary>
    private static double[] Values(HealthFixture live, string name, string? source)
    {
        MetricIdentity metric = new(MetricNamespace, name, source is null ? [] : [new("MeasurementSource", source), new("MonitorName", TrafficMonitor.DefaultName)]);
        IReadOnlyList<MetricPeriod> points = live.Folder.Metrics.Read(metric, null, new MetricGrid(Midnight, 300, 200), withDistributions: false);
        Assert.All(points, point => Assert.Equal(1, point.Samples.SampleCount));
        return [.. points.OrderBy(point => point.Index).Select(point => point.Samples.Sum)];
    }
}
