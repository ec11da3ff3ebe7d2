using System.Text.Json.Nodes;
using Isobar.Core.Scoring;
using Isobar.Storage;

namespace Isobar.Server.Tests.Api.Clients;

/// <summary>Real clients, each through one life of a monitor, every documented error, and pages.</summary>
public sealed class RealClientTests : IAsyncLifetime
{
    private const int AllOperations = 16;

    private ApiFixture _api = null!;

    public async Task InitializeAsync()
    {
        _api = await ApiFixture.StartAsync(TimeProvider.System);
        foreach (string name in new[] { "known", "m1", "m2", "m3" })
        {
            await _api.CreateAsync(name);
        }
        await _api.CreateAsync("of-others", _api.OtherKey);
        _api.Folder.Commit([.. Enumerable.Range(1, 4).Select(i => Samples.OverallEvent("known", Samples.Midnight - 3600 * i, Samples.Midnight - 3600 * i + 300)),
            Samples.OverallEvent("known", Samples.Midnight, null)]);
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        _api.Folder.Commit(new CommitContent
        {
            InternetEvents =
            [
                .. Enumerable.Range(0, 5).Select(i => EventRows.Of(Samples.Weather(i, i < 3 ? HealthMetric.Availability : HealthMetric.Performance, now - 600 + i, null), now)),
            ],
        });
        _api.Folder.Measure(
            "known", Samples.Midnight, 3, (Samples.Berlin, "eu-central-1", 600, 100, 40), (Samples.Munich, "eu-central-1", 300, 90, 80), (Samples.Paris, "eu-west-3", 100, 70, 200));
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [SkippableFact]
    public async Task Version_2_of_the_JavaScript_SDK_works_unchanged()
    {
        JsonObject result = await AwsClient.NodeAsync(_api, "internetmonitor-v2.js", "aws-sdk", "js2");
        Assert.Equal("2.1693.0", result["version"]!.GetValue<string>());
        Assert.Equal(AllOperations, result["operations"]!.AsArray().Count);
        Check(result, "js2");
        CheckQueries(result);
    }

    [SkippableFact]
    public async Task Version_3_of_the_JavaScript_SDK_works_unchanged()
    {
        JsonObject result = await AwsClient.NodeAsync(_api, "internetmonitor-v3.mjs", "@aws-sdk/client-internetmonitor", "js3");
        Assert.Equal("3.332.0", result["version"]!.GetValue<string>());
        Assert.Equal(10, result["operations"]!.AsArray().Count);
        Check(result, "js3");
    }

    [SkippableFact]
    public async Task Debians_boto3_works_with_the_model_of_this_repository()
    {
        AwsClient.NeedDebianBoto();
        JsonObject result = await AwsClient.BotoAsync(_api, AwsClient.Python, "boto");
        Assert.Equal("1.26.27", result["version"]!.GetValue<string>());
        CheckBoto(result, "boto");
    }

    [SkippableFact]
    public async Task A_newer_boto3_works_with_the_model_of_this_repository()
    {
        Version? version = await AwsClient.OtherBotoAsync();
        Skip.If(version is null || version <= new Version(1, 26, 27), "there is no newer boto3");
        CheckBoto(await AwsClient.BotoAsync(_api, "python3", "newer"), "newer");
    }

    [SkippableFact]
    public async Task The_own_model_of_a_newer_boto3_knows_no_extension_and_works()
    {
        Version? version = await AwsClient.OtherBotoAsync();
        Skip.If(version is null || version <= new Version(1, 29), "there is no boto3 that knows the service");
        string script = $$"""
            import boto3, botocore.exceptions, datetime
            c = boto3.client('internetmonitor', region_name='eu-central-1', endpoint_url='{{_api.Address}}')
            try:
                c.get_monitor(MonitorName='known', StartTime=datetime.datetime(2026, 1, 2))
                print('sent')
            except botocore.exceptions.ParamValidationError:
                print('refused by the client')
            m = c.get_monitor(MonitorName='known')
            print(m['Tags'], m['InternetMeasurementsLogDelivery'], 'HealthEventsConfig' in m, 'MaxCityNetworksToMonitor' in m, 'TrafficHealth' in m)
            print(len(c.list_internet_events(MaxResults=1)['InternetEvents']))
            print(c.get_health_event(MonitorName='known', EventId='2026-01-02T00-00-00Z/availability')['Status'])
            """;
        (int status, string output, string error) = await AwsClient.RunAsync(_api, "python3", ["-c", script], withModel: false);
        Assert.True(status == 0, error);
        Assert.Equal("refused by the client\n{} {} False False False\n1\nACTIVE\n", output);
    }

    [SkippableFact]
    public async Task Debians_command_line_works_with_the_model_of_this_repository()
    {
        Skip.IfNot(File.Exists(AwsClient.Cli), "Debian's awscli is not installed");
        Assert.StartsWith("aws-cli/2.9.19 ", (await AwsClient.RunAsync(null, AwsClient.Cli, ["--version"])).Output, StringComparison.Ordinal);
        JsonNode made = await CliAsync("create-monitor", "--monitor-name", "cli", "--traffic-percentage-to-monitor", "1", "--tags", "a=1");
        Assert.Equal("PENDING", made["Status"]!.GetValue<string>());
        JsonNode names = await CliAsync("list-monitors", "--page-size", "2", "--query", "Monitors[].MonitorName");
        Assert.Equal("""["cli","known","m1","m2","m3"]""", names.ToJsonString());
        JsonNode health = await CliAsync("get-monitor", "--monitor-name", "known", "--start-time", "2026-01-02T00:00:00Z", "--end-time", "2026-01-02T01:00:00Z", "--query", "TrafficHealth");
        Assert.Equal("""{"AvailabilityScore":94,"PerformanceScore":100,"BytesTransferred":3000,"RoundTripTime":68}""", health.ToJsonString());
        JsonNode one = await CliAsync("get-health-event", "--monitor-name", "known", "--event-id", "2026-01-02T00-00-00Z/availability", "--query", "[EventId,Status]");
        Assert.Equal("""["2026-01-02T00-00-00Z/availability","ACTIVE"]""", one.ToJsonString());
        (int status, _, string error) = await AwsClient.CliAsync(_api, "get-monitor", "--monitor-name", "nobody");
        Assert.NotEqual(0, status);
        Assert.Contains("An error occurred (ResourceNotFoundException) when calling the GetMonitor operation: Monitor not found: nobody", error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_wrong_secret_is_told_by_its_name()
    {
        AwsClient.NeedDebianBoto();
        string script = $$"""
            import boto3
            for key, secret in (('{{_api.Key.Id}}', 'wrong'), ('IBAKNOBODYNOBODYNOBO', 'x')):
                c = boto3.client('internetmonitor', region_name='eu-central-1', endpoint_url='{{_api.Address}}', aws_access_key_id=key, aws_secret_access_key=secret)
                try:
                    c.list_monitors()
                except Exception as e:
                    print(e.response['Error']['Code'], e.response['ResponseMetadata']['HTTPStatusCode'])
            """;
        (int status, string output, string error) = await AwsClient.RunAsync(_api, AwsClient.Python, ["-I", "-c", script]);
        Assert.True(status == 0, error);
        Assert.Equal("InvalidSignatureException 403\nUnrecognizedClientException 403\n", output);
    }

    private static void CheckBoto(JsonObject result, string name)
    {
        Assert.Equal(AllOperations, result["operations"]!.AsArray().Count);
        Check(result, name);
        CheckQueries(result);
        JsonNode steps = result["steps"]!;
        // Some releases of the client write whole numbers as 90, others as 90.0.
        JsonObject health = steps["trafficHealth"]!["TrafficHealth"]!.AsObject();
        Assert.Equal(
            [("AvailabilityScore", 90.0), ("PerformanceScore", 100), ("BytesTransferred", 900), ("RoundTripTime", 80)], health.Select(member => (member.Key, member.Value!.GetValue<double>())));
        Assert.Equal("75 of 100 clients are slow", steps["evidence"]!["Evidence"]!["Reason"]!.GetValue<string>());
        Assert.Equal("OpenTicket", steps["evidence"]!["RecommendedAction"]!["Kind"]!.GetValue<string>());
        Assert.Equal(["Paris", "Berlin"], steps["ordered"]!["Data"]!.AsArray().Select(row => row![1]!.GetValue<string>()));
        Assert.Equal("""[["1767312000","94.0","100.0","68","136","204","300","2700"]]""", steps["bucketed"]!["Data"]!.ToJsonString());
        // Typed errors, also those that the service's own model lacks (spec 18, row 8).
        Assert.Equal("ResourceNotFoundException", result["faults"]!["missing"]!["type"]!.GetValue<string>());
    }

    private static void Check(JsonObject result, string name)
    {
        JsonNode steps = result["steps"]!;
        string arn = $"arn:aws:internetmonitor:eu-central-1:123456789012:monitor/{name}";
        Assert.Equal($$"""{"Arn":"{{arn}}","Status":"PENDING"}""", steps["create"]!.ToJsonString());
        JsonObject active = steps["active"]!.AsObject();
        Assert.Equal(("{}", "{}", 1), (active["Tags"]!.ToJsonString(), active["InternetMeasurementsLogDelivery"]!.ToJsonString(), active["TrafficPercentageToMonitor"]!.GetValue<int>()));
        Assert.False(active.ContainsKey("HealthEventsConfig") || active.ContainsKey("MaxCityNetworksToMonitor") || active.ContainsKey("TrafficHealth"));
        Assert.Equal("PENDING", steps["update"]!["Status"]!.GetValue<string>());
        JsonNode updated = steps["updated"]!;
        Assert.Equal(100, updated["MaxCityNetworksToMonitor"]!.GetValue<int>());
        // The older SDK of version 3 does not send thresholds: its model has none.
        Assert.Equal<(double?, double?)>(
            name == "js3" ? (null, null) : (50, 95),
            (updated["HealthEventsConfig"]?["AvailabilityScoreThreshold"]?.GetValue<double>(), updated["HealthEventsConfig"]?["PerformanceScoreThreshold"]?.GetValue<double>()));
        Assert.Equal("""["arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0abc"]""", updated["Resources"]!.ToJsonString());
        Assert.Equal("""{"S3Config":{"LogDeliveryStatus":"DISABLED"}}""", updated["InternetMeasurementsLogDelivery"]!.ToJsonString());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"a":"1","b c":"ü/+&"}"""), steps["tags"]!["Tags"]));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""{"b c":"ü/+&"}"""), steps["tagsLeft"]!["Tags"]));
        Assert.Contains(steps["list"]!["Monitors"]!.AsArray(), monitor => monitor!["MonitorName"]!.GetValue<string>() == name);
        // The older SDK of version 3 does not send what it does not know.
        Assert.Equal(name != "js3", steps["linked"]!["Monitors"]!.AsArray().Any(monitor => monitor!["MonitorName"]!.GetValue<string>() == "of-others"));
        Assert.Equal(["2026-01-02T00-00-00Z/availability"], steps["healthEvents"]!["HealthEvents"]!.AsArray().Select(one => one!["EventId"]!.GetValue<string>()));
        JsonNode one = steps["healthEvent"]!;
        Assert.Equal(("2026-01-02T00:00:00Z", "AVAILABILITY", 64500, 75.0), (
            one["StartedAt"]!.GetValue<string>(), one["ImpactType"]!.GetValue<string>(), one["ImpactedLocations"]![0]!["ASNumber"]!.GetValue<int>(),
            one["ImpactedLocations"]![0]!["InternetHealth"]!["Performance"]!["PercentOfClientLocationImpacted"]!.GetValue<double>()));
        Assert.Equal("INACTIVE", steps["inactive"]!["Status"]!.GetValue<string>());
        CheckFaults(result["faults"]!, name);
        Assert.Equal("[2,2,1]", result["pages"]!["healthEvents"]!.ToJsonString());
        Assert.Equal("[2,2,1]", result["pages"]!["monitors"]!.ToJsonString());
    }

    private static void CheckFaults(JsonNode faults, string name)
    {
        void fault(string label, string code, int status, string message)
        {
            JsonNode found = faults[label]!;
            Assert.Equal((label, code, status), (label, found["code"]!.GetValue<string>(), found["status"]!.GetValue<int>()));
            Assert.Contains(message, found["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
        fault("conflict", "ConflictException", 409, "exists already");
        fault("name", "ValidationException", 400, "regular expression pattern");
        fault("maximum", "ValidationException", 400, "less than or equal to 500000");
        fault("page", "ValidationException", 400, "less than or equal to 25");
        fault("missing", "ResourceNotFoundException", 404, "Monitor not found: nobody");
        fault("missing update", "ResourceNotFoundException", 404, "Monitor not found: nobody");
        fault("active", "ValidationException", 400, "must be in inactive state before deletion");
        fault("missing tags", "NotFoundException", 404, "Resource not found");
        fault("wrong tags", "BadRequestException", 400, "does not name a monitor");
        fault("gone", "ResourceNotFoundException", 404, "Monitor not found");
        if (name != "js3") // It does not send thresholds.
        {
            fault("threshold", "ValidationException", 400, "less than or equal to 100");
        }
    }

    private static void CheckQueries(JsonObject result)
    {
        JsonNode steps = result["steps"]!, faults = result["faults"]!;
        // 600 bytes at 100 and 300 at 90: 96.7.
        Assert.Equal("""["1767312000","96.6667","100.0","53","107","160","90","810"]""", steps["queryResults"]!["Data"]![0]!.ToJsonString());
        Assert.Equal("[1,1,1]", result["pages"]!["queryResults"]!.ToJsonString());
        Assert.Equal("{}", steps["stopQuery"]!.ToJsonString());
        Assert.Equal("[2,2,1]", result["pages"]!["internetEvents"]!.ToJsonString());
        Assert.Equal("AVAILABILITY", steps["internetEvent"]!["EventType"]!.GetValue<string>());
        Assert.Equal("Berlin", steps["internetEvent"]!["ClientLocation"]!["City"]!.GetValue<string>());
        Assert.Equal(("ResourceNotFoundException", 404), (faults["query of nobody"]!["code"]!.GetValue<string>(), faults["query of nobody"]!["status"]!.GetValue<int>()));
        Assert.Equal(("ValidationException", 400), (faults["filter"]!["code"]!.GetValue<string>(), faults["filter"]!["status"]!.GetValue<int>()));
        Assert.Equal(("AccessDeniedException", 403), (faults["not linked"]!["code"]!.GetValue<string>(), faults["not linked"]!["status"]!.GetValue<int>()));
    }

    private async Task<JsonNode> CliAsync(params string[] arguments)
    {
        (int status, string output, string error) = await AwsClient.CliAsync(_api, arguments);
        Assert.True(status == 0, error);
        return JsonNode.Parse(output)!;
    }
}
