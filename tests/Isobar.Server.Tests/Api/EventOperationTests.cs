using System.Text.Json.Nodes;
using Isobar.Core.Scoring;
using Isobar.Storage;

namespace Isobar.Server.Tests.Api;

public sealed class EventOperationTests : IAsyncLifetime
{
    private const string Events = "/v20210603/Monitors/shop/HealthEvents", Map = "/v20210603/InternetEvents";

    private ApiFixture _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiFixture.StartAsync();
        await _api.CreateAsync("shop");
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_local_event_has_the_shape_of_the_service()
    {
        _api.Folder.Commit([Samples.LocalEvent("shop", Samples.Midnight, Samples.Midnight + 600)]);
        string id = "2026-01-02T00-00-00Z/latency-" + Convert.ToHexStringLower("eu-central-1>64500>Germany>Land Berlin>Berlin"u8);
        string expected =
            """
            {"EventArn":"arn:aws:internetmonitor:eu-central-1:123456789012:monitor/shop/health-event/$ID","EventId":"$ID","StartedAt":"2026-01-02T00:00:00Z","EndedAt":"2026-01-02T00:10:00Z","CreatedAt":"2026-01-02T00:07:30Z","LastUpdatedAt":"2026-01-02T00:10:00Z",
            "ImpactedLocations":[{"ASName":"EXAMPLE-NET","ASNumber":64500,"Country":"Germany","Subdivision":"Land Berlin","Metro":"N/A","City":"Berlin","Latitude":52.52,"Longitude":13.4,"CountryCode":"DE","ServiceLocation":"eu-central-1","Status":"RESOLVED",
            "CausedBy":{"Networks":[{"ASName":"EXAMPLE-NET","ASNumber":64500}],"AsPath":[{"ASName":"Amazon.com","ASNumber":16509},{"ASName":"EXAMPLE-NET","ASNumber":64500}],"NetworkEventType":"Internet"},
            "InternetHealth":{"Availability":{"ExperienceScore":100,"PercentOfTotalTrafficImpacted":0,"PercentOfClientLocationImpacted":0},"Performance":{"ExperienceScore":25,"PercentOfTotalTrafficImpacted":2.4,"PercentOfClientLocationImpacted":75,"RoundTripTime":{"P50":14,"P90":95,"P95":130}}},
            "Ipv4Prefixes":["198.51.100.0/24"]}],"Status":"RESOLVED","PercentOfTotalTrafficImpacted":2.4,"ImpactType":"LOCAL_PERFORMANCE","HealthScoreThreshold":60}
            """.Replace("$ID", id, StringComparison.Ordinal);
        JsonObject one = (await _api.GetAsync($"{Events}/{Uri.EscapeDataString(id)}")).Ok();
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), one.ToJsonString());
        JsonObject list = (await _api.GetAsync(Events)).Ok();
        Assert.Equal("{\"HealthEvents\":[" + one.ToJsonString() + "]}", list.ToJsonString());
    }

    [Fact]
    public async Task An_active_event_has_no_end()
    {
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, null)]);
        JsonObject one = (await _api.GetAsync(Events + "/2026-01-02T00-00-00Z%2Favailability")).Ok();
        Assert.Equal(("ACTIVE", "AVAILABILITY", false), (one["Status"]!.GetValue<string>(), one["ImpactType"]!.GetValue<string>(), one.ContainsKey("EndedAt")));
    }

    [Fact]
    public async Task Evidence_is_told_to_those_who_ask_for_it()
    {
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, null)]);
        JsonObject plain = (await _api.GetAsync(Events)).Ok()["HealthEvents"]![0]!.AsObject();
        Assert.False(plain.ContainsKey("Evidence") || plain.ContainsKey("RecommendedAction"));
        JsonObject told = (await _api.GetAsync(Events + "?IncludeEvidence=true")).Ok()["HealthEvents"]![0]!.AsObject();
        Assert.Equal("75 of 100 clients are slow", told["Evidence"]!["Reason"]!.GetValue<string>());
        Assert.Equal("""{"Kind":"OpenTicket","Text":"Open a ticket.","TicketSubject":"Slow","TicketText":"Dear network"}""", told["RecommendedAction"]!.ToJsonString());
    }

    [Theory]
    [InlineData("StartTime=2026-01-02T00:10:00Z", "1,2,3")]
    [InlineData("StartTime=2026-01-02T00:10:01Z&EndTime=2026-01-02T01:00:00Z", "")]
    [InlineData("EndTime=2026-01-02T01:00:01Z", "0,1")]
    [InlineData("StartTime=2026-01-02T01:05:00Z&EndTime=2026-01-02T01:06:00Z", "1")]
    [InlineData("EventStatus=ACTIVE", "3")]
    [InlineData("EventStatus=RESOLVED", "0,1,2")]
    [InlineData("EventStatus=RESOLVED&StartTime=2026-01-02T02%3A00%3A00Z", "2")]
    public async Task Events_that_went_on_in_the_range_are_listed(string query, string expected)
    {
        _api.Folder.Commit(Enumerable.Range(0, 4).Select(i => Samples.OverallEvent("shop", Samples.Midnight + 3600 * i, i == 3 ? null : Samples.Midnight + 3600 * i + 600)));
        JsonArray listed = (await _api.GetAsync($"{Events}?{query}")).Ok()["HealthEvents"]!.AsArray();
        Assert.Equal(expected, string.Join(',', listed.Select(one => int.Parse(one!["EventId"]!.GetValue<string>().AsSpan(11, 2), System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task Pages_hold_while_events_come_and_change()
    {
        _api.Folder.Commit(Enumerable.Range(0, 60).Select(i => Samples.OverallEvent("shop", Samples.Midnight - 3600 * i, Samples.Midnight - 3600 * i + 300)));
        List<string> ids = [];
        string token = "";
        do
        {
            JsonObject page = (await _api.GetAsync($"{Events}?NextToken={token}")).Ok();
            JsonArray events = page["HealthEvents"]!.AsArray();
            Assert.True(events.Count <= 25);
            ids.AddRange(events.Select(one => one!["EventId"]!.GetValue<string>()));
            token = page["NextToken"]?.GetValue<string>() ?? "";
            _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight - 3600 * 1000, null)]);
        }
        while (token.Length > 0);
        Assert.Equal(60, ids.Count);
        Assert.Equal(ids.Order(StringComparer.Ordinal).Distinct(), ids);
    }

    [Fact]
    public async Task A_token_of_other_filters_is_refused()
    {
        _api.Folder.Commit(Enumerable.Range(0, 3).Select(i => Samples.OverallEvent("shop", Samples.Midnight + 3600 * i, Samples.Midnight + 3600 * i + 300)));
        string token = (await _api.GetAsync(Events + "?MaxResults=1")).Text("NextToken");
        (await _api.GetAsync($"{Events}?MaxResults=2&NextToken={token}")).Ok();
        (await _api.GetAsync($"{Events}?EventStatus=RESOLVED&NextToken={token}")).Fails(400, "ValidationException");
        (await _api.GetAsync($"{Map}?NextToken={token}")).Fails(400, "ValidationException");
    }

    [Theory]
    [InlineData(Events + "?EventStatus=OPEN")]
    [InlineData(Events + "?StartTime=yesterday")]
    [InlineData(Events + "?MaxResults=26")]
    [InlineData(Events + "?StartTime=2026-01-02T00:00:01Z&EndTime=2026-01-02T00:00:00Z")]
    [InlineData(Events + "?LinkedAccountId=12345678901x")]
    [InlineData(Events + "/with%20space")]
    [InlineData(Map + "?InternetEventMaxResults=101")]
    [InlineData(Map + "?EventType=LATENCY")]
    [InlineData(Map + "?EventStatus=PENDING")]
    [InlineData(Map + "/under_score")]
    public async Task What_breaks_the_model_is_refused(string target) => (await _api.GetAsync(target)).Fails(400, "ValidationException");

    [Fact]
    public async Task Unknown_events_are_not_found()
    {
        (await _api.GetAsync(Events + "/2026-01-02T00-00-00Z%2Flatency")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Map + "/4f0a2c7e-0000-4000-8000-000000000000")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Events + "/2026-01-02T00-00-00Z/latency")).Fails(404, "UnknownOperationException");
    }

    [Fact]
    public async Task Events_of_linked_accounts_carry_their_ARN_and_are_told_apart()
    {
        await _api.CreateAsync("shop", _api.OtherKey);
        _api.Folder.Commit([Samples.OverallEvent("shop", Samples.Midnight, null), Samples.OverallEvent("210987654321--shop", Samples.Midnight + 3600, null)]);
        JsonArray linked = (await _api.GetAsync(Events + "?LinkedAccountId=210987654321")).Ok()["HealthEvents"]!.AsArray();
        Assert.Equal(
            "arn:aws:internetmonitor:eu-central-1:210987654321:monitor/shop/health-event/2026-01-02T01-00-00Z/availability",
            Assert.Single(linked)!["EventArn"]!.GetValue<string>());
        Assert.Single((await _api.GetAsync(Events)).Ok()["HealthEvents"]!.AsArray());
        (await _api.GetAsync(Events + "/2026-01-02T01-00-00Z%2Favailability")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Events + "/2026-01-02T01-00-00Z%2Favailability?LinkedAccountId=210987654321")).Ok();
    }

    [Fact]
    public async Task The_weather_map_is_listed_in_pages_by_the_name_that_clients_send()
    {
        _api.Folder.Commit(new CommitContent
        {
            InternetEvents =
            [
                .. Enumerable.Range(0, 5).Select(i => EventRows.Of(
                    Samples.Weather(i, i == 4 ? HealthMetric.Performance : HealthMetric.Availability, Samples.Midnight + 60 * i, i == 0 ? null : Samples.Midnight + 600), 0)),
            ],
        });
        JsonObject page = (await _api.GetAsync(Map + "?InternetEventMaxResults=3")).Ok();
        Assert.Equal(3, page["InternetEvents"]!.AsArray().Count);
        JsonObject rest = (await _api.GetAsync($"{Map}?InternetEventMaxResults=3&NextToken={page["NextToken"]!.GetValue<string>()}")).Ok();
        Assert.Equal((2, false), (rest["InternetEvents"]!.AsArray().Count, rest.ContainsKey("NextToken")));
        async Task<int> count(string query) => (await _api.GetAsync($"{Map}?{query}")).Ok()["InternetEvents"]!.AsArray().Count;
        Assert.Equal(
            (1, 4, 1, 4, 2),
            (await count("EventType=PERFORMANCE"), await count("EventType=AVAILABILITY"), await count("EventStatus=ACTIVE"), await count("StartTime=2026-01-02T00:01:00Z"),
                await count("EndTime=2026-01-02T00:01:00Z")));
        JsonObject one = (await _api.GetAsync(Map + "/" + Samples.Weather(4, HealthMetric.Performance, 0, null).EventId, _api.OtherKey)).Ok();
        Assert.Equal(
            """{"EventId":"00000004-0000-0000-0000-000000000000","EventArn":"arn:aws:internetmonitor::210987654321:internet-event/00000004-0000-0000-0000-000000000000","StartedAt":"2026-01-02T00:04:00Z","EndedAt":"2026-01-02T00:10:00Z","ClientLocation":{"ASName":"EXAMPLE-NET","ASNumber":64500,"Country":"Germany","City":"Berlin","Latitude":52.52,"Longitude":13.4,"Subdivision":"Land Berlin","Metro":"N/A"},"EventType":"PERFORMANCE","EventStatus":"RESOLVED"}""",
            one.ToJsonString());
    }

    [Fact]
    public async Task An_entry_leaves_the_map_a_day_after_it_ended()
    {
        _api.Folder.Commit(new CommitContent { InternetEvents = [EventRows.Of(Samples.Weather(1, HealthMetric.Availability, Samples.Midnight, Samples.Midnight + 600), 0)] });
        Assert.Single((await _api.GetAsync(Map)).Ok()["InternetEvents"]!.AsArray());
        _api.Clock.Advance(TimeSpan.FromHours(24));
        Assert.Empty((await _api.GetAsync(Map)).Ok()["InternetEvents"]!.AsArray());
    }
}
