using System.Text.Json.Nodes;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.CloudWatch;
using Isobar.Server.Tests.Api.CloudWatch;
using Isobar.Storage.People;

namespace Isobar.Server.Tests.Api;

/// <summary>Changes by the AWS-compatible APIs stand in the audit log beside those of the console.</summary>
public sealed class AuditTests
{
    private static readonly string[] s_changes =
    [
        "internetmonitor:CreateMonitor", "internetmonitor:DeleteMonitor", "internetmonitor:TagResource", "internetmonitor:UntagResource", "internetmonitor:UpdateMonitor",
        "cloudwatch:DeleteAlarms", "cloudwatch:DisableAlarmActions", "cloudwatch:EnableAlarmActions", "cloudwatch:PutMetricAlarm", "cloudwatch:SetAlarmState", "cloudwatch:TagResource",
        "cloudwatch:UntagResource",
    ];

    [Fact]
    public void Of_all_operations_those_that_change_something_are_recorded()
    {
        IEnumerable<string> monitors = InternetMonitorApi.All(null!).Select(operation => $"internetmonitor:{operation.Name}");
        IEnumerable<string> alarms = CloudWatchOperations.All.Keys.Select(name => $"cloudwatch:{name}");
        Assert.Equal(s_changes.Order(StringComparer.Ordinal), monitors.Concat(alarms).Where(AccessPolicy.IsChange).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_change_of_a_monitor_is_recorded_with_key_target_and_outcome()
    {
        await using ApiFixture server = await ApiFixture.StartAsync();
        string arn = Uri.EscapeDataString($"arn:aws:internetmonitor:{ApiFixture.Region}:{ApiFixture.Account}:monitor/shop");
        await server.CreateAsync("shop");
        await server.PatchAsync("/v20210603/Monitors/shop", """{"Status":"INACTIVE"}""");
        await server.PostAsync($"/tags/{arn}", """{"Tags":{"team":"web"}}""");
        await server.DeleteAsync($"/tags/{arn}?tagKeys=team&tagKeys=cost");
        await server.DeleteAsync("/v20210603/Monitors/shop");
        await server.GetAsync("/v20210603/Monitors");
        Assert.Equal(
            [
                ("DeleteMonitor", "shop", ""),
                ("UntagResource", Uri.UnescapeDataString(arn), """{"tagKeys":"team,cost"}"""),
                ("TagResource", Uri.UnescapeDataString(arn), """{"Tags":{"team":"web"}}"""),
                ("UpdateMonitor", "shop", """{"Status":"INACTIVE"}"""),
                ("CreateMonitor", "shop", """{"MonitorName":"shop","TrafficPercentageToMonitor":100}"""),
            ],
            server.Audit().Select(row => (row.Action, row.Target, row.Detail)));
        Assert.All(server.Audit(), row => Assert.Equal((server.Key.Id, "127.0.0.1", AuditLog.Ok, server.Clock.GetUtcNow().ToUnixTimeSeconds()), (row.User, row.Address, row.Outcome, row.At)));
    }

    [Fact]
    public async Task What_a_key_may_not_do_and_what_fails_is_recorded_too_but_not_what_nobody_signed()
    {
        await using ApiFixture server = await ApiFixture.StartAsync();
        await server.DeleteAsync("/v20210603/Monitors/none");
        await server.PostAsync("/v20210603/Monitors", """{"MonitorName":"shop"}""", server.ReadingKey);
        await server.PostAsync("/v20210603/Monitors", """{"MonitorName":"shop"}""", server.Key with { Secret = "another" });
        Assert.Equal(
            [(server.ReadingKey.Id, "CreateMonitor", "AccessDeniedException"), (server.Key.Id, "DeleteMonitor", "ResourceNotFoundException")],
            server.Audit().Select(row => (row.User, row.Action, row.Outcome)));
    }

    [Theory]
    [MemberData(nameof(ProtocolTests.Protocols), MemberType = typeof(ProtocolTests))]
    public async Task A_change_of_an_alarm_is_recorded_whatever_the_protocol(string protocol)
    {
        await using CloudWatchServer server = await CloudWatchServer.StartAsync();
        JsonObject alarm = new()
        {
            ["AlarmName"] = "low", ["Namespace"] = "Shop", ["MetricName"] = "Orders", ["Statistic"] = "Average", ["Period"] = 60, ["EvaluationPeriods"] = 1, ["Threshold"] = 1,
            ["ComparisonOperator"] = "LessThanThreshold",
        };
        await ProtocolCaller.CallAsync(server.Address, protocol, "PutMetricAlarm", alarm);
        await ProtocolCaller.CallAsync(server.Address, protocol, "DescribeAlarms", []);
        await ProtocolCaller.CallAsync(server.Address, protocol, "DeleteAlarms", new JsonObject { ["AlarmNames"] = new JsonArray("low", "none") });
        AuditRow[] rows = [.. server.Audit()];
        Assert.Equal([("DeleteAlarms", "low, none", "ResourceNotFound"), ("PutMetricAlarm", "low", AuditLog.Ok)], rows.Select(row => (row.Action, row.Target, row.Outcome)));
        Assert.All(rows, row => Assert.Equal(("anonymous", "127.0.0.1"), (row.User, row.Address)));
        JsonObject said = JsonNode.Parse(rows[1].Detail)!.AsObject();
        Assert.Equal(alarm.Select(member => member.Key).Order(StringComparer.Ordinal), said.Select(member => member.Key).Order(StringComparer.Ordinal));
    }
}
