using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;

namespace Isobar.Server.Replay.Insights;

/// <summary>Traffic insights for machines; times are medians in milliseconds, and what is not known is left out.</summary>
internal static class InsightJson
{
    private const double MicrosPerMilli = 1000;

    /// <summary>Writes the member `insights`.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="insights">What is known.</param>
    /// <param name="locations">City-networks that are listed with all candidates, the greatest traffic first.</param>
    public static void Write(Utf8JsonWriter json, ReplayInsights insights, int locations)
    {
        json.WriteStartObject("insights");
        json.WriteString("basis", insights.Report.Basis);
        json.WriteNumber("measuredLocations", insights.Report.MeasuredLocations);
        json.WriteNumber("traffic", insights.TotalTraffic);
        json.WriteStartArray("advice");
        foreach (PlacementAdvice advice in insights.Report.Advice)
        {
            WriteAdvice(json, advice);
        }
        json.WriteEndArray();
        json.WriteStartArray("overall");
        foreach (TrafficSuggestion row in insights.Report.Overall)
        {
            json.WriteStartObject();
            json.WriteString("currentLocation", row.CurrentLocation);
            json.WriteString("proposedLocation", row.ProposedLocation);
            WriteMillis(json, "averageTtfbMs", row.AverageFirstByteMicros);
            json.WriteNumber("traffic", row.Traffic);
            json.WriteNumber("optimizedTrafficExcludingCdn", row.OptimizedTrafficExcludingCdn);
            json.WriteNumber("optimizedTrafficIncludingCdn", row.OptimizedTrafficIncludingCdn);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("locations");
        foreach (LocationInsight insight in insights.Report.Locations.Take(locations))
        {
            WriteLocation(json, insight);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteAdvice(Utf8JsonWriter json, PlacementAdvice advice)
    {
        json.WriteStartObject();
        WritePlace(json, advice.CityNetwork);
        json.WriteString("currentLocation", advice.CurrentLocation);
        json.WriteString("proposedLocation", advice.ProposedLocation);
        json.WriteString("time", advice.IsRoundTrip ? "rtt" : "ttfb");
        WriteTime(json, "nowMs", advice.Now);
        WriteTime(json, "thenMs", advice.Then);
        WriteGain(json, "gainMs", advice.Gain);
        json.WriteNumber("traffic", advice.Traffic);
        json.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter json, LocationInsight insight)
    {
        json.WriteStartObject();
        WritePlace(json, insight.CityNetwork);
        json.WriteString("serviceLocation", insight.ServiceLocation);
        json.WriteNumber("traffic", insight.Traffic);
        WriteTime(json, "ttfbMs", insight.FirstByte);
        WriteTime(json, "rttMs", insight.RoundTrip);
        json.WriteStartArray("candidates");
        foreach (CandidateEstimate candidate in insight.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("serviceLocation", candidate.ServiceLocation);
            WriteTime(json, "ttfbMs", candidate.FirstByte);
            WriteTime(json, "rttMs", candidate.RoundTrip);
            WriteGain(json, "ttfbGainMs", candidate.FirstByteGain);
            WriteGain(json, "rttGainMs", candidate.RoundTripGain);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, CityNetwork place)
    {
        json.WriteString("cityNetworkId", place.Id.ToString());
        foreach ((string name, string text) in (ReadOnlySpan<(string, string)>)
            [("country", place.Country), ("countryCode", place.CountryCode), ("subdivision", place.Subdivision), ("metro", place.Metro), ("city", place.City), ("networkName", place.NetworkName)])
        {
            if (text.Length > 0 && text != CityNetwork.NotAvailable)
            {
                json.WriteString(name, text);
            }
        }
        json.WriteNumber("asn", place.Asn);
    }

    private static void WriteTime(Utf8JsonWriter json, string name, TimeEstimate? estimate)
    {
        if (estimate is { } time)
        {
            json.WriteStartObject(name);
            WriteMillis(json, "value", time.Micros);
            WriteMillis(json, "low", time.LowMicros);
            WriteMillis(json, "high", time.HighMicros);
            json.WriteString("source", time.Source switch
            {
                EstimateSource.Measured => "measured",
                EstimateSource.Predicted => "predicted",
                _ => "predictedByDistance",
            });
            json.WriteEndObject();
        }
    }

    private static void WriteGain(Utf8JsonWriter json, string name, TimeGain? gain)
    {
        if (gain is { } known)
        {
            json.WriteStartObject(name);
            WriteMillis(json, "value", known.Micros);
            WriteMillis(json, "low", known.LowMicros);
            WriteMillis(json, "high", known.HighMicros);
            json.WriteEndObject();
        }
    }

    /// <summary>A median from a sketch is exact to 1 %, so microseconds are more than enough decimals.</summary>
    private static void WriteMillis(Utf8JsonWriter json, string name, double micros)
    {
        if (double.IsFinite(micros))
        {
            json.WriteNumber(name, Math.Round(micros) / MicrosPerMilli);
        }
    }
}
