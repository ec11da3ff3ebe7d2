using System.Net;
using System.Text.Json.Nodes;
using Isobar.Server.Tests.Api;

namespace Isobar.Server.Tests.Web;

public sealed class ConsoleExplorerTests : IAsyncLifetime
{
    private const string Range = "from=1767312000&to=1767313200";

    private ConsoleFixture _server = null!;
    private ConsoleClient _viewer = null!;

    public async Task InitializeAsync()
    {
        _server = await ConsoleFixture.StartAsync();
        using ConsoleClient editor = await _server.SignInAsync("editor");
        (await editor.PostAsync("/api/monitors", """{"name":"shop"}""")).Ok();
        _viewer = await _server.SignInAsync("viewer");
        _server.Folder.Measure(
            "shop", Samples.Midnight, 4, (Samples.Berlin, "eu-central-1", 3000, 90, 20), (Samples.Munich, "eu-central-1", 2000, 100, 30), (Samples.Paris, "us-east-1", 1000, 100, 40));
        _server.Folder.Measure("shop", Samples.Midnight - 1200, 4, (Samples.Paris, "us-east-1", 500, 100, 40));
    }

    public async Task DisposeAsync()
    {
        _viewer.Dispose();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Groups_and_the_rest_make_the_whole()
    {
        JsonNode answer = await AskAsync($"/api/explorer?monitor=shop&{Range}&group=country&top=1");
        JsonArray groups = answer["groups"]!.AsArray();
        Assert.Equal(["Germany", "Other"], groups.Select(group => group!["label"]!.GetValue<string>()));
        Assert.Equal([20_000, 4_000], groups.Select(group => group!["totals"]!["bytesIn"]!.GetValue<long>() + group["totals"]!["bytesOut"]!.GetValue<long>()));
        Assert.Equal(100, groups.Sum(group => group!["totals"]!["trafficPercent"]!.GetValue<double>()), 1e-3);
        Assert.Equal(94, groups[0]!["totals"]!["availability"]!.GetValue<double>());
        Assert.Equal("country:Germany", groups[0]!["filter"]![0]!.GetValue<string>());
        Assert.Equal(4, answer["times"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("f=country:France", 4_000)]
    [InlineData("f=!country:France", 20_000)]
    [InlineData("f=country:Germany&f=network:64501", 8_000)]
    [InlineData("f=country:Germany&f=country:France", 24_000)]
    [InlineData("f=location:us-east-1", 4_000)]
    [InlineData("f=country:Nowhere", 0)]
    public async Task Filters_hold_all_fields_and_any_of_their_values(string filter, long bytes)
    {
        JsonArray groups = (await AskAsync($"/api/explorer?monitor=shop&{Range}&{filter}"))["groups"]!.AsArray();
        Assert.Equal(bytes, groups.Sum(group => group!["totals"]!["bytesIn"]!.GetValue<long>() + group["totals"]!["bytesOut"]!.GetValue<long>()));
    }

    [Fact]
    public async Task The_time_before_has_the_same_groups_also_those_that_were_not_there()
    {
        JsonNode compare = (await AskAsync($"/api/explorer?monitor=shop&{Range}&group=country&top=5&compare=previous"))["compare"]!;
        Assert.Equal((Samples.Midnight - 1200, Samples.Midnight), (compare["from"]!.GetValue<long>(), compare["to"]!.GetValue<long>()));
        JsonArray groups = compare["groups"]!.AsArray();
        Assert.Equal(["Germany", "France"], groups.Select(group => group!["label"]!.GetValue<string>()));
        Assert.All(groups[0]!["bytesIn"]!.AsArray(), Assert.Null);
        Assert.Equal([50, 50, 50, 50], groups[1]!["bytesIn"]!.AsArray().Select(bytes => bytes!.GetValue<long>()));
    }

    [Fact]
    public async Task What_is_left_is_compared_with_what_was_left()
    {
        JsonArray groups = (await AskAsync($"/api/explorer?monitor=shop&{Range}&group=country&top=1&compare=previous"))["compare"]!["groups"]!.AsArray();
        Assert.Equal(["Germany", "Other"], groups.Select(group => group!["label"]!.GetValue<string>()));
        Assert.Equal(2_000, groups[1]!["totals"]!["bytesIn"]!.GetValue<long>() + groups[1]!["totals"]!["bytesOut"]!.GetValue<long>());
    }

    [Fact]
    public async Task Address_families_are_groups_and_filters_also_of_the_time_before()
    {
        _server.Folder.MeasureBoth("shop", Samples.Midnight + 1200, 4, Samples.Berlin, "eu-central-1", 3000, 1000, 20);
        _server.Folder.MeasureBoth("shop", Samples.Midnight + 2400, 4, Samples.Berlin, "eu-central-1", 5000, 2000, 20);
        const string Later = "from=1767314400&to=1767315600";
        JsonNode answer = await AskAsync($"/api/explorer?monitor=shop&{Later}&group=family&top=1&compare=previous");
        JsonArray groups = answer["groups"]!.AsArray(), before = answer["compare"]!["groups"]!.AsArray();
        Assert.Equal(["IPv4", "IPv6"], groups.Select(group => group!["label"]!.GetValue<string>()));
        Assert.Equal(["family:IPv4", "family:IPv6"], groups.Select(group => group!["filter"]![0]!.GetValue<string>()));
        Assert.Equal([20_000, 8_000], groups.Select(Bytes));
        Assert.Equal([12_000, 4_000], before.Select(Bytes));
        Assert.Equal([20, 10], groups.Select(group => group!["totals"]!["rttP50"]!.GetValue<double>()));
        Assert.Null(answer["familyNotRecordedUntil"]);
        foreach ((string filter, long bytes) in ((string, long)[])[("family:IPv6", 8_000), ("!family:IPv6", 20_000), ("family:IPv4", 20_000)])
        {
            Assert.Equal(bytes, (await AskAsync($"/api/explorer?monitor=shop&{Later}&f={filter}&f=country:Germany"))["groups"]!.AsArray().Sum(Bytes));
        }
        JsonArray values = (await AskAsync($"/api/explorer/values?monitor=shop&field=family&{Later}"))["values"]!.AsArray();
        Assert.Equal(["IPv4", "IPv6"], values.Select(value => value!["value"]!.GetValue<string>()));
        (await _viewer.GetAsync($"/api/monitors/shop/insights?{Later}&f=family:IPv6")).Is(HttpStatusCode.BadRequest, "Validation");
    }

    private static long Bytes(JsonNode? group) => group!["totals"]!["bytesIn"]!.GetValue<long>() + group["totals"]!["bytesOut"]!.GetValue<long>();

    [Theory]
    [InlineData("group=colour", "group")]
    [InlineData("f=colour:red", "f")]
    [InlineData("f=red", "f")]
    [InlineData("top=0", "top")]
    [InlineData("step=100", "step")]
    [InlineData("compare=next", "compare")]
    public async Task What_cannot_be_asked_is_told(string parameter, string field)
    {
        ConsoleReply reply = await _viewer.GetAsync($"/api/explorer?monitor=shop&{Range}&{parameter}");
        reply.Is(HttpStatusCode.BadRequest, "Validation");
        Assert.Equal(field, reply.Json["field"]!.GetValue<string>());
    }

    [Fact]
    public async Task Values_begin_with_what_was_typed()
    {
        JsonArray values = (await AskAsync($"/api/explorer/values?monitor=shop&field=city&prefix=mu&{Range}"))["values"]!.AsArray();
        Assert.Equal("Munich, Bavaria, Germany", Assert.Single(values)!["value"]!.GetValue<string>());
    }

    [Fact]
    public async Task Overview_and_map_are_of_the_same_traffic()
    {
        JsonNode overview = await AskAsync($"/api/monitors/shop/overview?{Range}"), map = await AskAsync($"/api/monitors/shop/map?{Range}");
        Assert.Equal(24_000, overview["totals"]!["bytesIn"]!.GetValue<long>() + overview["totals"]!["bytesOut"]!.GetValue<long>());
        JsonNode points = map["points"]!;
        Assert.Equal(["Berlin", "Munich", "Paris"], points["city"]!.AsArray().Select(city => city!.GetValue<string>()));
        Assert.Equal([50, 33.3333, 16.6667], points["trafficPercent"]!.AsArray().Select(percent => percent!.GetValue<double>()));
        Assert.All(points.AsObject(), column => Assert.Equal(3, column.Value!.AsArray().Count));
        Assert.Equal(["eu-central-1", "us-east-1"], map["locations"]!.AsArray().Select(location => location!["name"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Insights_are_of_what_the_filter_leaves()
    {
        JsonNode all = await AskAsync($"/api/monitors/shop/insights?{Range}"), french = await AskAsync($"/api/monitors/shop/insights?{Range}&f=country:France");
        Assert.Equal(3, all["locations"]!.AsArray().Count);
        Assert.Equal("Paris", Assert.Single(french["locations"]!.AsArray())!["city"]!.GetValue<string>());
        Assert.NotEmpty(all["basis"]!.GetValue<string>());
    }

    private async Task<JsonNode> AskAsync(string path) => (await _viewer.GetAsync(path)).Ok();
}
