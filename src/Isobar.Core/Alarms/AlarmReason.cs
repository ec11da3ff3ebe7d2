using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Isobar.Core.Alarms;

/// <summary>Why an alarm is in its state: the sentence that people read, and the document that programs read (spec 16.3, 16.4).</summary>
public static class AlarmReason
{
    /// <summary>Points that a sentence lists at most, so that it stays under the 1,023 characters of StateReason.</summary>
    private const int ListedPoints = 10;

    /// <summary>Points that the document lists at most, so that it stays under the 4,000 characters of StateReasonData.</summary>
    private const int DocumentedPoints = 100;

    /// <summary>The sentence.</summary>
    public static string Sentence(AlarmRule rule, AlarmVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(verdict);
        if (verdict.State == AlarmState.InsufficientData)
        {
            return $"Insufficient Data: {Count(rule.EvaluationPeriods, "datapoint")} {Were(rule.EvaluationPeriods)} unknown.";
        }
        if (verdict.Considered.IsEmpty)
        {
            return $"Threshold Crossed: no datapoints were received for {Count(rule.EvaluationPeriods, "period")} and {StandIns(verdict)}.";
        }
        bool isAlarm = verdict.State == AlarmState.Alarm;
        AlarmDatapoint[] telling = [.. verdict.Considered.Reverse().Where(point => rule.IsBreaching(point.Value) == isAlarm)];
        // An alarm by stand-ins alone, among good points.
        telling = telling.Length > 0 ? telling : [.. verdict.Considered.Reverse()];
        bool isCrossed = rule.IsBreaching(telling[0].Value);
        int needed = isAlarm ? rule.DatapointsToAlarm : rule.EvaluationPeriods - rule.DatapointsToAlarm + 1;
        var text = new StringBuilder("Threshold Crossed: ");
        text.Append(CultureInfo.InvariantCulture, $"{telling.Length} out of the last {rule.EvaluationPeriods} datapoints [");
        text.AppendJoin(", ", telling.Take(ListedPoints).Select(point => $"{AlarmText.Number(point.Value)} ({AlarmText.ShortTime(point.Start)})"));
        text.Append(telling.Length > ListedPoints ? ", ...] " : "] ").Append(Were(telling.Length)).Append(isCrossed ? " " : " not ");
        text.Append(AlarmNames.WordsOf(rule.Comparison)).Append(" (").Append(AlarmText.Number(rule.Threshold)).Append(')');
        if (verdict.TreatedAs is not null)
        {
            text.Append(" and ").Append(StandIns(verdict));
        }
        text.Append(" (minimum ").Append(Count(needed, "datapoint")).Append(isAlarm ? " for OK -> ALARM" : " for ALARM -> OK").Append(" transition).");
        return text.ToString();
    }

    /// <summary>The document.</summary>
    /// <param name="definition">The alarm.</param>
    /// <param name="verdict">What it came to.</param>
    /// <param name="nowMillis">The clock.</param>
    public static string Document(AlarmDefinition definition, AlarmVerdict verdict, long nowMillis)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(verdict);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("version", "1.0");
            json.WriteString("queryDate", AlarmText.Time(nowMillis));
            if (!verdict.Considered.IsEmpty)
            {
                json.WriteString("startDate", AlarmText.Time(verdict.Considered[0].Start * 1000));
            }
            if (definition.Statistic is string statistic)
            {
                json.WriteString("statistic", statistic);
            }
            if (definition.Unit is string unit)
            {
                json.WriteString("unit", unit);
            }
            json.WriteNumber("period", definition.EvaluatedPeriodSeconds);
            json.WriteStartArray("recentDatapoints");
            foreach (AlarmDatapoint point in verdict.Considered.TakeLast(DocumentedPoints))
            {
                json.WriteRawValue(AlarmText.Number(point.Value));
            }
            json.WriteEndArray();
            json.WritePropertyName("threshold");
            json.WriteRawValue(AlarmText.Number(definition.Threshold));
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static string StandIns(AlarmVerdict verdict) =>
        $"{Count(verdict.Missing, "missing datapoint")} {Were(verdict.Missing)} treated as [{(verdict.TreatedAs == MissingData.Breaching ? "Breaching" : "NonBreaching")}]";

    private static string Count(int count, string what) => string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Were(int count) => count == 1 ? "was" : "were";
}
