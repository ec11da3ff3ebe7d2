using System.Net;
using System.Text.Json.Nodes;

namespace Isobar.Server.Tests.Api;

public sealed class MonitorOperationTests : IAsyncLifetime
{
    private const string Monitors = "/v20210603/Monitors";

    private ApiFixture _api = null!;

    public async Task InitializeAsync() => _api = await ApiFixture.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_new_monitor_is_pending_then_active_and_says_nothing_that_was_not_set()
    {
        JsonObject made = (await _api.PostAsync(Monitors, """{"MonitorName":"m1","TrafficPercentageToMonitor":1}""")).Ok();
        Assert.Equal("""{"Arn":"arn:aws:internetmonitor:eu-central-1:123456789012:monitor/m1","Status":"PENDING"}""", made.ToJsonString());
        Assert.Equal("PENDING", (await _api.GetAsync(Monitors + "/m1")).Text("Status"));
        _api.Clock.Advance(TimeSpan.FromSeconds(2));
        JsonObject monitor = (await _api.GetAsync(Monitors + "/m1")).Ok();
        Assert.True(monitor.Remove("ProcessingStatusInfo"));
        Assert.Equal(
            """
            {"MonitorName":"m1","MonitorArn":"arn:aws:internetmonitor:eu-central-1:123456789012:monitor/m1","Resources":[],"Status":"ACTIVE","CreatedAt":"2026-01-02T03:04:05Z","ModifiedAt":"2026-01-02T03:04:05Z","ProcessingStatus":"COLLECTING_DATA","Tags":{},"TrafficPercentageToMonitor":1,"InternetMeasurementsLogDelivery":{}}
            """.Trim(),
            monitor.ToJsonString());
    }

    [Fact]
    public async Task What_was_set_is_read_back()
    {
        (await _api.PostAsync(Monitors, """
            {"MonitorName":"shop","Resources":["arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abc"],"MaxCityNetworksToMonitor":500000,
             "HealthEventsConfig":{"AvailabilityScoreThreshold":90.5,"PerformanceLocalHealthEventsConfig":{"Status":"DISABLED","MinTrafficImpact":0.2}},
             "InternetMeasurementsLogDelivery":{"S3Config":{"BucketName":"shop-im","BucketPrefix":"im","LogDeliveryStatus":"ENABLED"}},
             "Tags":{"b":"2","a":""},"Unknown":{"x":1}}
            """)).Ok();
        JsonObject monitor = (await _api.GetAsync(Monitors + "/shop")).Ok();
        Assert.Equal("""["arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abc"]""", monitor["Resources"]!.ToJsonString());
        Assert.Equal("""{"a":"","b":"2"}""", monitor["Tags"]!.ToJsonString());
        Assert.Equal("""{"S3Config":{"BucketName":"shop-im","BucketPrefix":"im","LogDeliveryStatus":"ENABLED"}}""", monitor["InternetMeasurementsLogDelivery"]!.ToJsonString());
        Assert.Equal(
            """{"AvailabilityScoreThreshold":90.5,"PerformanceScoreThreshold":95,"AvailabilityLocalHealthEventsConfig":{"Status":"ENABLED","HealthScoreThreshold":60,"MinTrafficImpact":0.1},"PerformanceLocalHealthEventsConfig":{"Status":"DISABLED","HealthScoreThreshold":60,"MinTrafficImpact":0.2}}""",
            monitor["HealthEventsConfig"]!.ToJsonString());
        Assert.Equal(500_000, monitor["MaxCityNetworksToMonitor"]!.GetValue<int>());
        Assert.False(monitor.ContainsKey("TrafficPercentageToMonitor"));
    }

    [Theory]
    [InlineData("""{"MonitorName":"bad name!"}""", "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+")]
    [InlineData("""{}""", "'monitorName' failed to satisfy constraint: Member must not be null")]
    [InlineData("", "'monitorName' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"MonitorName":""}""", "Member must have length greater than or equal to 1")]
    [InlineData("""{"MonitorName":"a","MaxCityNetworksToMonitor":500001}""", "Member must have value less than or equal to 500000")]
    [InlineData("""{"MonitorName":"a","MaxCityNetworksToMonitor":0}""", "Member must have value greater than or equal to 1")]
    [InlineData("""{"MonitorName":"a","TrafficPercentageToMonitor":101}""", "Member must have value less than or equal to 100")]
    [InlineData("""{"MonitorName":"a","HealthEventsConfig":{"AvailabilityScoreThreshold":101.0}}""", "Member must have value less than or equal to 100")]
    [InlineData("""{"MonitorName":"a","HealthEventsConfig":{"PerformanceLocalHealthEventsConfig":{"Status":"on"}}}""", "enum value set: [ENABLED, DISABLED]")]
    [InlineData("""{"MonitorName":"a","InternetMeasurementsLogDelivery":{"S3Config":{"BucketName":"ab"}}}""", "Member must have length greater than or equal to 3")]
    [InlineData("""{"MonitorName":"a","Resources":["arn:short"]}""", "Member must have length greater than or equal to 20")]
    [InlineData("""{"MonitorName":"a","Resources":["no-arn-but-long-enough-to-be-one"]}""", "Member must satisfy regular expression pattern: arn:.*")]
    [InlineData("""{"MonitorName":"a","Resources":[null]}""", "'resources.1.member' failed to satisfy constraint: Member must not be null")]
    [InlineData("""{"MonitorName":"a","Tags":{"aws:x":"1"}}""", "must not begin with aws:")]
    [InlineData("""{"MonitorName":"a","Tags":{"":"1"}}""", "Member must have length greater than or equal to 1")]
    [InlineData("""{"MonitorName":"a","ClientToken":""}""", "Member must have length greater than or equal to 1")]
    [InlineData("""{"MonitorName":1}""", "The body of the request cannot be read at $.MonitorName")]
    [InlineData("""{"MonitorName":"a","TrafficPercentageToMonitor":1.5}""", "The body of the request cannot be read")]
    [InlineData("""[]""", "The body of the request cannot be read")]
    [InlineData("""{"MonitorName":"a" """, "The body of the request cannot be read")]
    public async Task A_monitor_that_breaks_the_model_is_refused(string body, string message) =>
        Assert.Contains(message, (await _api.PostAsync(Monitors, body)).Fails(400, "ValidationException"), StringComparison.Ordinal);

    [Fact]
    public async Task All_faults_are_told_at_once()
    {
        string message = (await _api.PostAsync(Monitors, """{"MonitorName":"!","TrafficPercentageToMonitor":0}""")).Fails(400, "ValidationException");
        Assert.StartsWith("2 validation errors detected: Value '!' at 'monitorName'", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_are_counted_and_measured()
    {
        string tags(int count, int length) => string.Join(',', Enumerable.Range(0, count).Select(i => $"\"k{i}\":\"{new string('v', length)}\""));
        (await _api.PostAsync(Monitors, "{\"MonitorName\":\"a\",\"Tags\":{" + tags(51, 1) + "}}")).Fails(400, "ValidationException");
        (await _api.PostAsync(Monitors, "{\"MonitorName\":\"a\",\"Tags\":{" + tags(1, 257) + "}}")).Fails(400, "ValidationException");
        (await _api.PostAsync(Monitors, "{\"MonitorName\":\"a\",\"Tags\":{" + tags(50, 256) + "}}")).Ok();
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await _api.CreateAsync("m");
        (await _api.PostAsync(Monitors, """{"MonitorName":"m"}""")).Fails(409, "ConflictException");
        await _api.CreateAsync("M");
        await _api.CreateAsync("m", _api.OtherKey);
    }

    [Fact]
    public async Task A_request_that_comes_again_gets_its_answer_again_and_changes_nothing()
    {
        const string Body = """{"MonitorName":"m","ClientToken":"t"}""";
        ApiReply first = await _api.PostAsync(Monitors, Body);
        _api.Clock.Advance(TimeSpan.FromHours(23));
        Assert.Equal(first, await _api.PostAsync(Monitors, Body));
        (await _api.PostAsync(Monitors, """{"MonitorName":"m2","ClientToken":"t"}""")).Fails(400, "ValidationException");
        (await _api.PostAsync(Monitors, """{"MonitorName":"m","ClientToken":"T"}""")).Fails(409, "ConflictException");
        _api.Clock.Advance(TimeSpan.FromHours(1));
        (await _api.PostAsync(Monitors, Body)).Fails(409, "ConflictException");
    }

    [Fact]
    public async Task An_update_that_comes_again_is_carried_out_once()
    {
        await _api.CreateAsync("m");
        const string Body = """{"TrafficPercentageToMonitor":7,"ClientToken":"t"}""";
        ApiReply first = await _api.PatchAsync(Monitors + "/m", Body);
        (await _api.PatchAsync(Monitors + "/m", """{"TrafficPercentageToMonitor":8}""")).Ok();
        Assert.Equal(first, await _api.PatchAsync(Monitors + "/m", Body));
        Assert.Equal(8, (await _api.GetAsync(Monitors + "/m")).Ok()["TrafficPercentageToMonitor"]!.GetValue<int>());
        (await _api.PatchAsync(Monitors + "/m", """{"TrafficPercentageToMonitor":9,"ClientToken":"t"}""")).Fails(400, "ValidationException");
    }

    [Fact]
    public async Task An_update_changes_what_it_names_and_nothing_else()
    {
        (await _api.PostAsync(Monitors, """{"MonitorName":"m","MaxCityNetworksToMonitor":5,"TrafficPercentageToMonitor":50,"Tags":{"a":"1"}}""")).Ok();
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        JsonObject before = (await _api.GetAsync(Monitors + "/m")).Ok();
        Assert.Equal("ACTIVE", (await _api.PatchAsync(Monitors + "/m", """{"HealthEventsConfig":{"AvailabilityScoreThreshold":50.0}}""")).Text("Status"));
        JsonObject after = (await _api.GetAsync(Monitors + "/m")).Ok();
        JsonObject config = after["HealthEventsConfig"]!.AsObject();
        Assert.Equal((50.0, 95.0), (config["AvailabilityScoreThreshold"]!.GetValue<double>(), config["PerformanceScoreThreshold"]!.GetValue<double>()));
        Assert.Equal("2026-01-02T03:05:05Z", after["ModifiedAt"]!.GetValue<string>());
        after.Remove("HealthEventsConfig");
        after["ModifiedAt"] = before["ModifiedAt"]!.GetValue<string>();
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public async Task Resources_are_added_then_removed()
    {
        string arn(int number) => $"arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-{number}";
        (await _api.PostAsync(Monitors, $$"""{"MonitorName":"m","Resources":["{{arn(1)}}"]}""")).Ok();
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        ApiReply update = await _api.PatchAsync(Monitors + "/m", $$"""{"ResourcesToAdd":["{{arn(2)}}","{{arn(1)}}"],"ResourcesToRemove":["{{arn(3)}}"]}""");
        Assert.Equal("PENDING", update.Text("Status"));
        Assert.Equal([arn(1), arn(2)], (await _api.GetAsync(Monitors + "/m")).Ok()["Resources"]!.AsArray().Select(node => node!.GetValue<string>()));
        (await _api.PatchAsync(Monitors + "/m", $$"""{"ResourcesToRemove":["{{arn(1)}}","{{arn(2)}}"]}""")).Ok();
        Assert.Empty((await _api.GetAsync(Monitors + "/m")).Ok()["Resources"]!.AsArray());
        (await _api.PatchAsync(Monitors + "/m", $$"""{"ResourcesToAdd":["{{arn(1)}}"],"ResourcesToRemove":["{{arn(1)}}"]}""")).Fails(400, "ValidationException");
    }

    [Theory]
    [InlineData("PENDING")]
    [InlineData("ERROR")]
    [InlineData("active")]
    public async Task Only_active_and_inactive_can_be_asked_for(string status)
    {
        await _api.CreateAsync("m");
        (await _api.PatchAsync(Monitors + "/m", $$"""{"Status":"{{status}}"}""")).Fails(400, "ValidationException");
    }

    [Fact]
    public async Task Once_inactive_was_asked_for_active_is_never_shown_again()
    {
        await _api.CreateAsync("m");
        Assert.Equal("INACTIVE", (await _api.PatchAsync(Monitors + "/m", """{"Status":"INACTIVE"}""")).Text("Status"));
        for (int i = 0; i < 4; i++)
        {
            JsonObject monitor = (await _api.GetAsync(Monitors + "/m")).Ok();
            Assert.Equal(("INACTIVE", "INACTIVE"), (monitor["Status"]!.GetValue<string>(), monitor["ProcessingStatus"]!.GetValue<string>()));
            _api.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        Assert.Equal("PENDING", (await _api.PatchAsync(Monitors + "/m", """{"Status":"ACTIVE"}""")).Text("Status"));
    }

    [Fact]
    public async Task An_active_monitor_is_deleted_by_force_alone()
    {
        await _api.CreateAsync("a");
        await _api.CreateAsync("b");
        string message = (await _api.DeleteAsync(Monitors + "/a")).Fails(400, "ValidationException");
        Assert.Contains("must be in inactive state before deletion", message, StringComparison.Ordinal);
        (await _api.PatchAsync(Monitors + "/a", """{"Status":"INACTIVE"}""")).Ok();
        Assert.Equal("{}", (await _api.DeleteAsync(Monitors + "/a")).Body);
        (await _api.DeleteAsync(Monitors + "/b?Force=true")).Ok();
        (await _api.GetAsync(Monitors + "/b")).Fails(404, "ResourceNotFoundException");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        Assert.Equal("Monitor not found: m9", (await _api.GetAsync(Monitors + "/m9")).Fails(404, "ResourceNotFoundException"));
        (await _api.PatchAsync(Monitors + "/m9", "{}")).Fails(404, "ResourceNotFoundException");
        (await _api.DeleteAsync(Monitors + "/m9")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Monitors + "/m9/HealthEvents")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Monitors + "/m%2F9")).Fails(400, "ValidationException");
    }

    [Fact]
    public async Task Lists_come_in_pages_that_fit_their_question()
    {
        foreach (int i in Enumerable.Range(0, 7))
        {
            await _api.CreateAsync($"m{i}");
        }
        List<string> names = [];
        string token = "";
        do
        {
            JsonObject page = (await _api.GetAsync($"{Monitors}?MaxResults=3&NextToken={Uri.EscapeDataString(token)}")).Ok();
            names.AddRange(page["Monitors"]!.AsArray().Select(monitor => monitor!["MonitorName"]!.GetValue<string>()));
            token = page["NextToken"]?.GetValue<string>() ?? "";
            if (names.Count == 3)
            {
                (await _api.GetAsync($"{Monitors}?MonitorStatus=ACTIVE&NextToken={Uri.EscapeDataString(token)}")).Fails(400, "ValidationException");
                (await _api.GetAsync($"{Monitors}?NextToken={Uri.EscapeDataString(token)}", _api.OtherKey)).Fails(400, "ValidationException");
            }
        }
        while (token.Length > 0);
        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"m{i}"), names);
    }

    [Theory]
    [InlineData("MaxResults=0")]
    [InlineData("MaxResults=26")]
    [InlineData("MaxResults=100")]
    [InlineData("MaxResults=x")]
    [InlineData("NextToken=abc")]
    [InlineData("IncludeLinkedAccounts=yes")]
    public async Task A_list_that_breaks_the_model_is_refused(string query) => (await _api.GetAsync($"{Monitors}?{query}")).Fails(400, "ValidationException");

    [Fact]
    public async Task A_status_of_a_list_is_either_of_the_two_states()
    {
        await _api.CreateAsync("a");
        await _api.CreateAsync("b");
        (await _api.PatchAsync(Monitors + "/b", """{"Status":"INACTIVE"}""")).Ok();
        _api.Clock.Advance(TimeSpan.FromSeconds(2));
        async Task<string> names(string status) =>
            string.Join(',', (await _api.GetAsync($"{Monitors}?MonitorStatus={status}")).Ok()["Monitors"]!.AsArray().Select(monitor => monitor!["MonitorName"]!.GetValue<string>()));
        Assert.Equal(("a", "a", "b", ""), (await names("ACTIVE"), await names("COLLECTING_DATA"), await names("INACTIVE"), await names("ERROR")));
    }

    [Fact]
    public async Task Accounts_see_their_own_monitors_and_those_of_linked_accounts_when_they_ask()
    {
        await _api.CreateAsync("shop", more: ""","Tags":{"of":"own"}""");
        await _api.CreateAsync("shop", _api.OtherKey, ""","Tags":{"of":"other"}""");
        await _api.CreateAsync("other-only", _api.OtherKey);
        JsonArray own = (await _api.GetAsync(Monitors)).Ok()["Monitors"]!.AsArray();
        Assert.Equal(["arn:aws:internetmonitor:eu-central-1:123456789012:monitor/shop"], own.Select(monitor => monitor!["MonitorArn"]!.GetValue<string>()));
        JsonArray all = (await _api.GetAsync(Monitors + "?IncludeLinkedAccounts=true")).Ok()["Monitors"]!.AsArray();
        Assert.Equal(
            ["210987654321:monitor/other-only", "123456789012:monitor/shop", "210987654321:monitor/shop"],
            all.Select(monitor => monitor!["MonitorArn"]!.GetValue<string>()["arn:aws:internetmonitor:eu-central-1:".Length..]));
        Assert.Equal("own", (await _api.GetAsync(Monitors + "/shop")).Ok()["Tags"]!["of"]!.GetValue<string>());
        Assert.Equal("other", (await _api.GetAsync(Monitors + "/shop?LinkedAccountId=210987654321")).Ok()["Tags"]!["of"]!.GetValue<string>());
        (await _api.GetAsync(Monitors + "/other-only")).Fails(404, "ResourceNotFoundException");
        (await _api.GetAsync(Monitors + "/shop?LinkedAccountId=123456789012", _api.OtherKey)).Fails(403, "AccessDeniedException");
        (await _api.GetAsync(Monitors + "/shop?LinkedAccountId=1")).Fails(400, "ValidationException");
    }

    [Fact]
    public async Task A_policy_is_held()
    {
        await _api.CreateAsync("m");
        (await _api.GetAsync(Monitors + "/m", _api.ReadingKey)).Ok();
        string message = (await _api.PostAsync(Monitors, """{"MonitorName":"n"}""", _api.ReadingKey)).Fails(403, "AccessDeniedException");
        Assert.EndsWith("is not authorized to perform: internetmonitor:CreateMonitor", message, StringComparison.Ordinal);
        (await _api.DeleteAsync(Monitors + "/m?Force=true", _api.ReadingKey)).Fails(403, "AccessDeniedException");
    }

    [Fact]
    public async Task Tags_are_set_taken_away_and_listed()
    {
        await _api.CreateAsync("demo2", more: ""","Tags":{"a":"1"}""");
        const string Tags = "/tags/arn%3Aaws%3Ainternetmonitor%3Aeu-central-1%3A123456789012%3Amonitor%2Fdemo2";
        ApiReply tagged = await _api.PostAsync(Tags, """{"Tags":{"a":"2","k 2":"ü"}}""");
        Assert.Equal((HttpStatusCode.NoContent, ""), (tagged.Status, tagged.Body));
        Assert.Equal(("2", "ü"), ((await _api.GetAsync(Tags)).Ok()["Tags"]!["a"]!.GetValue<string>(), (await _api.GetAsync(Tags)).Json["Tags"]!["k 2"]!.GetValue<string>()));
        ApiReply untagged = await _api.DeleteAsync(Tags + "?tagKeys=k%202&tagKeys=a&tagKeys=never");
        Assert.Equal((HttpStatusCode.NoContent, ""), (untagged.Status, untagged.Body));
        Assert.Equal("""{"Tags":{}}""", (await _api.GetAsync(Tags)).Body);
    }

    [Fact]
    public async Task Errors_of_tags_have_names_of_their_own()
    {
        await _api.CreateAsync("m");
        string tags(string arn) => "/tags/" + Uri.EscapeDataString(arn);
        string mine = tags("arn:aws:internetmonitor:eu-central-1:123456789012:monitor/m");
        (await _api.GetAsync(tags("arn:aws:internetmonitor:eu-central-1:123456789012:monitor/none"))).Fails(404, "NotFoundException");
        (await _api.GetAsync(tags("arn:aws:internetmonitor:us-east-1:123456789012:monitor/m"))).Fails(404, "NotFoundException");
        (await _api.GetAsync(tags("arn:aws:internetmonitor:eu-central-1:210987654321:monitor/m"))).Fails(403, "AccessDeniedException");
        (await _api.GetAsync(tags("arn:aws:s3:::bucket-of-somebody"))).Fails(400, "BadRequestException");
        (await _api.GetAsync(tags("short"))).Fails(400, "BadRequestException");
        (await _api.PostAsync(mine, """{"Tags":{}}""")).Fails(400, "BadRequestException");
        (await _api.PostAsync(mine, "{}")).Fails(400, "BadRequestException");
        (await _api.PostAsync(mine, "{")).Fails(400, "BadRequestException");
        (await _api.DeleteAsync(mine)).Fails(400, "BadRequestException");
        (await _api.PostAsync(mine, """{"Tags":{"a":"1"}}""", _api.ReadingKey)).Fails(403, "AccessDeniedException");
    }
}
