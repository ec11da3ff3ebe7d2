using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Server.Alarms;
using Isobar.Server.Publishing;
using Isobar.Server.Tests.Alarms;
using Isobar.Server.Tests.Api.CloudWatch;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Tests.Publishing;

public sealed class HealthEventMessageTests
{
    private const string MonitorArn = "arn:aws:internetmonitor:us-east-1:123456789012:monitor/shop";
    private static readonly DateTimeOffset s_now = new(2026, 1, 5, 10, 40, 0, TimeSpan.Zero);

    private static readonly HealthEvent s_event = new()
    {
        EventId = "2026-01-05T10-05-00Z/latency-65",
        EventArn = MonitorArn + "/health-event/2026-01-05T10-05-00Z/latency-65",
        MonitorName = "shop",
        ImpactType = HealthEventImpactType.LocalPerformance,
        StartedAt = 1_767_607_500,
        CreatedAt = 1_767_607_950,
        LastUpdatedAt = 1_767_609_600,
        Status = EventStatus.Active,
        PercentOfTotalTrafficImpacted = 2.4,
        HealthScoreThreshold = 60,
        Score = 25,
        LocationCount = 1,
        Reason = "slow",
        Action = new RecommendedAction(default, "call them"),
        ImpactedLocations =
        [
            new ImpactedLocation
            {
                CityNetwork = new CityNetworkId(1), ServiceLocation = "eu-central-1", AsName = "EXAMPLE-NET", AsNumber = 64500, Country = "Germany", CountryCode = "DE",
                Subdivision = "Land Berlin", Metro = "N/A", City = "Berlin", Status = EventStatus.Active, HitSince = 1_767_607_500, HitUntil = 1_767_609_600, LowestScore = 25,
                InternetHealth = new InternetHealth(new HealthFigures(100, 0, 0), new HealthFigures(25, 2.4, 75), new(14, 95, 130)),
                CausedBy = new NetworkImpairment([new Network(64500, "EXAMPLE-NET")], [new Network(16509, "Amazon.com"), new Network(64500, "EXAMPLE-NET")], NetworkEventType.Internet),
                Ipv4Prefixes = ["198.51.100.0/24"],
            },
        ],
    };

    [Theory]
    [InlineData(HealthEventChangeKind.Created, "Health Event Created")]
    [InlineData(HealthEventChangeKind.Updated, "Health Event Updated")]
    [InlineData(HealthEventChangeKind.Reactivated, "Health Event Updated")]
    [InlineData(HealthEventChangeKind.Closed, "Health Event Closed")]
    public void The_envelope_names_the_change(HealthEventChangeKind kind, string detailType)
    {
        using JsonDocument message = Write(new HealthEventChange(kind, s_event));
        JsonElement root = message.RootElement;
        Assert.Equal(
            ("0", detailType, "aws.internetmonitor", "123456789012", "2026-01-05T10:40:00Z", "us-east-1", s_event.EventArn),
            (root.GetProperty("version").GetString(), root.GetProperty("detail-type").GetString(), root.GetProperty("source").GetString(),
                root.GetProperty("account").GetString(), root.GetProperty("time").GetString(), root.GetProperty("region").GetString(), root.GetProperty("resources")[0].GetString()));
    }

    [Fact]
    public void The_detail_is_the_event_in_camel_case()
    {
        using JsonDocument message = Write(new HealthEventChange(HealthEventChangeKind.Updated, s_event));
        JsonElement detail = message.RootElement.GetProperty("detail");
        Assert.Equal(("LOCAL_PERFORMANCE", "ACTIVE", 2.4, 60, MonitorArn), (
            detail.GetProperty("impactType").GetString(), detail.GetProperty("status").GetString(), detail.GetProperty("percentOfTotalTrafficImpacted").GetDouble(),
            detail.GetProperty("healthScoreThreshold").GetDouble(), detail.GetProperty("monitorArn").GetString()));
        Assert.Equal("2026-01-05T10:05:00Z", detail.GetProperty("startedAt").GetString());
        Assert.False(detail.TryGetProperty("endedAt", out _));
        JsonElement location = detail.GetProperty("impactedLocations")[0];
        Assert.Equal(("EXAMPLE-NET", 64500, "Internet", 16509), (
            location.GetProperty("asName").GetString(), location.GetProperty("asNumber").GetInt32(), location.GetProperty("causedBy").GetProperty("networkEventType").GetString(),
            location.GetProperty("causedBy").GetProperty("asPath")[0].GetProperty("asNumber").GetInt32()));
        Assert.Equal((25, 130), (
            location.GetProperty("internetHealth").GetProperty("performance").GetProperty("experienceScore").GetDouble(),
            location.GetProperty("internetHealth").GetProperty("performance").GetProperty("roundTripTime").GetProperty("p95").GetDouble()));
    }

    [Fact]
    public void The_same_change_has_the_same_id_and_another_has_another()
    {
        static string IdOf(HealthEventChange change)
        {
            using JsonDocument message = Write(change);
            return message.RootElement.GetProperty("id").GetString()!;
        }
        HealthEventChange first = new(HealthEventChangeKind.Updated, s_event);
        Assert.Equal(IdOf(first), IdOf(first with { }));
        Assert.NotEqual(IdOf(first), IdOf(first with { Event = s_event with { LastUpdatedAt = 1_767_609_900 } }));
        Assert.NotEqual(IdOf(first), IdOf(first with { Kind = HealthEventChangeKind.Closed }));
    }

    [Fact]
    public void Every_webhook_that_wants_health_events_gets_each_change()
    {
        AlarmSettings settings = CloudWatchServer.Settings(
            ("b", AlarmFixture.Webhook(new Uri("http://b"))), ("a", AlarmFixture.Webhook(new Uri("http://a"))), ("c", AlarmFixture.Webhook(new Uri("http://c")) with { HealthEvents = false }));
        IReadOnlyList<DeliveryRow> rows = HealthEventMessage.Deliveries(
            settings, [new(HealthEventChangeKind.Created, s_event), new(HealthEventChangeKind.Closed, s_event)], s_now);
        Assert.Equal(["a", "b", "a", "b"], rows.Select(row => row.Webhook));
        Assert.All(rows, row => Assert.Equal(("health-event", s_now.ToUnixTimeMilliseconds()), (row.Kind, row.CreatedAt)));
    }

    private static JsonDocument Write(HealthEventChange change) => JsonDocument.Parse(HealthEventMessage.Write(CloudWatchServer.Settings(), change, s_now));
}
