using System.Net;
using System.Text.Json.Nodes;
using Isobar.Core.Monitors;
using Isobar.Server.Web;

namespace Isobar.Server.Tests.Web;

public sealed class ConsoleMonitorTests : IAsyncLifetime
{
    private ConsoleFixture _server = null!;
    private ConsoleClient _editor = null!;

    public async Task InitializeAsync()
    {
        _server = await ConsoleFixture.StartAsync();
        _editor = await _server.SignInAsync("editor");
    }

    public async Task DisposeAsync()
    {
        _editor.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task What_the_console_makes_the_api_knows()
    {
        string arn = ResourceArn.OfSource(ConsoleFixture.Region, ConsoleFixture.Account, "web").Text;
        JsonNode made = (await _editor.PostAsync("/api/monitors", $$$"""
            {"name":"shop","resources":["{{{arn}}}"],"trafficPercentage":90,"maximumCityNetworks":500,
             "thresholds":{"availability":97,"availabilityLocal":{"isEnabled":false}},"tags":{"team":"web"}}
            """)).Ok();
        Assert.Equal("web", made["resources"]![0]!["name"]!.GetValue<string>());
        Server.Api.Monitors.MonitorRecord record = _server.Api.Services.Monitors.Get(ConsoleFixture.Account, "shop");
        Assert.Equal((90, 500, 97.0, 95.0, false, true), (
            record.TrafficPercentage, record.MaximumCityNetworks, record.HealthEvents!.AvailabilityScoreThreshold, record.HealthEvents.PerformanceScoreThreshold,
            record.HealthEvents.AvailabilityLocal.IsEnabled, record.HealthEvents.PerformanceLocal.IsEnabled));
        Assert.Equal("web", record.Tags["team"]);
    }

    [Fact]
    public async Task Delivery_is_set_told_and_switched_off()
    {
        await using ConsoleFixture server = await ConsoleFixture.StartAsync(""", "buckets": { "shop-im": { "endpoint": "https://s3.example.org:9000/x", "secretKey": "secret", "accessKey": "id" } }""");
        using ConsoleClient editor = await server.SignInAsync("editor");
        JsonNode buckets = (await editor.GetAsync("/api/buckets")).Ok();
        Assert.Equal("""{"buckets":[{"name":"shop-im","kind":"s3","place":"https://s3.example.org:9000"}]}""", buckets.ToJsonString());
        JsonNode made = (await editor.PostAsync("/api/monitors", """{"name":"shop","delivery":{"bucket":"shop-im","prefix":"im","isEnabled":true}}""")).Ok();
        Assert.Equal("""{"bucket":"shop-im","prefix":"im","isEnabled":true,"progress":{"lastWindow":null,"lastAt":null,"waiting":0,"skipped":0,"fault":null}}""", made["delivery"]!.ToJsonString());
        Server.Api.Monitors.MonitorRecord record = server.Api.Services.Monitors.Get(ConsoleFixture.Account, "shop");
        Assert.Equal(new("shop-im", "im", true, server.Now), record.Delivery);
        // Another change leaves it as it is, and its beginning too.
        server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.True((await editor.PutAsync("/api/monitors/shop", """{"trafficPercentage":50}""")).Ok()["delivery"]!["isEnabled"]!.GetValue<bool>());
        (await editor.PutAsync("/api/monitors/shop", """{"delivery":{"bucket":"shop-im","prefix":"other","isEnabled":true}}""")).Ok();
        Assert.Equal(record.Delivery! with { BucketPrefix = "other" }, server.Api.Services.Monitors.Get(ConsoleFixture.Account, "shop").Delivery);
        JsonNode off = (await editor.PutAsync("/api/monitors/shop", """{"delivery":{"bucket":"shop-im","isEnabled":false}}""")).Ok();
        Assert.Equal("""{"bucket":"shop-im","prefix":null,"isEnabled":false,"progress":null}""", off["delivery"]!.ToJsonString());
        (await editor.PutAsync("/api/monitors/shop", """{"delivery":{"bucket":"shop-im","isEnabled":true}}""")).Ok();
        Assert.Equal(server.Now, server.Api.Services.Monitors.Get(ConsoleFixture.Account, "shop").Delivery!.Since);
    }

    [Fact]
    public async Task A_change_touches_only_what_it_names()
    {
        (await _editor.PostAsync("/api/monitors", """{"name":"shop","trafficPercentage":90,"tags":{"a":"1","b":"2"}}""")).Ok();
        JsonNode changed = (await _editor.PutAsync("/api/monitors/shop", """{"tags":{"b":"3","c":"4"},"status":"inactive"}""")).Ok();
        Assert.Equal("""{"b":"3","c":"4"}""", changed["tags"]!.ToJsonString());
        Assert.Equal((90, "inactive"), (changed["trafficPercentage"]!.GetValue<int>(), changed["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Resources_take_the_place_of_those_before()
    {
        string[] arns = [.. new[] { "web", "shop" }.Select(source => ResourceArn.OfSource(ConsoleFixture.Region, ConsoleFixture.Account, source).Text)];
        (await _editor.PostAsync("/api/monitors", $$"""{"name":"m","resources":["{{arns[0]}}"]}""")).Ok();
        JsonNode changed = (await _editor.PutAsync("/api/monitors/m", $$"""{"resources":["{{arns[1]}}"]}""")).Ok();
        Assert.Equal(arns[1], Assert.Single(changed["resources"]!.AsArray())!["arn"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("""{"name":"a b"}""", "name")]
    [InlineData("""{"name":"a","trafficPercentage":101}""", "trafficPercentage")]
    [InlineData("""{"name":"a","maximumCityNetworks":0}""", "maximumCityNetworks")]
    [InlineData("""{"name":"a","thresholds":{"availability":101}}""", "thresholds")]
    [InlineData("""{"name":"a","colour":"red"}""", "colour")]
    [InlineData("""{"name":7}""", "name")]
    public async Task What_is_not_allowed_is_told_with_the_member(string body, string field)
    {
        ConsoleReply reply = await _editor.PostAsync("/api/monitors", body);
        reply.Is(HttpStatusCode.BadRequest, "Validation");
        Assert.Equal(field, reply.Json["field"]?.GetValue<string>());
    }

    [Fact]
    public async Task A_monitor_that_is_active_is_deleted_in_one_step()
    {
        (await _editor.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
        (await _editor.PostAsync("/api/monitors", """{"name":"shop"}""")).Is(HttpStatusCode.Conflict, "Conflict");
        (await _editor.DeleteAsync("/api/monitors/shop")).Ok();
        (await _editor.GetAsync("/api/monitors/shop")).Is(HttpStatusCode.NotFound, "NotFound");
    }

    [Fact]
    public async Task The_list_has_a_cell_for_each_hour()
    {
        (await _editor.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
        JsonNode list = (await _editor.GetAsync("/api/monitors")).Ok();
        JsonNode monitor = Assert.Single(list["monitors"]!.AsArray())!;
        Assert.Equal(24, list["strip"]!["times"]!.AsArray().Count);
        Assert.Equal(Enumerable.Repeat("none", 24), monitor["strip"]!["state"]!.AsArray().Select(cell => cell!.GetValue<string>()));
        Assert.Null(monitor["scores"]);
    }

    [Fact]
    public async Task Resources_are_those_of_the_configuration_with_their_places()
    {
        JsonArray resources = (await _editor.GetAsync("/api/resources")).Ok()["resources"]!.AsArray();
        Assert.Equal(["shop us-east-1", "web eu-central-1"], resources.Select(one => $"{one!["name"]} {one["locations"]![0]!["name"]}").Order());
        Assert.All(resources, one => Assert.NotNull(one!["locations"]![0]!["latitude"]));
    }

    [Fact]
    public async Task Coverage_of_no_traffic_is_nothing()
    {
        JsonNode coverage = (await _editor.GetAsync("/api/coverage?percentage=90")).Ok();
        Assert.Equal((0, 14.6), (coverage["cityNetworks"]!.GetValue<int>(), coverage["price"]!["perMonth"]!.GetValue<double>()));
        (await _editor.GetAsync("/api/coverage?percentage=0")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    /// <summary>The worked examples of the service's guide; its 50,000 city-networks are counted without the hundred that are free.</summary>
    [Theory]
    [InlineData(1, 200, 14.6 - 7.3 + 5.4)]
    [InlineData(0, 50_100, 2701)]
    [InlineData(1, 100, 7.3)]
    public void The_service_would_charge_what_its_guide_says(int resources, int cityNetworks, double expected) =>
        Assert.Equal(expected, ServicePrice.Of(resources, cityNetworks).PerMonth, 1e-6);
}
