using System.Text.Json.Nodes;
using Isobar.Server.Api.Access;

namespace Isobar.Server.Tests.Api;

public sealed class QueryOperationTests : IAsyncLifetime
{
    private const string Queries = "/v20210603/Monitors/shop/Queries", Range = "\"StartTime\":\"2026-01-02T00:00:00Z\",\"EndTime\":\"2026-01-02T01:00:00Z\"";

    private ApiFixture _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiFixture.StartAsync();
        await _api.CreateAsync("shop");
        _api.Folder.Measure(
            "shop", Samples.Midnight, 2, (Samples.Berlin, "eu-central-1", 600, 100, 40), (Samples.Munich, "eu-central-1", 300, 90, 80),
            (Samples.Paris, "eu-west-3", 100, 70, 200));
        _api.Folder.Measure("210987654321--shop", Samples.Midnight, 1, (Samples.Paris, "eu-west-3", 50, 50, 10));
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Measurements_are_weighed_by_traffic()
    {
        JsonObject results = await RunAsync("""{"QueryType":"MEASUREMENTS",$}""");
        Assert.Equal(
            """[{"Name":"timestamp","Type":"integer"},{"Name":"availability","Type":"float"},{"Name":"performance","Type":"float"},{"Name":"rtt_p50","Type":"bigint"},{"Name":"rtt_p90","Type":"bigint"},{"Name":"rtt_p95","Type":"bigint"},{"Name":"bytes_in","Type":"bigint"},{"Name":"bytes_out","Type":"bigint"}]""",
            results["Fields"]!.ToJsonString());
        // Scores: 0.6 × 100 + 0.3 × 90 + 0.1 × 70. Round-trip times: the worked example of the specification, 68 ms.
        Assert.Equal(
            """[["1767312000","94.0","100.0","68","136","204","100","900"],["1767312300","94.0","100.0","68","136","204","100","900"]]""",
            results["Data"]!.ToJsonString());
        Assert.False(results.ContainsKey("NextToken"));
    }

    [Theory]
    [InlineData("""{"Field":"country","Operator":"EQUALS","Values":["Germany"]},{"Field":"city","Operator":"NOT_EQUALS","Values":["Berlin"]}""", "300")]
    [InlineData("""{"Field":"country","Values":["Germany","France"]}""", "1000")]
    [InlineData("""{"Field":"country","Operator":"EQUALS","Values":["germany"]}""", "")]
    [InlineData("""{"Field":"country","Operator":"NOT_EQUALS","Values":["Germany","France"]}""", "")]
    [InlineData("""{"Field":"asn","Operator":"EQUALS","Values":["64502"]}""", "100")]
    [InlineData("""{"Field":"asn","Operator":"NOT_EQUALS","Values":["64502"]}""", "900")]
    [InlineData("""{"Field":"aws_location","Operator":"EQUALS","Values":["eu-west-3"]}""", "100")]
    [InlineData("""{"Field":"aws_location","Operator":"NOT_EQUALS","Values":["eu-west-3"]}""", "900")]
    [InlineData("""{"Field":"subdivision","Operator":"EQUALS","Values":["Bavaria"]}""", "300")]
    [InlineData("""{"Field":"metro","Operator":"EQUALS","Values":["N/A"]}""", "1000")]
    [InlineData("""{"Field":"asn","Operator":"GREATER_THAN","Values":["64500"]}""", "400")]
    [InlineData("""{"Field":"asn","Operator":"LESS_THAN_OR_EQUAL","Values":["64500"]}""", "600")]
    [InlineData("""{"Field":"city","Operator":"CONTAINS","Values":["ni"]}""", "300")]
    [InlineData("""{"Field":"city","Operator":"NOT_CONTAINS","Values":["ni","er"]}""", "100")]
    [InlineData("""{"Field":"city","Operator":"STARTS_WITH","Values":["Ber","Par"]}""", "700")]
    [InlineData("""{"Field":"city","Operator":"ENDS_WITH","Values":["ich"]}""", "300")]
    [InlineData("""{"Field":"city","Operator":"CONTAINS","Values":["%"]}""", "")]
    [InlineData("""{"Field":"city","Operator":"CONTAINS","Values":["_"]}""", "")]
    [InlineData("""{"Field":"city","Operator":"EQUALS","Values":["O'Fallon","Paris"]}""", "100")]
    [InlineData("""{"Field":"city","Operator":"EQUALS","Values":["') OR 1=1 --"]}""", "")]
    [InlineData("""{"Field":"bytes_in","Operator":"GREATER_THAN","Values":["99"]}""", "1000")]
    [InlineData("""{"Field":"availability","Operator":"LESS_THAN","Values":["90.9"]}""", "")]
    public async Task Filters_leave_what_they_say(string filters, string bytes)
    {
        JsonObject results = await RunAsync($$"""{"QueryType":"MEASUREMENTS","FilterParameters":[{{filters}}],$}""");
        JsonArray rows = results["Data"]!.AsArray();
        Assert.Equal(
            bytes, rows.Count == 0 ? "" : (long.Parse(rows[0]![6]!.GetValue<string>(), null) + long.Parse(rows[0]![7]!.GetValue<string>(), null)).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("MEASUREMENTS", """{"Field":"geo","Values":["city"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"proposed_aws_location","Values":["us-east-1"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"nothing","Values":["x"]}""")]
    [InlineData("MEASUREMENTS", """{"Values":["x"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"city"}""")]
    [InlineData("MEASUREMENTS", """{"Field":"city","Values":[]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"city","Values":[null]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"city","Operator":"equals","Values":["x"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"asn","Values":["x"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"availability","Operator":"EQUALS","Values":["100.0"]}""")]
    [InlineData("MEASUREMENTS", """{"Field":"availability","Operator":"LESS_THAN","Values":["much"]}""")]
    [InlineData("MEASUREMENTS", "null")]
    [InlineData("TOP_LOCATIONS", """{"Field":"geo","Values":["planet"]}""")]
    [InlineData("TOP_LOCATIONS", """{"Field":"proposed_aws_location","Values":["us-east-1"]}""")]
    [InlineData("TOP_LOCATION_DETAILS", """{"Field":"geo","Values":["city"]}""")]
    [InlineData("OVERALL_TRAFFIC_SUGGESTIONS", """{"Field":"geo","Values":["city"]}""")]
    [InlineData("OVERALL_TRAFFIC_SUGGESTIONS_DETAILS", """{"Field":"city","Values":["Berlin"]}""")]
    [InlineData("ROUTING_SUGGESTIONS", """{"Field":"city","Values":["Berlin"]}""")]
    public async Task A_filter_that_its_type_does_not_know_is_refused(string type, string filter) =>
        (await _api.PostAsync(Queries, $$"""{"QueryType":"{{type}}","FilterParameters":[{{filter}}],{{Range}}}""")).Fails(400, "ValidationException");

    [Theory]
    [InlineData("""{"QueryType":"MEASUREMENTS","StartTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","StartTime":"2026-01-02T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","StartTime":"soon","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"EVERYTHING","StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","LinkedAccountId":"1","StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","TimeBucketSeconds":301,"StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"TOP_LOCATIONS","TimeBucketSeconds":300,"StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","OrderBy":[{"Field":"city"}],"StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    [InlineData("""{"QueryType":"MEASUREMENTS","OrderBy":[{"Field":"bytes_in","Direction":"UP"}],"StartTime":"2026-01-01T00:00:00Z","EndTime":"2026-01-02T00:00:00Z"}""")]
    public async Task A_query_that_breaks_the_model_is_refused(string body) => (await _api.PostAsync(Queries, body)).Fails(400, "ValidationException");

    [Fact]
    public async Task Times_may_be_numbers_too()
    {
        string id = (await _api.PostAsync(Queries, """{"QueryType":"MEASUREMENTS","StartTime":1767312300,"EndTime":1767315600.5}""")).Text("QueryId");
        Assert.Single((await ResultsAsync(id, ""))["Data"]!.AsArray());
    }

    [Fact]
    public async Task Top_locations_come_with_the_greatest_traffic_first()
    {
        JsonObject results = await RunAsync("""{"QueryType":"TOP_LOCATIONS",$}""");
        Assert.Equal(
            "aws_location,city,metro,subdivision,country,asn,availability,min_availability,performance,min_performance,bytes_in,bytes_out,current_fbl,best_ec2,best_ec2_region,best_cf_fbl",
            string.Join(',', results["Fields"]!.AsArray().Select(field => field!["Name"]!.GetValue<string>())));
        string[][] rows = Rows(results);
        Assert.Equal(
            ["eu-central-1|Berlin|N/A|Land Berlin|Germany|64500|100.0|100.0|100.0|100.0|120|1080|80", "eu-central-1|Munich|N/A|Bavaria|Germany|64501|90.0|90.0|100.0|100.0|60|540|160",
                "eu-west-3|Paris|N/A|Ile-de-France|France|64502|70.0|70.0|100.0|100.0|20|180|400"],
            rows.Select(row => string.Join('|', row[..13])));
        Assert.All(rows, row => Assert.True(long.Parse(row[13], null) <= long.Parse(row[12], null), string.Join('|', row)));
    }

    [Theory]
    [InlineData("city", "Berlin,Munich,Paris", 5)]
    [InlineData("subdivision", "Land Berlin,Bavaria,Ile-de-France", 3)]
    [InlineData("country", "Germany,Germany,France", 2)]
    public async Task The_level_says_which_columns_of_place_there_are(string level, string places, int asn)
    {
        JsonObject results = await RunAsync($$"""{"QueryType":"TOP_LOCATIONS","FilterParameters":[{"Field":"geo","Operator":"EQUALS","Values":["{{level}}"]}],$}""");
        Assert.Equal("asn", results["Fields"]![asn]!["Name"]!.GetValue<string>());
        Assert.Equal(places, string.Join(',', Rows(results).Select(row => row[1])));
    }

    [Fact]
    public async Task Order_and_time_buckets_are_extensions()
    {
        string[][] rows = Rows(await RunAsync("""{"QueryType":"TOP_LOCATIONS","OrderBy":[{"Field":"availability","Direction":"ASC"},{"Field":"city"}],$}"""));
        Assert.Equal(["Paris", "Munich", "Berlin"], rows.Select(row => row[1]));
        rows = Rows(await RunAsync("""{"QueryType":"MEASUREMENTS","TimeBucketSeconds":3600,$}"""));
        Assert.Equal("1767312000|94.0|100.0|68|136|204|200|1800", string.Join('|', Assert.Single(rows)));
        rows = Rows(await RunAsync("""{"QueryType":"MEASUREMENTS","OrderBy":[{"Field":"timestamp","Direction":"DESC"}],$}"""));
        Assert.Equal(["1767312300", "1767312000"], rows.Select(row => row[0]));
    }

    [Fact]
    public async Task Details_are_hourly_and_of_every_location_that_answers()
    {
        JsonObject results = await RunAsync("""{"QueryType":"TOP_LOCATION_DETAILS",$}""");
        Assert.Equal(
            "timestamp,current_service,current_fbl,best_ec2_fbl,best_ec2_region,best_cf_fbl",
            string.Join(',', results["Fields"]!.AsArray().Select(field => field!["Name"]!.GetValue<string>())));
        Assert.Equal(["1767312000|eu-central-1|107", "1767312000|eu-west-3|400"], Rows(results).Select(row => string.Join('|', row[..3])));
    }

    [Fact]
    public async Task Suggestions_compare_every_present_location_with_the_others()
    {
        JsonObject results = await RunAsync("""{"QueryType":"OVERALL_TRAFFIC_SUGGESTIONS",$}""");
        string[][] rows = Rows(results);
        string[] stays = Assert.Single(rows, row => row[0] == "eu-central-1" && row[1] == "eu-central-1");
        // 1,200 bytes at 80 ms and 600 at 160 ms.
        Assert.Equal(("107", "1800"), (stays[2], stays[3]));
        Assert.Contains(rows, row => row[0] == "eu-west-3" && row[1] == "us-east-1");
        Assert.All(rows, row => Assert.Equal(6, row.Length));
    }

    [Fact]
    public async Task Details_of_suggestions_are_maps()
    {
        string[][] rows = Rows(await RunAsync(
            """{"QueryType":"OVERALL_TRAFFIC_SUGGESTIONS_DETAILS","FilterParameters":[{"Field":"proposed_aws_location","Values":["eu-west-3"]},{"Field":"city","Values":["Berlin"]}],$}"""));
        string[] row = Assert.Single(rows);
        Assert.Equal("eu-central-1|Berlin|N/A|Land Berlin|Germany|64500|1200|eu-central-1", string.Join('|', row[..8]));
        Assert.Matches(@"^\{eu-central-1=80, eu-west-3=\d+\}$", row[8]);
    }

    [Fact]
    public async Task Routing_tells_which_networks_another_location_would_answer_sooner()
    {
        _api.Folder.Measure("shop", Samples.Midnight + 600, 2, (Samples.Berlin, "us-east-1", 500, 100, 120), (Samples.Berlin, "eu-central-1", 500, 100, 40));
        string[][] rows = Rows(await RunAsync("""{"QueryType":"ROUTING_SUGGESTIONS","FilterParameters":[{"Field":"current_aws_location","Values":["us-east-1"]}],$}"""));
        string[] row = Assert.Single(rows);
        // Its resolvers and prefixes are not known; its provider stands for them.
        Assert.Equal("N/A|64500|EXAMPLE-NET|[]|us-east-1|120.0", string.Join('|', row[..6]));
        Assert.NotEqual("us-east-1", row[6]);
        Assert.InRange(double.Parse(row[7], System.Globalization.CultureInfo.InvariantCulture), 1, 40.5);
        rows = Rows(await RunAsync("""{"QueryType":"ROUTING_SUGGESTIONS","FilterParameters":[{"Field":"dns_resolver_asn","Operator":"NOT_EQUALS","Values":["64500"]}],$}"""));
        Assert.DoesNotContain(rows, other => other[1] == "64500");
    }

    [Fact]
    public async Task Suggestions_are_of_thirty_days_however_short_the_range_is()
    {
        _api.Folder.Measure("shop", Samples.Midnight - 29 * 86_400, 1, (Samples.Berlin, "eu-central-1", 10_000, 100, 40));
        _api.Folder.Measure("shop", Samples.Midnight - 31 * 86_400, 1, (Samples.Berlin, "eu-central-1", 70_000, 100, 40));
        string[] stays = Assert.Single(Rows(await RunAsync("""{"QueryType":"OVERALL_TRAFFIC_SUGGESTIONS",$}""")), row => row[0] == "eu-central-1" && row[1] == "eu-central-1");
        Assert.Equal("11800", stays[3]);
    }

    [Fact]
    public async Task Results_come_in_pages_with_an_empty_token_at_first()
    {
        _api.Folder.Measure("shop", Samples.Midnight + 600, 10, (Samples.Berlin, "eu-central-1", 10, 100, 40));
        string id = await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        List<string> times = [];
        string token = "";
        do
        {
            JsonObject page = await ResultsAsync(id, $"?MaxResults=5&NextToken={token}");
            times.AddRange(Rows(page).Select(row => row[0]));
            token = page["NextToken"]?.GetValue<string>() ?? "";
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"{Samples.Midnight + 300 * i}"), times);
        string other = await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        string next = (await ResultsAsync(id, "?MaxResults=5"))["NextToken"]!.GetValue<string>();
        (await _api.GetAsync($"{Queries}/{other}/Results?NextToken={next}")).Fails(400, "ValidationException");
        (await _api.GetAsync($"{Queries}/{id}/Results?MaxResults=1001")).Fails(400, "ValidationException");
    }

    [Fact]
    public async Task A_linked_query_reads_the_other_account_and_is_asked_for_without_naming_it()
    {
        await _api.CreateAsync("shop", _api.OtherKey);
        string[][] rows = Rows(await RunAsync("""{"QueryType":"MEASUREMENTS","LinkedAccountId":"210987654321",$}"""));
        Assert.Equal("1767312000|50.0|100.0|10|20|30|5|45", string.Join('|', Assert.Single(rows)));
        (await _api.PostAsync(Queries, $$"""{"QueryType":"MEASUREMENTS","LinkedAccountId":"123456789012",{{Range}}}""", _api.OtherKey)).Fails(403, "AccessDeniedException");
    }

    [Fact]
    public async Task A_query_belongs_to_its_caller_and_its_monitor()
    {
        string id = await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        Assert.Matches("^AQIC[A-Za-z0-9_-]{60,}$", id);
        (await _api.GetAsync($"{Queries}/{id}/Status", _api.OtherKey)).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync($"/v20210603/Monitors/other/Queries/{id}/Status")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync($"{Queries}/AQICnone/Results")).Fails(404, "ResourceNotFoundException");
        (await _api.DeleteAsync($"{Queries}/AQICnone")).Fails(404, "ResourceNotFoundException");
    }

    [Fact]
    public async Task Stopping_a_query_that_is_over_changes_nothing()
    {
        string id = await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        await ResultsAsync(id, "");
        Assert.Equal("{}", (await _api.DeleteAsync($"{Queries}/{id}")).Body);
        Assert.Equal("""{"Status":"SUCCEEDED"}""", (await _api.GetAsync($"{Queries}/{id}/Status")).Body);
    }

    [Fact]
    public async Task Results_are_kept_for_a_day()
    {
        string id = await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        await ResultsAsync(id, "");
        _api.Clock.Advance(TimeSpan.FromHours(23.9));
        await ResultsAsync(id, "");
        _api.Clock.Advance(TimeSpan.FromHours(0.1));
        (await _api.GetAsync($"{Queries}/{id}/Results")).Fails(404, "ResourceNotFoundException");
        await StartAsync("""{"QueryType":"MEASUREMENTS",$}""");
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(_api.Folder.Path, "queries")), file => Path.GetFileName(file) == id);
    }

    [Fact]
    public async Task Traffic_health_is_told_to_those_who_name_a_time()
    {
        Assert.False((await _api.GetAsync("/v20210603/Monitors/shop")).Ok().ContainsKey("TrafficHealth"));
        async Task<string> health(string query, AccessKey? key = null) =>
            (await _api.GetAsync("/v20210603/Monitors/shop?" + query, key)).Ok()["TrafficHealth"]?.ToJsonString() ?? "";
        Assert.Equal("""{"AvailabilityScore":94,"PerformanceScore":100,"BytesTransferred":2000,"RoundTripTime":68}""", await health("StartTime=2026-01-02T00:00:00Z"));
        Assert.Equal(
            """{"AvailabilityScore":94,"PerformanceScore":100,"BytesTransferred":1000,"RoundTripTime":68}""",
            await health("StartTime=2026-01-02T00:05:00Z&EndTime=2026-01-02T00:10:00Z"));
        Assert.Equal("""{"AvailabilityScore":90,"PerformanceScore":100,"BytesTransferred":600,"RoundTripTime":80}""", await health("NetworkProvider=OTHER-NET"));
        Assert.Equal("""{"AvailabilityScore":90,"PerformanceScore":100,"BytesTransferred":600,"RoundTripTime":80}""", await health("NetworkProvider=64501"));
        Assert.Equal("", await health("NetworkProvider=Nobody"));
        (await _api.GetAsync("/v20210603/Monitors/shop?StartTime=2026-01-02T00:00:00Z&EndTime=2026-01-01T00:00:00Z")).Fails(400, "ValidationException");
    }

    private async Task<JsonObject> RunAsync(string body) => await ResultsAsync(await StartAsync(body), "");

    private async Task<string> StartAsync(string body) =>
        (await _api.PostAsync(Queries, body.Replace("$", Range, StringComparison.Ordinal))).Ok()["QueryId"]!.GetValue<string>();

    private async Task<JsonObject> ResultsAsync(string id, string query)
    {
        string status;
        do
        {
            status = (await _api.GetAsync($"{Queries}/{id}/Status")).Ok()["Status"]!.GetValue<string>();
        }
        while (status is "QUEUED" or "RUNNING");
        Assert.Equal("SUCCEEDED", status);
        return (await _api.GetAsync($"{Queries}/{id}/Results{query}")).Ok();
    }

    private static string[][] Rows(JsonObject results) =>
        [.. results["Data"]!.AsArray().Select(row => row!.AsArray().Select(cell => cell!.GetValue<string>()).ToArray())];
}
