using System.Text.Json;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// The second pass for machines. Health events have the members of the API's HealthEvent, by its names, and beside them `evidence`; what is not known is left out.
/// </summary>
internal static class HealthJson
{
    /// <summary>Writes the members into the report's object.</summary>
    public static void Write(Utf8JsonWriter json, ReplayHealth health, IReadOnlyList<ReplayedFile> files)
    {
        json.WriteString("baselineMode", health.Mode == ReplayBaselineMode.Trailing ? "trailing" : "others");
        WriteKnown(json, "availabilityScore", health.AvailabilityScore);
        WriteKnown(json, "performanceScore", health.PerformanceScore);
        json.WriteNumber("testableTrafficPercent", health.TestableTrafficPercent);
        json.WriteNumber("learningTrafficPercent", health.LearningTrafficPercent);
        json.WriteNumber("insufficientTrafficPercent", health.InsufficientTrafficPercent);
        json.WriteStartArray("healthEvents");
        foreach (HealthEvent one in health.Events)
        {
            WriteEvent(json, one, health.SampleLines.GetValueOrDefault(one.EventId) ?? [], files);
        }
        json.WriteEndArray();
        if (health.Thresholds.Count > 0)
        {
            WriteThresholds(json, health.Thresholds);
        }
    }

    /// <summary>Writes an event.</summary>
    internal static void WriteEvent(Utf8JsonWriter json, HealthEvent one, IReadOnlyList<LinePosition> sampleLines, IReadOnlyList<ReplayedFile> files)
    {
        json.WriteStartObject();
        json.WriteString("EventArn", one.EventArn);
        json.WriteString("EventId", one.EventId);
        WriteTime(json, "StartedAt", one.StartedAt);
        if (one.EndedAt is { } ended)
        {
            WriteTime(json, "EndedAt", ended);
        }
        WriteTime(json, "CreatedAt", one.CreatedAt);
        WriteTime(json, "LastUpdatedAt", one.LastUpdatedAt);
        json.WriteStartArray("ImpactedLocations");
        foreach (ImpactedLocation location in one.ImpactedLocations)
        {
            WriteLocation(json, location);
        }
        json.WriteEndArray();
        json.WriteString("Status", NameOf(one.Status));
        json.WriteNumber("PercentOfTotalTrafficImpacted", one.PercentOfTotalTrafficImpacted);
        json.WriteString("ImpactType", Words.Of(one.ImpactType));
        json.WriteNumber("HealthScoreThreshold", one.HealthScoreThreshold);
        EvidenceJson.Write(json, one, sampleLines, files);
        json.WriteEndObject();
    }

    private static string NameOf(EventStatus status) => status == EventStatus.Active ? "ACTIVE" : "RESOLVED";

    private static void WriteLocation(Utf8JsonWriter json, ImpactedLocation location)
    {
        json.WriteStartObject();
        json.WriteString("ASName", location.AsName);
        json.WriteNumber("ASNumber", location.AsNumber);
        json.WriteString("Country", location.Country);
        WriteText(json, "Subdivision", location.Subdivision);
        WriteText(json, "Metro", location.Metro);
        WriteText(json, "City", location.City);
        WriteKnown(json, "Latitude", location.Latitude);
        WriteKnown(json, "Longitude", location.Longitude);
        WriteText(json, "CountryCode", location.CountryCode);
        json.WriteString("ServiceLocation", location.ServiceLocation);
        json.WriteString("Status", NameOf(location.Status));
        if (location.CausedBy is { } cause)
        {
            json.WriteStartObject("CausedBy");
            WriteNetworks(json, "Networks", cause.Networks);
            WriteNetworks(json, "AsPath", cause.AsPath);
            json.WriteString("NetworkEventType", cause.EventType == NetworkEventType.Service ? "AWS" : "Internet");
            json.WriteEndObject();
        }
        WriteHealth(json, location.InternetHealth);
        if (location.Ipv4Prefixes.Length > 0)
        {
            json.WriteStartArray("Ipv4Prefixes");
            foreach (string prefix in location.Ipv4Prefixes)
            {
                json.WriteStringValue(prefix);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void WriteHealth(Utf8JsonWriter json, InternetHealth health)
    {
        json.WriteStartObject("InternetHealth");
        WriteFigures(json, "Availability", health.Availability, null);
        WriteFigures(json, "Performance", health.Performance, health.RoundTripTime);
        json.WriteEndObject();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, HealthFigures? figures, Core.Monitors.RoundTripTimes? times)
    {
        if (figures is null && times is null)
        {
            return;
        }
        json.WriteStartObject(name);
        if (figures is { } known)
        {
            json.WriteNumber("ExperienceScore", known.ExperienceScore);
            json.WriteNumber("PercentOfTotalTrafficImpacted", known.PercentOfTotalTrafficImpacted);
            json.WriteNumber("PercentOfClientLocationImpacted", known.PercentOfClientLocationImpacted);
        }
        if (times is { } measured)
        {
            json.WriteStartObject("RoundTripTime");
            json.WriteNumber("P50", measured.P50);
            json.WriteNumber("P90", measured.P90);
            json.WriteNumber("P95", measured.P95);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteNetworks(Utf8JsonWriter json, string name, IEnumerable<Network> networks)
    {
        json.WriteStartArray(name);
        foreach (Network network in networks)
        {
            json.WriteStartObject();
            json.WriteString("ASName", network.Name);
            json.WriteNumber("ASNumber", network.Asn);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteThresholds(Utf8JsonWriter json, IReadOnlyList<ThresholdOutcome> outcomes)
    {
        json.WriteStartArray("thresholds");
        foreach (ThresholdOutcome outcome in outcomes)
        {
            json.WriteStartObject();
            json.WriteString("impactType", Words.Of(outcome.ImpactType));
            json.WriteNumber("threshold", outcome.Threshold);
            json.WriteBoolean("default", outcome.IsDefault);
            json.WriteNumber("events", outcome.Events);
            json.WriteNumber("seconds", outcome.Seconds);
            json.WriteNumber("longestSeconds", outcome.LongestSeconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, long seconds) => json.WriteString(name, EventTime.Iso(seconds * 1_000_000));

    private static void WriteKnown(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } known && double.IsFinite(known))
        {
            json.WriteNumber(name, known);
        }
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        if (text.Length > 0 && text != Core.Atlas.CityNetwork.NotAvailable)
        {
            json.WriteString(name, text);
        }
    }
}
