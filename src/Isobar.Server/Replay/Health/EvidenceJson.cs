using System.Text.Json;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Server.Replay.Health;

/// <summary>Why an event is there, for machines: the tests behind it, the votes on who is to blame, what to do, and where to look in the log.</summary>
internal static class EvidenceJson
{
    /// <summary>Tests that are written of one event: those of the locations with the greatest impact.</summary>
    private const int MostTests = 20;

    /// <summary>Writes the member `evidence`.</summary>
    public static void Write(Utf8JsonWriter json, HealthEvent one, IReadOnlyList<LinePosition> lines, IReadOnlyList<ReplayedFile> files)
    {
        json.WriteStartObject("evidence");
        json.WriteString("reason", one.Reason);
        json.WriteNumber("score", one.Score);
        if (one.ClosedBecause is { } closed)
        {
            json.WriteString("closedBecause", CamelCase(closed));
        }
        json.WriteNumber("locations", one.LocationCount);
        json.WriteStartArray("tests");
        foreach (ImpactedLocation location in one.ImpactedLocations.Where(location => location.Evidence is not null).Take(MostTests))
        {
            WriteTest(json, location, location.Evidence!);
        }
        json.WriteEndArray();
        json.WriteStartArray("blames");
        foreach (EventBlame blame in one.Blames)
        {
            WriteBlame(json, blame);
        }
        json.WriteEndArray();
        WriteAction(json, one.Action);
        json.WriteStartArray("sampleLines");
        foreach (LinePosition line in lines)
        {
            json.WriteStartObject();
            json.WriteString("file", files[line.File].Name);
            json.WriteNumber("offset", line.Offset);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTest(Utf8JsonWriter json, ImpactedLocation location, Evidence evidence)
    {
        json.WriteStartObject();
        json.WriteString("cityNetworkId", location.CityNetwork.ToString());
        json.WriteString("serviceLocation", location.ServiceLocation);
        if (location.UsualRoundTripTime is { } usual)
        {
            json.WriteStartObject("usualRoundTripTime");
            json.WriteNumber("p50", usual.P50);
            json.WriteNumber("p90", usual.P90);
            json.WriteEndObject();
        }
        if (location.Ipv6Prefixes.Length > 0)
        {
            json.WriteStartArray("ipv6Prefixes");
            foreach (string prefix in location.Ipv6Prefixes)
            {
                json.WriteStringValue(prefix);
            }
            json.WriteEndArray();
        }
        json.WriteString("stream", CamelCase(evidence.Stream));
        WriteElement(json, "tested", evidence.Tested);
        json.WriteNumber("spanSeconds", evidence.SpanSeconds);
        json.WriteNumber("samples", evidence.Samples);
        json.WriteNumber("hits", evidence.Hits);
        json.WriteNumber("expectedShare", evidence.ExpectedShare);
        json.WriteNumber("dispersion", evidence.Dispersion);
        json.WriteNumber("pValue", evidence.PValue);
        json.WriteNumber("significanceLevel", evidence.SignificanceLevel);
        json.WriteNumber("drop", evidence.Drop);
        json.WriteNumber("dropLow", evidence.DropLow);
        json.WriteNumber("dropHigh", evidence.DropHigh);
        json.WriteNumber("smallestDrop", evidence.SmallestDrop);
        json.WriteStartObject("baseline");
        json.WriteString("source", CamelCase(evidence.Baseline));
        json.WriteNumber("days", evidence.BaselineDays);
        WriteKnown(json, "percentile", evidence.Percentile);
        WriteKnown(json, "micros", evidence.BaselineMicros);
        WriteKnown(json, "edgeMicros", evidence.EdgeMicros);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBlame(Utf8JsonWriter json, EventBlame blame)
    {
        json.WriteStartObject();
        json.WriteString("verdict", CamelCase(blame.Verdict));
        json.WriteString("cause", CamelCase(blame.Cause));
        WriteElement(json, "element", blame.Element);
        json.WriteNumber("confidence", blame.Confidence);
        json.WriteNumber("shareOfImpact", blame.ShareOfImpact);
        json.WriteStartArray("votes");
        foreach (Suspect suspect in blame.Suspects)
        {
            json.WriteStartObject();
            WriteElement(json, "element", suspect.Element);
            json.WriteNumber("badInside", suspect.BadInside);
            json.WriteNumber("totalInside", suspect.TotalInside);
            json.WriteNumber("badOutside", suspect.BadOutside);
            json.WriteNumber("totalOutside", suspect.TotalOutside);
            json.WriteNumber("confidence", suspect.Confidence);
            json.WriteNumber("explanatoryPower", suspect.ExplanatoryPower);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAction(Utf8JsonWriter json, RecommendedAction action)
    {
        json.WriteStartObject("recommendedAction");
        json.WriteString("kind", CamelCase(action.Kind));
        json.WriteString("text", action.Text);
        if (action.TicketText is not null)
        {
            json.WriteString("ticketSubject", action.TicketSubject);
            json.WriteString("ticketText", action.TicketText);
        }
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, string name, NetworkElement element)
    {
        json.WriteStartObject(name);
        json.WriteString("kind", CamelCase(element.Kind));
        json.WriteString("serviceLocation", element.ServiceLocation);
        json.WriteString("key", element.Key);
        json.WriteEndObject();
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
    }

    private static string CamelCase<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
