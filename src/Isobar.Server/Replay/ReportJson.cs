using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Sketches;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;

namespace Isobar.Server.Replay;

/// <summary>
/// The report for machines: one JSON object, described in `docs/replay.md`. What is not known is left out, and how long it took is not told, so that
/// the same log gives the same bytes.
/// </summary>
public static class ReportJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the report as one object and a line end.</summary>
    public static void Write(ReplayReport report, Stream output)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(output);
        using (Utf8JsonWriter json = new(output, s_options))
        {
            json.WriteStartObject();
            WriteCounts(json, report);
            WriteTop(json, report);
            WriteFormats(json, report.Files);
            WriteReadiness(json, Readiness.Assess(report));
            if (report.Health is { } health)
            {
                HealthJson.Write(json, health, report.Files);
            }
            if (report.Insights is { } insights)
            {
                InsightJson.Write(json, insights, Math.Max(report.Top.Count, 1));
            }
            WriteText(json, "attribution", report.Atlas.Attribution);
            json.WriteEndObject();
        }
        output.WriteByte((byte)'\n');
    }

    private static void WriteCounts(Utf8JsonWriter json, ReplayReport report)
    {
        json.WriteNumber("lines", report.Lines);
        json.WriteNumber("records", report.Records);
        json.WriteStartObject("rejected");
        foreach (RejectedLines rejected in report.Rejected)
        {
            json.WriteNumber(rejected.Reason.Label(), rejected.Count);
        }
        json.WriteEndObject();
        json.WriteNumber("unlocated", report.Unlocated);
        WriteTime(json, "firstTimestamp", report.FirstMicros);
        WriteTime(json, "lastTimestamp", report.LastMicros);
        json.WriteNumber("windows", report.Windows);
        json.WriteNumber("cityNetworks", report.CityNetworkCount);
        json.WriteNumber("countries", report.Countries.Count(country => IsKnown(country.Key)));
        json.WriteNumber("asns", report.Networks.Count(network => IsKnown(network.Key) && network.Key != "0"));
        WriteBytes(json, report, report.Total);
        json.WriteNumber("clients", report.Total.Clients);
        json.WriteNumber("scannerRecords", report.ScannerRecords);
    }

    private static void WriteTop(Utf8JsonWriter json, ReplayReport report)
    {
        json.WriteStartArray("top");
        foreach ((CityNetwork place, TrafficGroup traffic) in report.Top)
        {
            json.WriteStartObject();
            json.WriteString("cityNetworkId", place.Id.ToString());
            WriteText(json, "country", place.Country);
            WriteText(json, "countryCode", place.CountryCode);
            WriteText(json, "subdivision", place.Subdivision);
            WriteText(json, "metro", place.Metro);
            WriteText(json, "city", place.City);
            if (place.Asn != 0)
            {
                json.WriteNumber("asn", place.Asn);
            }
            WriteText(json, "networkName", place.NetworkName);
            json.WriteNumber("connections", traffic.Connections);
            WriteBytes(json, report, traffic);
            json.WriteNumber("share", traffic.Share);
            json.WriteNumber("clients", traffic.Clients);
            WriteTimes(json, "rttMs", traffic.Rtt);
            WriteTimes(json, "ttfbMs", traffic.Ttfb);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteFormats(Utf8JsonWriter json, IReadOnlyList<ReplayedFile> files)
    {
        json.WriteStartArray("files");
        foreach (ReplayedFile file in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file.Name);
            json.WriteString("format", file.Format);
            json.WriteBoolean("detected", file.Detected);
            json.WriteNumber("lines", file.Lines);
            json.WriteNumber("records", file.Records);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteReadiness(Utf8JsonWriter json, ReadinessVerdict verdict)
    {
        json.WriteStartObject("readiness");
        json.WriteString("outlook", verdict.Outlook);
        json.WriteStartArray("findings");
        foreach (ReadinessFinding finding in verdict.Findings)
        {
            json.WriteStartObject();
            json.WriteString("code", finding.Code);
            json.WriteString("severity", JsonNamingPolicy.CamelCase.ConvertName(finding.Severity.ToString()));
            json.WriteString("text", finding.Text);
            WriteTexts(json, "remedies", finding.Remedies);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        WriteTexts(json, "configuration", verdict.Configuration);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }
        json.WriteEndArray();
    }

    /// <summary>A direction that no format of the inputs has is not zero bytes but unknown.</summary>
    private static void WriteBytes(Utf8JsonWriter json, ReplayReport report, TrafficGroup traffic)
    {
        if (report.Fields.HasFlag(FormatFields.BytesIn))
        {
            json.WriteNumber("bytesIn", traffic.BytesIn);
        }
        if (report.Fields.HasFlag(FormatFields.BytesOut))
        {
            json.WriteNumber("bytesOut", traffic.BytesOut);
        }
    }

    private static void WriteTimes(Utf8JsonWriter json, string name, QuantileSketch? sketch)
    {
        if (sketch is null || sketch.Count == 0)
        {
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("p50", Millis(0.50));
        json.WriteNumber("p90", Millis(0.90));
        json.WriteNumber("p95", Millis(0.95));
        json.WriteEndObject();

        // The sketch is exact to 1 %, so microseconds are more than enough decimals.
        double Millis(double q) => Math.Round(sketch.Quantile(q)) / 1000;
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long? micros)
    {
        if (micros is long known)
        {
            json.WriteString(name, EventTime.Iso(known));
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (IsKnown(text))
        {
            json.WriteString(name, text);
        }
    }

    private static bool IsKnown(string text) => text.Length > 0 && text != CityNetwork.NotAvailable;
}
