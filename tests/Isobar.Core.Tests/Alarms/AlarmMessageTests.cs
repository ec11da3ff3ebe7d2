using System.Text.Json;
using Isobar.Core.Alarms;

namespace Isobar.Core.Tests.Alarms;

public sealed class AlarmMessageTests
{
    private static readonly MetricAlarm s_alarm = new()
    {
        Definition = AlarmEvaluatorTests.Definition() with
        {
            Description = "too \"many\" <orders>",
            AlarmActions = ["arn:aws:sns:ap-northeast-1:123456789012:ops"],
            Dimensions = [new("Shop", "eu")],
            MissingData = MissingData.NotBreaching,
        },
        Arn = MetricAlarm.ArnOf("ap-northeast-1", "123456789012", "high"),
        ConfiguredAt = 1_738_497_995_472,
        State = AlarmState.Alarm,
        Reason = "because",
        StateUpdatedAt = 1_738_497_995_472,
        StateTransitionedAt = 1_738_497_995_472,
    };

    [Fact]
    public void The_message_has_the_members_of_the_topic_message()
    {
        using JsonDocument message = JsonDocument.Parse(AlarmMessage.Write(s_alarm, AlarmState.Ok, "123456789012", "Asia Pacific (Tokyo)"));
        JsonElement root = message.RootElement;
        Assert.Equal(
            ["AlarmName", "AlarmDescription", "AWSAccountId", "AlarmConfigurationUpdatedTimestamp", "NewStateValue", "NewStateReason", "StateChangeTime", "Region",
                "AlarmArn", "OldStateValue", "OKActions", "AlarmActions", "InsufficientDataActions", "Trigger"],
            root.EnumerateObject().Select(member => member.Name));
        Assert.Equal("2025-02-02T12:06:35.472+0000", root.GetProperty("StateChangeTime").GetString());
        Assert.Equal(("ALARM", "OK"), (root.GetProperty("NewStateValue").GetString(), root.GetProperty("OldStateValue").GetString()));
        JsonElement trigger = root.GetProperty("Trigger");
        Assert.Equal(("Statistic", "AVERAGE"), (trigger.GetProperty("StatisticType").GetString(), trigger.GetProperty("Statistic").GetString()));
        Assert.Equal(JsonValueKind.Null, trigger.GetProperty("Unit").ValueKind);
        Assert.Equal("""[{"value":"eu","name":"Shop"}]""", trigger.GetProperty("Dimensions").GetRawText());
        Assert.Equal(("50.0", "notBreaching", ""), (trigger.GetProperty("Threshold").GetRawText(), trigger.GetProperty("TreatMissingData").GetString(),
            trigger.GetProperty("EvaluateLowSampleCountPercentile").GetString()));
        Assert.False(trigger.TryGetProperty("DatapointsToAlarm", out _));
    }

    [Fact]
    public void An_alarm_survives_being_stored()
    {
        MetricAlarm alarm = s_alarm with
        {
            Definition = s_alarm.Definition with
            {
                Metrics = [new() { Id = "e1", Expression = "m1*2" }, new() { Id = "m1", Namespace = "Shop", MetricName = "x", Statistic = "Sum", PeriodSeconds = 60 }],
            },
            Tags = s_alarm.Tags.Add("team", "a b"),
        };
        Assert.Equal(alarm.Write(), MetricAlarm.Read(alarm.Write()).Write());
        Assert.Equal("m1*2", MetricAlarm.Read(alarm.Write()).Definition.Metrics[0].Expression);
    }
}
