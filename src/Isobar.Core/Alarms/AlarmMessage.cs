using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Metrics;

namespace Isobar.Core.Alarms;

/// <summary>What an action tells: the message that a topic of the service sends (spec 16.4).</summary>
public static class AlarmMessage
{
    /// <summary>The message as JSON.</summary>
    /// <param name="alarm">The alarm, in its new state.</param>
    /// <param name="oldState">The state before.</param>
    /// <param name="account">The account, twelve digits.</param>
    /// <param name="regionName">The Region's long name.</param>
    public static string Write(MetricAlarm alarm, AlarmState oldState, string account, string regionName)
    {
        ArgumentNullException.ThrowIfNull(alarm);
        AlarmDefinition definition = alarm.Definition;
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("AlarmName", definition.Name);
            json.WriteString("AlarmDescription", definition.Description);
            json.WriteString("AWSAccountId", account);
            json.WriteString("AlarmConfigurationUpdatedTimestamp", AlarmText.Time(alarm.ConfiguredAt));
            json.WriteString("NewStateValue", AlarmNames.NameOf(alarm.State));
            json.WriteString("NewStateReason", alarm.Reason);
            json.WriteString("StateChangeTime", AlarmText.Time(alarm.StateUpdatedAt));
            json.WriteString("Region", regionName);
            json.WriteString("AlarmArn", alarm.Arn);
            json.WriteString("OldStateValue", AlarmNames.NameOf(oldState));
            WriteTexts(json, "OKActions", definition.OkActions);
            WriteTexts(json, "AlarmActions", definition.AlarmActions);
            WriteTexts(json, "InsufficientDataActions", definition.InsufficientDataActions);
            json.WriteStartObject("Trigger");
            WriteTrigger(json, definition);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteTrigger(Utf8JsonWriter json, AlarmDefinition definition)
    {
        if (definition.Metrics.IsEmpty)
        {
            json.WriteString("MetricName", definition.MetricName);
            json.WriteString("Namespace", definition.Namespace);
            WriteStatistic(json, definition.Statistic!);
            json.WriteString("Unit", definition.Unit);
            WriteDimensions(json, "Dimensions", definition.Dimensions);
        }
        else
        {
            WriteMetrics(json, definition);
        }
        json.WriteNumber("Period", definition.EvaluatedPeriodSeconds);
        json.WriteNumber("EvaluationPeriods", definition.EvaluationPeriods);
        if (definition.DatapointsToAlarm is int datapoints)
        {
            json.WriteNumber("DatapointsToAlarm", datapoints);
        }
        json.WriteString("ComparisonOperator", definition.Comparison.ToString());
        json.WritePropertyName("Threshold");
        json.WriteRawValue(AlarmText.Number(definition.Threshold));
        json.WriteString("TreatMissingData", definition.MissingData is MissingData missing ? AlarmNames.NameOf(missing) : "");
        json.WriteString("EvaluateLowSampleCountPercentile", definition.LowSamplePercentile ?? "");
    }

    private static void WriteStatistic(Utf8JsonWriter json, string statistic)
    {
        bool isExtended = MetricStatistic.TryParse(statistic, out MetricStatistic? parsed) && parsed.NeedsDistribution;
        json.WriteString("StatisticType", isExtended ? "ExtendedStatistic" : "Statistic");
        if (isExtended)
        {
            json.WriteString("ExtendedStatistic", statistic);
            return;
        }
        json.WriteString("Statistic", statistic == nameof(StatisticKind.SampleCount) ? "SAMPLE_COUNT" : statistic.ToUpperInvariant());
    }

    private static void WriteMetrics(Utf8JsonWriter json, AlarmDefinition definition)
    {
        json.WriteStartArray("Metrics");
        foreach (AlarmQuery query in definition.Metrics)
        {
            json.WriteStartObject();
            json.WriteString("Id", query.Id);
            if (query.Expression is not null)
            {
                json.WriteString("Expression", query.Expression);
            }
            else
            {
                json.WriteStartObject("MetricStat");
                json.WriteStartObject("Metric");
                WriteDimensions(json, "Dimensions", query.Dimensions);
                json.WriteString("MetricName", query.MetricName);
                json.WriteString("Namespace", query.Namespace);
                json.WriteEndObject();
                json.WriteNumber("Period", query.PeriodSeconds!.Value);
                json.WriteString("Stat", query.Statistic);
                json.WriteEndObject();
            }
            if (query.Label is not null)
            {
                json.WriteString("Label", query.Label);
            }
            json.WriteBoolean("ReturnData", query.ReturnData ?? true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteDimensions(Utf8JsonWriter json, string name, ImmutableArray<MetricDimension> dimensions)
    {
        json.WriteStartArray(name);
        foreach (MetricDimension dimension in dimensions)
        {
            json.WriteStartObject();
            json.WriteString("value", dimension.Value);
            json.WriteString("name", dimension.Name);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }
}
