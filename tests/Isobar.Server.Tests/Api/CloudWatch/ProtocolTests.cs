using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Isobar.Core.Alarms;

namespace Isobar.Server.Tests.Api.CloudWatch;

/// <summary>One implementation behind three protocols, and what none of them lets through.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private CloudWatchServer _server = null!;

    public static TheoryData<string> Protocols => [.. ProtocolCaller.Protocols];

    public async Task InitializeAsync() => _server = await CloudWatchServer.StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task The_same_alarm_through_three_protocols_is_one_alarm()
    {
        List<string> stored = [];
        foreach (string protocol in ProtocolCaller.Protocols)
        {
            (HttpStatusCode status, _, _) = await ProtocolCaller.CallAsync(_server.Address, protocol, "PutMetricAlarm", Alarm("shop-perf"));
            Assert.Equal(HttpStatusCode.OK, status);
            MetricAlarm alarm = Assert.Single(_server.Service.Book.All.Values);
            stored.Add((alarm with { ConfiguredAt = 0 }).Write());
        }
        Assert.Single(stored.Distinct());
        foreach (string protocol in ProtocolCaller.Protocols)
        {
            (_, _, JsonNode? body) = await ProtocolCaller.CallAsync(_server.Address, protocol, "DescribeAlarms", []);
            JsonNode alarm = body!["MetricAlarms"]![0]!;
            Assert.Equal("slow <for> \"many\" ü", alarm["AlarmDescription"]!.GetValue<string>());
            Assert.Equal("INSUFFICIENT_DATA", alarm["StateValue"]!.GetValue<string>());
            Assert.Equal("arn:aws:cloudwatch:us-east-1:123456789012:alarm:shop-perf", alarm["AlarmArn"]!.GetValue<string>());
            Assert.Equal(["MonitorName", "MeasurementSource"], alarm["Dimensions"]!.AsArray().Select(one => one!["Name"]!.GetValue<string>()));
            Assert.Equal(95, double.Parse(alarm["Threshold"]!.ToString(), CultureInfo.InvariantCulture));
            Assert.Null(alarm["DatapointsToAlarm"]);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_fault_has_its_query_code_and_status(string protocol)
    {
        async Task<(int, string?)> Fault(string operation, JsonObject request)
        {
            (HttpStatusCode status, string? code, _) = await ProtocolCaller.CallAsync(_server.Address, protocol, operation, request);
            return ((int)status, code);
        }
        Assert.Equal((404, "ResourceNotFound"), await Fault("SetAlarmState", new() { ["AlarmName"] = "x", ["StateValue"] = "OK", ["StateReason"] = "r" }));
        Assert.Equal((404, "ResourceNotFound"), await Fault("DeleteAlarms", new() { ["AlarmNames"] = new JsonArray("x") }));
        Assert.Equal((404, "ResourceNotFoundException"), await Fault("ListTagsForResource", new() { ["ResourceARN"] = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:x" }));
        Assert.Equal((400, "InvalidNextToken"), await Fault("DescribeAlarms", new() { ["NextToken"] = "x" }));
        Assert.Equal((400, "MissingParameter"), await Fault("PutMetricData", new() { ["Namespace"] = "x" }));
        Assert.Equal((400, "InvalidParameterValue"), await Fault("PutMetricData", new() { ["Namespace"] = "AWS/EC2", ["MetricData"] = new JsonArray(new JsonObject { ["MetricName"] = "m", ["Value"] = 1 }) }));
        Assert.Equal((400, "InvalidParameterCombination"), await Fault("DescribeAlarms", new() { ["AlarmNames"] = new JsonArray("x"), ["AlarmNamePrefix"] = "x" }));
        Assert.Equal((400, "ValidationError"), await Fault("DescribeAlarms", new() { ["MaxRecords"] = 101 }));
        Assert.Equal((400, "InvalidAction"), await Fault("PutDashboard", []));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task Three_hundred_metrics_come_gzipped(string protocol)
    {
        var data = new JsonArray([.. Enumerable.Range(0, 300).Select(i => new JsonObject
        {
            ["MetricName"] = $"m{i}", ["Value"] = i + 0.5, ["Unit"] = "Count", ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "Host", ["Value"] = $"h{i}" }),
        })]);
        (HttpStatusCode status, _, _) = await ProtocolCaller.CallAsync(
            _server.Address, protocol, "PutMetricData", new() { ["Namespace"] = "Test", ["MetricData"] = data }, isGzip: true);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(300, _server.Service.Metrics.Points);
        (_, _, JsonNode? body) = await ProtocolCaller.CallAsync(_server.Address, protocol, "ListMetrics", new() { ["Namespace"] = "Test" });
        Assert.Equal(300, body!["Metrics"]!.AsArray().Count);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_gzip_bomb_is_refused_before_it_fills_the_memory(string protocol)
    {
        byte[] bomb = ProtocolCaller.Gzip(new byte[200_000_000]);
        Assert.InRange(bomb.Length, 1, 2_000_000);
        long before = GC.GetTotalAllocatedBytes();
        (HttpStatusCode status, _) = await ProtocolCaller.SendRawAsync(_server.Address, protocol, bomb, "gzip");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 50_000_000);
    }

    public static TheoryData<string, byte[]> Malformed()
    {
        var bodies = new TheoryData<string, byte[]>();
        void Add(string protocol, params byte[][] all) => Array.ForEach(all, body => bodies.Add(protocol, body));
        Add("json", "{"u8.ToArray(), "[]"u8.ToArray(), "null"u8.ToArray(), [0xff, 0xfe], Encoding.UTF8.GetBytes(new string('[', 100_000)),
            """{"Namespace":"\ud800","MetricData":[]}"""u8.ToArray(), """{"Namespace":5}"""u8.ToArray(), """{"Namespace":"n","MetricData":{}}"""u8.ToArray(),
            """{"Namespace":"n","MetricData":[{"MetricName":"m","Value":"NaN"}]}"""u8.ToArray(), """{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1e999}]}"""u8.ToArray(),
            """{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1,"Timestamp":1e300}]}"""u8.ToArray(), """{"Namespace":"n","MetricData":[{"MetricName":"m","Value":1,"Timestamp":true}]}"""u8.ToArray());
        Add("query", "Action"u8.ToArray(), "x=1"u8.ToArray(), "Action=PutMetricData&Namespace=n&MetricData.member.1"u8.ToArray(),
            "Action=PutMetricData&Namespace=n&MetricData.member.99999999999.MetricName=m"u8.ToArray(), Encoding.UTF8.GetBytes("Action=PutMetricData&" + string.Join('.', Enumerable.Repeat("a", 50_000)) + "=1"),
            "Action=PutMetricData&Namespace=%00&MetricData.member.1.MetricName=m&MetricData.member.1.Value=1"u8.ToArray(), [0xff, 0x3d, 0xfe],
            "Action=PutMetricData&Namespace=n&MetricData.member.1.MetricName=m&MetricData.member.1.Value=x"u8.ToArray());
        byte[] deep = new byte[100_000];
        Array.Fill(deep, (byte)0x81);
        byte[] tags = new byte[100_000];
        Array.Fill(tags, (byte)0xc1);
        Add("cbor", [0xff], [0x80], [0xf6], deep, tags, [0xbb, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0x9b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0xbf], [0xa1, 0x61], [0xa1, 0x01, 0x02], [0xa0, 0xa0], [0xa1, 0x61, 0x61, 0x7b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [0xa1, 0x61, 0x61, 0x1b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
            [0xa1, 0x61, 0x61, 0xc1, 0xfb, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], [0xa1, 0x61, 0x61, 0x43, 1, 2, 3], [0xa1, 0x61, 0x61, 0x61, 0xff]);
        return bodies;
    }

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_malformed_body_is_the_clients_fault_and_the_server_goes_on(string protocol, byte[] body)
    {
        (HttpStatusCode status, string text) = await ProtocolCaller.SendRawAsync(_server.Address, protocol, body);
        Assert.True((int)status is >= 400 and < 500, $"{status} {text}");
        (HttpStatusCode after, _, _) = await ProtocolCaller.CallAsync(_server.Address, protocol, "DescribeAlarms", []);
        Assert.Equal(HttpStatusCode.OK, after);
    }

    [Fact]
    public async Task Random_bytes_never_make_a_fault_of_the_server()
    {
        var random = new Random(7);
        for (int i = 0; i < 300; i++)
        {
            var body = new byte[random.Next(60)];
            random.NextBytes(body);
            if (i % 2 == 0 && body.Length > 0)
            {
                // Half of them begin as a map.
                body[0] = (byte)(0xa0 + random.Next(4));
            }
            (HttpStatusCode status, string text) = await ProtocolCaller.SendRawAsync(_server.Address, ProtocolCaller.Protocols[i % 3], body);
            Assert.True((int)status < 500, $"{Convert.ToHexString(body)}: {status} {text}");
        }
    }

    [Fact]
    public async Task An_encoding_that_is_not_known_and_gzip_that_is_none_are_refused()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await ProtocolCaller.SendRawAsync(_server.Address, "json", [1, 2, 3], "gzip")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await ProtocolCaller.SendRawAsync(_server.Address, "json", [1, 2, 3], "br")).Status);
    }

    internal static JsonObject Alarm(string name) => new()
    {
        ["AlarmName"] = name,
        ["AlarmDescription"] = "slow <for> \"many\" ü",
        ["Namespace"] = "AWS/InternetMonitor",
        ["MetricName"] = "PerformanceScore",
        ["Statistic"] = "Average",
        ["Period"] = 300,
        ["EvaluationPeriods"] = 5,
        ["Threshold"] = 95.0,
        ["ComparisonOperator"] = "LessThanThreshold",
        ["TreatMissingData"] = "missing",
        ["ActionsEnabled"] = true,
        ["OKActions"] = new JsonArray(),
        ["AlarmActions"] = new JsonArray("arn:aws:sns:us-east-1:123456789012:ops"),
        ["Dimensions"] = new JsonArray(
            new JsonObject { ["Name"] = "MonitorName", ["Value"] = "shop" }, new JsonObject { ["Name"] = "MeasurementSource", ["Value"] = "All" }),
        ["Tags"] = new JsonArray(new JsonObject { ["Key"] = "team", ["Value"] = "web" }),
    };
}
