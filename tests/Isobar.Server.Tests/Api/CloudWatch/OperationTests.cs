using System.Net;
using System.Text.Json.Nodes;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api.CloudWatch;

/// <summary>What operations take and answer, whatever the protocol.</summary>
public sealed class OperationTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private CloudWatchServer _server = null!;

    private double Now => _time.GetUtcNow().ToUnixTimeSeconds();

    public async Task InitializeAsync() => _server = await CloudWatchServer.StartAsync(time: _time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("""{"EvaluationPeriods":0}""", "ValidationError")]
    [InlineData("""{"EvaluationPeriods":300,"Period":300}""", "ValidationError")]
    [InlineData("""{"DatapointsToAlarm":6}""", "ValidationError")]
    [InlineData("""{"Period":15}""", "InvalidParameterValue")]
    [InlineData("""{"Namespace":":x"}""", "InvalidParameterValue")]
    [InlineData("""{"AlarmName":""}""", "ValidationError")]
    [InlineData("""{"AlarmName":"a\u0007"}""", "InvalidParameterValue")]
    [InlineData("""{"Statistic":"p90"}""", "ValidationError")]
    [InlineData("""{"ExtendedStatistic":"p90"}""", "InvalidParameterCombination")]
    [InlineData("""{"ComparisonOperator":"GreaterThanUpperThreshold"}""", "ValidationError")]
    [InlineData("""{"ComparisonOperator":"Above"}""", "ValidationError")]
    [InlineData("""{"TreatMissingData":"maybe"}""", "ValidationError")]
    [InlineData("""{"Unit":"Parsec"}""", "ValidationError")]
    [InlineData("""{"EvaluateLowSampleCountPercentile":"ignore"}""", "InvalidParameterCombination")]
    [InlineData("""{"AlarmActions":["1","2","3","4","5","6"]}""", "ValidationError")]
    [InlineData("""{"Dimensions":[{"Name":"a","Value":"1"},{"Name":"a","Value":"2"}]}""", "InvalidParameterValue")]
    [InlineData("""{"Metrics":[{"Id":"e1","Expression":"1"}]}""", "InvalidParameterCombination")]
    [InlineData("""{"EvaluationCriteria":{"PromQLCriteria":{}}}""", "ValidationError")]
    [InlineData("""{"EvaluationWindow":{"WallClockWindow":{"Timezone":"Mars/Base"}}}""", "InvalidParameterValue")]
    public async Task An_alarm_that_cannot_be_is_refused(string change, string code)
    {
        JsonObject alarm = ProtocolTests.Alarm("a");
        foreach ((string name, JsonNode? value) in JsonNode.Parse(change)!.AsObject().ToArray())
        {
            alarm[name] = value!.DeepClone();
        }
        Assert.Equal(code, (await CallAsync("PutMetricAlarm", alarm)).Code);
        Assert.Empty(_server.Service.Book.All);
    }

    [Theory]
    [InlineData("""[{"Id":"e1","Expression":"RATE(m1)"},{"Id":"m1","MetricStat":{"Metric":{"Namespace":"n","MetricName":"x"},"Period":60,"Stat":"Sum"},"ReturnData":false}]""", "RATE is not supported")]
    [InlineData("""[{"Id":"e1","Expression":"m1*2"},{"Id":"m1","MetricStat":{"Metric":{"Namespace":"n","MetricName":"x"},"Period":60,"Stat":"Sum"}}]""", "Exactly one element")]
    [InlineData("""[{"Id":"e1","Expression":"m1*2"}]""", "no metric or expression with the id m1")]
    [InlineData("""[{"Id":"E1","Expression":"1"}]""", "not matching the expected pattern")]
    [InlineData("""[{"Id":"e1"}]""", "either MetricStat or Expression")]
    public async Task An_expression_that_cannot_be_says_why(string metrics, string why)
    {
        JsonObject alarm = new()
        {
            ["AlarmName"] = "a", ["EvaluationPeriods"] = 1, ["Threshold"] = 1, ["ComparisonOperator"] = "LessThanThreshold", ["Metrics"] = JsonNode.Parse(metrics),
        };
        Assert.Contains(why, (await CallAsync("PutMetricAlarm", alarm)).Body!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_replaces_the_settings_and_leaves_state_and_tags()
    {
        await CallAsync("PutMetricAlarm", ProtocolTests.Alarm("a"));
        await CallAsync("SetAlarmState", new() { ["AlarmName"] = "a", ["StateValue"] = "ALARM", ["StateReason"] = "by hand" });
        JsonObject changed = ProtocolTests.Alarm("a");
        changed["Threshold"] = 5;
        changed.Remove("AlarmDescription");
        changed["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "other" });
        await CallAsync("PutMetricAlarm", changed);
        JsonNode alarm = (await CallAsync("DescribeAlarms", [])).Body!["MetricAlarms"]![0]!;
        Assert.Equal(("ALARM", "by hand", 5), (alarm["StateValue"]!.GetValue<string>(), alarm["StateReason"]!.GetValue<string>(), alarm["Threshold"]!.GetValue<double>()));
        Assert.Null(alarm["AlarmDescription"]);
        JsonNode tags = (await CallAsync("ListTagsForResource", new() { ["ResourceARN"] = alarm["AlarmArn"]!.DeepClone() })).Body!["Tags"]!;
        Assert.Equal("""[{"Key":"team","Value":"web"}]""", tags.ToJsonString());
    }

    [Fact]
    public async Task Alarms_are_described_by_filter_and_page()
    {
        foreach (string name in new[] { "b-1", "a-1", "a-2", "a-3" })
        {
            await CallAsync("PutMetricAlarm", ProtocolTests.Alarm(name));
        }
        await CallAsync("SetAlarmState", new() { ["AlarmName"] = "a-2", ["StateValue"] = "OK", ["StateReason"] = "r" });
        async Task<string> Names(JsonObject request) =>
            string.Join(' ', (await CallAsync("DescribeAlarms", request)).Body!["MetricAlarms"]!.AsArray().Select(alarm => alarm!["AlarmName"]!.GetValue<string>()));
        Assert.Equal("a-1 a-2 a-3 b-1", await Names([]));
        Assert.Equal("a-1 b-1", await Names(new() { ["AlarmNames"] = new JsonArray("b-1", "a-1", "none") }));
        Assert.Equal("a-1 a-2 a-3", await Names(new() { ["AlarmNamePrefix"] = "a-" }));
        Assert.Equal("a-2", await Names(new() { ["StateValue"] = "OK" }));
        Assert.Equal("", await Names(new() { ["ActionPrefix"] = "arn:aws:automate" }));
        Assert.Equal("", await Names(new() { ["AlarmTypes"] = new JsonArray("CompositeAlarm") }));
        JsonObject page = new() { ["AlarmNamePrefix"] = "a-", ["MaxRecords"] = 2 };
        JsonNode first = (await CallAsync("DescribeAlarms", page)).Body!;
        page["NextToken"] = first["NextToken"]!.DeepClone();
        JsonNode second = (await CallAsync("DescribeAlarms", page)).Body!;
        Assert.Equal("a-3", second["MetricAlarms"]![0]!["AlarmName"]!.GetValue<string>());
        Assert.Null(second["NextToken"]);
        page["AlarmNamePrefix"] = "b-";
        Assert.Equal("InvalidNextToken", (await CallAsync("DescribeAlarms", page)).Code);
    }

    [Fact]
    public async Task Deleting_deletes_what_exists_even_where_other_names_do_not()
    {
        await CallAsync("PutMetricAlarm", ProtocolTests.Alarm("a"));
        Assert.Equal("ResourceNotFound", (await CallAsync("DeleteAlarms", new() { ["AlarmNames"] = new JsonArray("none", "a") })).Code);
        Assert.Empty(_server.Service.Book.All);
    }

    [Fact]
    public async Task An_expression_over_two_metrics_follows_both()
    {
        double minute = Math.Floor(Now / 60) * 60 - 600;
        async Task Put(string name, int at, double value) => await CallAsync("PutMetricData", new()
        {
            ["Namespace"] = "Shop", ["MetricData"] = new JsonArray(new JsonObject { ["MetricName"] = name, ["Value"] = value, ["Timestamp"] = minute + 60 * at }),
        });
        async Task<string> Rate() => (await CallAsync("GetMetricData", new()
        {
            ["StartTime"] = minute, ["EndTime"] = minute + 180, ["ScanBy"] = "TimestampAscending",
            ["MetricDataQueries"] = new JsonArray(
                Query("errors"), Query("orders"), new JsonObject { ["Id"] = "rate", ["Expression"] = "100 * errors / orders" }),
        })).Body!["MetricDataResults"]![0]!["Values"]!.ToJsonString();
        await Put("errors", 0, 1);
        await Put("orders", 0, 10);
        Assert.Equal("[10]", await Rate());
        await Put("orders", 0, 30);
        await Put("orders", 1, 8);
        Assert.Equal("[2.5]", await Rate());
        await Put("errors", 1, 4);
        Assert.Equal("[2.5,50]", await Rate());
    }

    [Fact]
    public async Task Data_come_in_pages_of_points()
    {
        double minute = Math.Floor(Now / 60) * 60 - 6000;
        await CallAsync("PutMetricData", new()
        {
            ["Namespace"] = "Shop",
            ["MetricData"] = new JsonArray([.. Enumerable.Range(0, 20).Select(i => new JsonObject { ["MetricName"] = i % 2 == 0 ? "orders" : "errors", ["Value"] = i, ["Timestamp"] = minute + 60 * i })]),
        });
        JsonObject request = new()
        {
            ["StartTime"] = minute, ["EndTime"] = minute + 6000, ["MaxDatapoints"] = 7,
            ["MetricDataQueries"] = new JsonArray(Query("orders", true), Query("errors", true), Query("nothing", true)),
        };
        var points = new List<string>();
        int pages = 0;
        do
        {
            JsonNode page = (await CallAsync("GetMetricData", request)).Body!;
            points.AddRange(page["MetricDataResults"]!.AsArray().SelectMany(one => one!["Values"]!.AsArray().Select(value => $"{one["Id"]}={value}")));
            request["NextToken"] = page["NextToken"]?.DeepClone();
            pages++;
        }
        while (request["NextToken"] is not null);
        Assert.Equal(3, pages);
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => $"orders={18 - 2 * i}"), .. Enumerable.Range(0, 10).Select(i => $"errors={19 - 2 * i}")], points);
    }

    [Theory]
    [InlineData("""{"Value":1,"Values":[1]}""", "InvalidParameterCombination")]
    [InlineData("{}", "InvalidParameterCombination")]
    [InlineData("""{"Values":[1,2],"Counts":[1]}""", "InvalidParameterValue")]
    [InlineData("""{"Value":1e200}""", "InvalidParameterValue")]
    [InlineData("""{"Value":1,"Timestamp":1000}""", "InvalidParameterValue")]
    [InlineData("""{"Value":1,"StorageResolution":30}""", "InvalidParameterValue")]
    [InlineData("""{"StatisticValues":{"SampleCount":1,"Sum":1,"Minimum":1}}""", "MissingParameter")]
    [InlineData("""{"StatisticValues":{"SampleCount":1,"Sum":1,"Minimum":2,"Maximum":1}}""", "InvalidParameterValue")]
    public async Task A_point_that_cannot_be_is_refused_with_all_of_its_request(string datum, string code)
    {
        JsonObject bad = JsonNode.Parse(datum)!.AsObject();
        bad["MetricName"] = "m";
        JsonObject request = new() { ["Namespace"] = "Shop", ["MetricData"] = new JsonArray(new JsonObject { ["MetricName"] = "good", ["Value"] = 1 }, bad) };
        Assert.Equal(code, (await CallAsync("PutMetricData", request)).Code);
        Assert.Equal(0, _server.Service.Metrics.Points);
    }

    [Fact]
    public async Task Too_many_points_and_wrong_ranges_are_refused()
    {
        JsonObject request = new()
        {
            ["Namespace"] = "Shop", ["MetricName"] = "m", ["Period"] = 60, ["Statistics"] = new JsonArray("Sum"), ["StartTime"] = Now - 86_460, ["EndTime"] = Now,
        };
        Assert.Equal("InvalidParameterCombination", (await CallAsync("GetMetricStatistics", request)).Code);
        request["StartTime"] = Now;
        Assert.Equal("ValidationError", (await CallAsync("GetMetricStatistics", request)).Code);
        request["StartTime"] = Now - 60;
        Assert.Null((await CallAsync("GetMetricStatistics", request)).Code);
        request.Remove("Statistics");
        Assert.Equal("InvalidParameterCombination", (await CallAsync("GetMetricStatistics", request)).Code);
    }

    [Fact]
    public async Task The_history_outlives_its_alarm_and_comes_in_pages()
    {
        await CallAsync("PutMetricAlarm", ProtocolTests.Alarm("a"));
        foreach (string state in new[] { "OK", "OK", "ALARM" })
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await CallAsync("SetAlarmState", new() { ["AlarmName"] = "a", ["StateValue"] = state, ["StateReason"] = state });
        }
        await CallAsync("DeleteAlarms", new() { ["AlarmNames"] = new JsonArray("a") });
        JsonObject request = new() { ["AlarmName"] = "a", ["MaxRecords"] = 2, ["ScanBy"] = "TimestampAscending" };
        var items = new List<string>();
        do
        {
            JsonNode page = (await CallAsync("DescribeAlarmHistory", request)).Body!;
            items.AddRange(page["AlarmHistoryItems"]!.AsArray().Select(item => $"{item!["HistoryItemType"]}: {item["HistorySummary"]}"));
            request["NextToken"] = page["NextToken"]?.DeepClone();
        }
        while (request["NextToken"] is not null);
        Assert.Equal(
            [
                "ConfigurationUpdate: Alarm \"a\" created",
                "StateUpdate: Alarm updated from INSUFFICIENT_DATA to OK",
                "StateUpdate: Alarm updated from OK to ALARM",
                "Action: Failed to execute action arn:aws:sns:us-east-1:123456789012:ops. Received error: \"no webhook of the configuration stands for this ARN\"",
                "ConfigurationUpdate: Alarm \"a\" deleted",
            ],
            items);
    }

    [Fact]
    public async Task Metrics_that_are_silent_for_two_weeks_are_not_listed()
    {
        await CallAsync("PutMetricData", new() { ["Namespace"] = "Shop", ["MetricData"] = new JsonArray(new JsonObject { ["MetricName"] = "m", ["Value"] = 1 }) });
        async Task<int> Count(JsonObject request) => (await CallAsync("ListMetrics", request)).Body!["Metrics"]!.AsArray().Count;
        Assert.Equal(1, await Count(new() { ["RecentlyActive"] = "PT3H" }));
        _time.Advance(TimeSpan.FromHours(4));
        Assert.Equal((0, 1), (await Count(new() { ["RecentlyActive"] = "PT3H" }), await Count([])));
        _time.Advance(TimeSpan.FromDays(14));
        Assert.Equal(0, await Count([]));
    }

    private static JsonObject Query(string name, bool isReturned = false) => new()
    {
        ["Id"] = name, ["ReturnData"] = isReturned,
        ["MetricStat"] = new JsonObject { ["Metric"] = new JsonObject { ["Namespace"] = "Shop", ["MetricName"] = name }, ["Period"] = 60, ["Stat"] = "Sum" },
    };

    private Task<(HttpStatusCode Status, string? Code, JsonNode? Body)> CallAsync(string operation, JsonObject request) =>
        ProtocolCaller.CallAsync(_server.Address, "json", operation, request);
}
