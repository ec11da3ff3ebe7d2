using System.Net;
using System.Text.Json.Nodes;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Tests.Api;
using Isobar.Server.Web;
using Isobar.Server.Web.Wire;
using Isobar.Storage;

namespace Isobar.Server.Tests.Web;

public sealed class ConsoleEventTests : IAsyncLifetime
{
    private ConsoleFixture _server = null!;
    private ConsoleClient _editor = null!;

    public async Task InitializeAsync()
    {
        _server = await ConsoleFixture.StartAsync();
        _editor = await _server.SignInAsync("editor");
        (await _editor.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
    }

    public async Task DisposeAsync()
    {
        _editor.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Events_of_a_range_come_page_by_page_the_newest_first()
    {
        _server.Folder.Commit(Enumerable.Range(0, 5).Select(i => Samples.LocalEvent("shop", Samples.Midnight + 600 * i, Samples.Midnight + 600 * i + 900)));
        List<long> starts = [];
        string after = "";
        do
        {
            JsonNode page = (await _editor.GetAsync($"/api/monitors/shop/events?limit=2{after}")).Ok();
            starts.AddRange(page["events"]!.AsArray().Select(one => one!["startedAt"]!.GetValue<long>()));
            after = page["next"] is { } next ? $"&after={next}" : "";
        }
        while (after.Length > 0);
        Assert.Equal(Enumerable.Range(0, 5).Select(i => Samples.Midnight + 600L * i).Reverse(), starts);
        Assert.Empty((await _editor.GetAsync("/api/monitors/shop/events?status=active")).Ok()["events"]!.AsArray());
        (await _editor.GetAsync("/api/monitors/shop/events?after=nonsense")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    [Fact]
    public async Task Local_events_can_be_left_out_of_a_list()
    {
        HealthEvent overall = Samples.OverallEvent("shop", Samples.Midnight, Samples.Midnight + 1800);
        _server.Folder.Commit([Samples.LocalEvent("shop", Samples.Midnight + 600, Samples.Midnight + 900), overall]);
        Assert.Equal(2, (await _editor.GetAsync("/api/monitors/shop/events")).Ok()["events"]!.AsArray().Count);
        Assert.Equal(overall.EventId, Assert.Single((await _editor.GetAsync("/api/monitors/shop/events?scope=overall")).Ok()["events"]!.AsArray())!["id"]!.GetValue<string>());
        (await _editor.GetAsync("/api/monitors/shop/events?scope=wide")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    [Fact]
    public void Hours_of_a_history_are_drawn_as_long_as_they_are_and_end_with_it()
    {
        // The history ends at 00:40, so its last row, of midnight, stands for eight steps of five minutes; the event begins after it.
        long end = Samples.Midnight + 2400;
        HealthEvent source = Samples.OverallEvent("shop", end + 60, null);
        _server.Folder.Measure("shop", Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 8000, 100, 20));
        EventSeriesAnswer series = EventSeries.Of(_server.Folder, "shop", TrafficWeight.Bytes, source, end + 300, end);
        double?[] known = [.. series.Times.Zip(series.Availability).Where(entry => entry.First >= Samples.Midnight).Select(entry => entry.Second)];
        Assert.Equal([100, 100, 100, 100, 100, 100, 100, 100, null], known);
        Assert.Equal(1000, series.Bytes[series.Times.ToList().IndexOf(Samples.Midnight)]);
    }

    [Fact]
    public async Task An_event_tells_what_where_why_and_what_to_do()
    {
        HealthEvent source = Samples.OverallEvent("shop", Samples.Midnight, null);
        _server.Folder.Commit(new CommitContent
        {
            HealthEvents = [EventRows.Of(source)],
            EventUpdates = [Isobar.Server.Hosting.Health.HealthContent.UpdateOf(new(HealthEventChangeKind.Created, source))],
            Notices = [new(source.EventArn, "pager", Samples.Midnight + 460, "delivered", "")],
        });
        JsonNode one = (await _editor.GetAsync(PathOf(source))).Ok();
        Assert.Equal((source.EventId, "Availability", "active"), (one["id"]!.GetValue<string>(), one["type"]!.GetValue<string>(), one["status"]!.GetValue<string>()));
        Assert.Equal(source.Action.Text, one["action"]!["text"]!.GetValue<string>());
        JsonNode location = one["locations"]![0]!;
        Assert.Equal(("Berlin", 64500u, "eu-central-1"), (location["city"]!.GetValue<string>(), location["asn"]!.GetValue<uint>(), location["location"]!.GetValue<string>()));
        Assert.Equal(["service", "client"], one["paths"]![0]!["nodes"]!.AsArray().Select(node => node!["kind"]!.GetValue<string>()).Where(kind => kind != "transit"));
        Assert.Equal("created", Assert.Single(one["history"]!.AsArray())!["kind"]!.GetValue<string>());
        Assert.Equal("pager delivered", $"{one["notifications"]![0]!["channel"]} {one["notifications"]![0]!["state"]}");
    }

    [Fact]
    public async Task The_series_show_the_time_before_and_gaps_as_gaps()
    {
        HealthEvent source = Samples.OverallEvent("shop", Samples.Midnight, Samples.Midnight + 1800);
        _server.Folder.Commit([source]);
        _server.Folder.Measure("shop", Samples.Midnight - 600, 2, (Samples.Berlin, "eu-central-1", 1000, 100, 20), (Samples.Paris, "eu-central-1", 5000, 100, 99));
        _server.Folder.Measure("shop", Samples.Midnight + 300, 1, (Samples.Berlin, "eu-central-1", 1000, 40, 80));
        JsonNode series = (await _editor.GetAsync(PathOf(source) + "/series")).Ok();
        long[] times = [.. series["times"]!.AsArray().Select(time => time!.GetValue<long>())];
        double? At(string name, long time) => series[name]![Array.IndexOf(times, time)]?.GetValue<double>();
        Assert.Equal((100, null, 40.0), (At("availability", Samples.Midnight - 300), At("availability", Samples.Midnight), At("availability", Samples.Midnight + 300)));
        // Paris is not in the event, so its times do not count.
        Assert.Equal((20.0, 80.0), (At("rttP50", Samples.Midnight - 300), At("rttP50", Samples.Midnight + 300)));
        Assert.Equal(1000, At("bytes", Samples.Midnight - 300));
    }

    [Fact]
    public async Task An_event_is_acknowledged_and_silenced_and_both_taken_back()
    {
        HealthEvent source = Samples.OverallEvent("shop", Samples.Midnight, null);
        _server.Folder.Commit([source]);
        (await _editor.PutAsync(PathOf(source) + "/acknowledgement", """{"note":"looking"}""")).Ok();
        (await _editor.PutAsync(PathOf(source) + "/silence", $$"""{"until":{{_server.Now + 60}}}""")).Ok();
        JsonNode one = (await _editor.GetAsync(PathOf(source))).Ok();
        Assert.Equal(("editor", "looking", true), (one["acknowledgement"]!["user"]!.GetValue<string>(), one["acknowledgement"]!["note"]!.GetValue<string>(), one["isSilenced"]!.GetValue<bool>()));
        Assert.Equal("silenced by editor", _server.Services.Quiet.ReasonFor(source, _server.Now));
        _server.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Null(_server.Services.Quiet.ReasonFor(source, _server.Now));
        Assert.False((await _editor.GetAsync(PathOf(source))).Ok()["isSilenced"]!.GetValue<bool>());
        (await _editor.DeleteAsync(PathOf(source) + "/acknowledgement")).Ok();
        (await _editor.DeleteAsync(PathOf(source) + "/silence")).Ok();
        one = (await _editor.GetAsync(PathOf(source))).Ok();
        Assert.Equal((null, null), (one["acknowledgement"], one["silence"]));
    }

    [Fact]
    public async Task Planned_work_keeps_events_that_begin_in_it_quiet()
    {
        HealthEvent during = Samples.OverallEvent("shop", Samples.Midnight + 60, null), before = Samples.OverallEvent("shop", Samples.Midnight - 60, null);
        JsonNode made = (await _editor.PostAsync(
            "/api/maintenance", $$"""{"from":{{Samples.Midnight}},"to":{{Samples.Midnight + 3600}},"text":"router swap","location":"eu-central-1"}""")).Ok();
        Assert.Equal("planned work: router swap", _server.Services.Quiet.ReasonFor(during, _server.Now));
        Assert.Null(_server.Services.Quiet.ReasonFor(before, _server.Now));
        string[] locations = ["eu-central-1", "us-east-1"];
        Assert.Equal(["eu-central-1"], _server.Services.Quiet.MaintainedAt(Samples.Midnight + 3300, Samples.Midnight + 3600, locations));
        Assert.Empty(_server.Services.Quiet.MaintainedAt(Samples.Midnight + 3600, Samples.Midnight + 3900, locations));
        (await _editor.DeleteAsync($"/api/maintenance/{made["id"]}")).Ok();
        Assert.Null(_server.Services.Quiet.ReasonFor(during, _server.Now));
        (await _editor.PostAsync("/api/maintenance", """{"from":2,"to":1,"text":"x"}""")).Is(HttpStatusCode.BadRequest, "Validation");
        (await _editor.PostAsync("/api/maintenance", """{"from":1,"to":2,"text":"x","location":"atlantis"}""")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    [Fact]
    public async Task Annotations_are_of_one_monitor_or_of_all()
    {
        (await _editor.PostAsync("/api/annotations", """{"text":"for all"}""")).Ok();
        (await _editor.PostAsync("/api/annotations", """{"text":"for shop","monitor":"shop","kind":"change"}""")).Ok();
        (await _editor.PostAsync("/api/annotations", """{"text":"x","monitor":"nothing"}""")).Is(HttpStatusCode.NotFound, "NotFound");
        (await _editor.PostAsync("/api/annotations", """{"text":"x","link":"javascript:alert(1)"}""")).Is(HttpStatusCode.BadRequest, "Validation");
        _server.Clock.Advance(TimeSpan.FromMinutes(1));
        async Task<string[]> TextsAsync(string query) =>
            [.. (await _editor.GetAsync("/api/annotations?from=now-1h" + query)).Ok()["annotations"]!.AsArray().Select(one => one!["text"]!.GetValue<string>())];
        Assert.Equal(["for all", "for shop"], await TextsAsync(""));
        Assert.Equal(["for all"], await TextsAsync("&monitor=other"));
        Assert.Empty(await TextsAsync("&to=now-30m"));
    }

    [Fact]
    public async Task The_weather_map_is_of_a_day()
    {
        _server.Folder.Commit(new CommitContent
        {
            InternetEvents = [EventRows.Of(Samples.Weather(1, HealthMetric.Performance, Samples.Midnight, null), Samples.Midnight), EventRows.Of(Samples.Weather(2, HealthMetric.Availability, Samples.Midnight - 172_800, Samples.Midnight - 90_000), Samples.Midnight)],
        });
        JsonNode one = Assert.Single((await _editor.GetAsync("/api/weather")).Ok()["events"]!.AsArray())!;
        Assert.Equal(("Performance", "active", 52.52), (one["type"]!.GetValue<string>(), one["status"]!.GetValue<string>(), one["latitude"]!.GetValue<double>()));
        Assert.Equal(2, (await _editor.GetAsync("/api/weather?from=now-7d")).Ok()["events"]!.AsArray().Count);
        (await _editor.GetAsync("/api/weather?from=now-31d")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    [Fact]
    public async Task An_alarm_is_made_read_and_deleted()
    {
        const string Body = """{"name":"low/score","monitor":"shop","metric":"AvailabilityScore","threshold":95,"comparison":"LessThanThreshold","evaluationPeriods":3,"alarmActions":["arn:aws:sns:eu-central-1:123456789012:ops"]}""";
        JsonNode made = (await _editor.PostAsync("/api/alarms", Body)).Ok();
        Assert.True(made["isSimple"]!.GetValue<bool>());
        Assert.Equal("shop", made["metric"]!["monitor"]!.GetValue<string>());
        (await _editor.PostAsync("/api/alarms", Body)).Is(HttpStatusCode.Conflict, "Conflict");
        (await _editor.PostAsync("/api/alarms", Body.Replace("low/score", "other", StringComparison.Ordinal).Replace(":ops", ":nobody", StringComparison.Ordinal))).Is(HttpStatusCode.BadRequest, "Validation");
        Assert.False((await _editor.PutAsync("/api/alarms/low%2Fscore/actions", """{"isEnabled":false}""")).Ok()["actionsEnabled"]!.GetValue<bool>());
        Assert.Equal(2, (await _editor.GetAsync("/api/alarms/low%2Fscore/history")).Ok()["entries"]!.AsArray().Count);
        (await _editor.DeleteAsync("/api/alarms/low%2Fscore")).Ok();
        Assert.Empty((await _editor.GetAsync("/api/alarms")).Ok()["alarms"]!.AsArray());
    }

    private static string PathOf(HealthEvent source) => $"/api/monitors/shop/events/{Uri.EscapeDataString(source.EventId)}";
}
