using System.Text.Json;
using Isobar.Core.Events;

namespace Isobar.Server.Publishing;

/// <summary>An impacted location in camelCase (spec 4.5, 10).</summary>
internal static class ImpactedLocationJson
{
    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, ImpactedLocation location)
    {
        json.WriteString("asName", location.AsName);
        json.WriteNumber("asNumber", location.AsNumber);
        json.WriteString("country", location.Country);
        json.WriteString("countryCode", location.CountryCode);
        json.WriteString("subdivision", location.Subdivision);
        json.WriteString("metro", location.Metro);
        json.WriteString("city", location.City);
        WriteNumber(json, "latitude", location.Latitude);
        WriteNumber(json, "longitude", location.Longitude);
        json.WriteString("serviceLocation", location.ServiceLocation);
        json.WriteString("status", HealthEventMessage.NameOf(location.Status));
        if (location.CausedBy is NetworkImpairment cause)
        {
            json.WriteStartObject("causedBy");
            WriteNetworks(json, "networks", cause.Networks);
            WriteNetworks(json, "asPath", cause.AsPath);
            json.WriteString("networkEventType", cause.EventType == NetworkEventType.Service ? "AWS" : "Internet");
            json.WriteEndObject();
        }
        json.WriteStartObject("internetHealth");
        WriteFigures(json, "availability", location.InternetHealth.Availability, null);
        WriteFigures(json, "performance", location.InternetHealth.Performance, location.InternetHealth);
        json.WriteEndObject();
        json.WriteStartArray("ipv4Prefixes");
        foreach (string prefix in location.Ipv4Prefixes)
        {
            json.WriteStringValue(prefix);
        }
        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, HealthFigures? figures, InternetHealth? times)
    {
        if (figures is not HealthFigures known)
        {
            return;
        }
        json.WriteStartObject(name);
        json.WriteNumber("experienceScore", known.ExperienceScore);
        json.WriteNumber("percentOfTotalTrafficImpacted", known.PercentOfTotalTrafficImpacted);
        json.WriteNumber("percentOfClientLocationImpacted", known.PercentOfClientLocationImpacted);
        if (times?.RoundTripTime is { } rtt)
        {
            json.WriteStartObject("roundTripTime");
            json.WriteNumber("p50", rtt.P50);
            json.WriteNumber("p90", rtt.P90);
            json.WriteNumber("p95", rtt.P95);
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
            json.WriteString("asName", network.Name);
            json.WriteNumber("asNumber", network.Asn);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is double number)
        {
            json.WriteNumber(name, number);
        }
    }
}
