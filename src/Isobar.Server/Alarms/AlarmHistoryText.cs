using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Core.Alarms;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Alarms;

/// <summary>Entries of the history of alarms: a summary, and a JSON document of at most 4,095 characters.</summary>
internal static class AlarmHistoryText
{
    /// <summary>Kinds of entries.</summary>
    public const string ConfigurationUpdate = "ConfigurationUpdate", StateUpdate = "StateUpdate", Action = "Action";

    private const int LongestSummary = 255, LongestDocument = 4095;

    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An alarm was made, changed or deleted.</summary>
    /// <param name="verb">Create, Update or Delete.</param>
    /// <param name="alarm">The alarm as it is, or was before it was deleted.</param>
    /// <param name="nowMillis">The clock.</param>
    public static AlarmHistoryRow Configured(string verb, MetricAlarm alarm, long nowMillis)
    {
        string past = verb == "Delete" ? "deleted" : $"{verb.ToLowerInvariant()}d";
        var document = new JsonObject
        {
            ["version"] = "1.0",
            ["type"] = verb,
            [$"{past}Alarm"] = new JsonObject
            {
                ["alarmName"] = alarm.Definition.Name,
                ["alarmArn"] = alarm.Arn,
                ["actionsEnabled"] = alarm.Definition.ActionsEnabled,
                ["metricName"] = alarm.Definition.MetricName,
                ["namespace"] = alarm.Definition.Namespace,
                ["statistic"] = alarm.Definition.Statistic,
                ["period"] = alarm.Definition.PeriodSeconds,
                ["evaluationPeriods"] = alarm.Definition.EvaluationPeriods,
                ["datapointsToAlarm"] = alarm.Definition.DatapointsToAlarm,
                ["threshold"] = alarm.Definition.Threshold,
                ["comparisonOperator"] = alarm.Definition.Comparison.ToString(),
                ["stateValue"] = AlarmNames.NameOf(alarm.State),
            },
        };
        return Row(alarm, nowMillis, ConfigurationUpdate, $"Alarm \"{alarm.Definition.Name}\" {past}", document);
    }

    /// <summary>The state changed.</summary>
    public static AlarmHistoryRow StateChanged(MetricAlarm old, MetricAlarm alarm, long nowMillis)
    {
        var document = new JsonObject { ["version"] = "1.0", ["oldState"] = State(old, true), ["newState"] = State(alarm, true) };
        if (document.ToJsonString(s_plain).Length > LongestDocument)
        {
            document = new JsonObject { ["version"] = "1.0", ["oldState"] = State(old, false), ["newState"] = State(alarm, false) };
        }
        return Row(alarm, nowMillis, StateUpdate, $"Alarm updated from {AlarmNames.NameOf(old.State)} to {AlarmNames.NameOf(alarm.State)}", document);
    }

    /// <summary>An action was executed, or could not be.</summary>
    /// <param name="alarmName">The alarm.</param>
    /// <param name="action">The ARN.</param>
    /// <param name="webhook">The webhook that it stands for; null where it stands for none.</param>
    /// <param name="message">What was sent; null where nothing was.</param>
    /// <param name="fault">Why it failed; null where it succeeded.</param>
    /// <param name="nowMillis">The clock.</param>
    public static AlarmHistoryRow Acted(string alarmName, string action, string? webhook, string? message, string? fault, long nowMillis)
    {
        var document = new JsonObject
        {
            ["actionState"] = fault is null ? "Succeeded" : "Failed",
            ["notificationResource"] = action,
            ["webhook"] = webhook,
            ["error"] = fault,
        };
        if (message is not null && document.ToJsonString(s_plain).Length + message.Length < LongestDocument - 64)
        {
            document["publishedMessage"] = JsonNode.Parse(message);
        }
        string summary = fault is null ? $"Successfully executed action {action}" : $"Failed to execute action {action}. Received error: \"{fault}\"";
        return new(alarmName, nowMillis, Action, Cut(summary), document.ToJsonString(s_plain));
    }

    private static JsonObject State(MetricAlarm alarm, bool withData)
    {
        var state = new JsonObject { ["stateValue"] = AlarmNames.NameOf(alarm.State), ["stateReason"] = alarm.Reason };
        if (withData && alarm.ReasonData is string data)
        {
            state["stateReasonData"] = JsonNode.Parse(data);
        }
        return state;
    }

    private static AlarmHistoryRow Row(MetricAlarm alarm, long nowMillis, string kind, string summary, JsonObject document) =>
        new(alarm.Definition.Name, nowMillis, kind, Cut(summary), document.ToJsonString(s_plain));

    private static string Cut(string text)
    {
        if (text.Length <= LongestSummary)
        {
            return text;
        }
        var cut = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (cut.Length + rune.Utf16SequenceLength >= LongestSummary)
            {
                break;
            }
            cut.Append(rune.ToString());
        }
        return cut.Append('…').ToString();
    }
}
