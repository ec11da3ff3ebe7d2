using System.Text.Encodings.Web;
using System.Text.Json;
using Isobar.Core.Events;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Simulation.Rehearsals;

/// <summary>A rehearsal for machines: the faults with what was found, and the health events with the members of the API's HealthEvent, as `isobar replay --json` writes them.</summary>
internal static class RehearsalJson
{
    private static readonly JsonWriterOptions s_options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one JSON object.</summary>
    public static void Write(Rehearsal rehearsal, Stream output)
    {
        FaultText text = new(rehearsal.World);
        using Utf8JsonWriter json = new(output, s_options);
        json.WriteStartObject();
        WriteTime(json, "from", rehearsal.From);
        WriteTime(json, "to", rehearsal.Until);
        json.WriteNumber("pairs", rehearsal.World.Pairs.Length);
        json.WriteStartArray("faults");
        foreach (FaultAnswer answer in rehearsal.Faults)
        {
            WriteFault(json, answer, text);
        }
        json.WriteEndArray();
        json.WriteStartArray("healthEvents");
        foreach (HealthEvent one in rehearsal.Events)
        {
            HealthJson.WriteEvent(json, one, [], []);
        }
        json.WriteEndArray();
        json.WriteNumber("falseFindings", rehearsal.FalseFindings.Count);
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteFault(Utf8JsonWriter json, FaultAnswer answer, FaultText text)
    {
        FaultSpec spec = answer.Fault.Spec;
        json.WriteStartObject();
        json.WriteString("element", text.ElementOf(spec.Element));
        json.WriteString("kind", FaultText.KindOf(spec));
        json.WriteNumber("share", spec.Share);
        WriteTime(json, "from", spec.StartSeconds);
        WriteTime(json, "to", spec.EndSeconds);
        json.WriteNumber("requestsHit", answer.RequestsHit);
        json.WriteNumber("shareHit", Math.Round(answer.ShareHit, 4));
        json.WriteNumber("pairsHit", answer.PairsHit);
        json.WriteBoolean("found", answer.Found is not null);
        if (answer.Found is { } found)
        {
            json.WriteNumber("delaySeconds", answer.DelaySeconds!.Value);
            json.WriteString("verdict", JsonNamingPolicy.CamelCase.ConvertName(found.Verdict.ToString()));
            json.WriteString("blamed", EventSentences.OfElement(found.Element));
            json.WriteNumber("confidence", Math.Round(found.Confidence, 4));
            json.WriteBoolean("right", answer.IsNamed);
        }
        json.WriteStartArray("events");
        foreach (HealthEvent one in answer.Events)
        {
            json.WriteStringValue(one.EventId);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long seconds) => json.WriteString(name, EventTime.Iso(seconds * 1_000_000));
}
