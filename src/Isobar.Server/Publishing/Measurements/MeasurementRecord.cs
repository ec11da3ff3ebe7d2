using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Monitors;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// One measurement as the service publishes it, a JSON object on a line (spec 7 and 8): one (city-network, service location) in five minutes. What is not known is left out, and
/// parts of a place that are not known are `N/A`.
/// </summary>
internal static class MeasurementRecord
{
    private const int Version = 1;

    private const double MicrosPerMilli = 1000;

    /// <summary>Writes a row.</summary>
    /// <param name="json">Where; one object.</param>
    /// <param name="batch">The measurements.</param>
    /// <param name="row">Which of them.</param>
    /// <param name="client">Whose they are.</param>
    /// <param name="serviceName">What kind of service answers, as the service names it.</param>
    /// <param name="best">The best location without the content delivery network; null where none is known.</param>
    /// <param name="cdn">That network; likewise.</param>
    public static void Write(Utf8JsonWriter json, MeasurementBatch batch, int row, CityNetwork client, string serviceName, PlaceTime? best, PlaceTime? cdn)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteNumber("timestamp", batch.WindowStart[row]);
        WriteClient(json, client);
        json.WriteString("serviceLocation", batch.ServiceLocation[row]);
        json.WriteNumber("percentageOfTotalTraffic", Rounded(batch.TrafficPercent[row]));
        json.WriteNumber("bytesIn", batch.BytesIn[row]);
        json.WriteNumber("bytesOut", batch.BytesOut[row]);
        json.WriteNumber("clientConnectionCount", batch.Connections[row]);
        WriteHealth(json, batch, row);
        WriteInsights(json, batch, row, serviceName, best, cdn);
        json.WriteEndObject();
    }

    private static void WriteClient(Utf8JsonWriter json, CityNetwork client)
    {
        json.WriteStartObject("clientLocation");
        if (double.IsFinite(client.Latitude) && double.IsFinite(client.Longitude))
        {
            json.WriteNumber("latitude", Rounded(client.Latitude));
            json.WriteNumber("longitude", Rounded(client.Longitude));
        }
        json.WriteString("country", client.Country);
        json.WriteString("subdivision", client.Subdivision);
        json.WriteString("metro", client.Metro);
        json.WriteString("city", client.City);
        json.WriteString("countryCode", client.CountryCode);
        // No source of geo data that the atlas reads has the codes of subdivisions.
        json.WriteString("subdivisionCode", CityNetwork.NotAvailable);
        json.WriteNumber("asn", client.Asn);
        json.WriteString("networkName", client.NetworkName);
        // Addresses are not kept, so which prefixes came is not known.
        json.WriteStartArray("ipv4Prefixes");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Scores; a metric that has none is left out, and all of it where neither has one (spec 19).</summary>
    private static void WriteHealth(Utf8JsonWriter json, MeasurementBatch batch, int row)
    {
        double availability = batch.AvailabilityScore[row], performance = batch.PerformanceScore[row], traffic = batch.TrafficPercent[row];
        if (double.IsNaN(availability) && double.IsNaN(performance))
        {
            return;
        }
        json.WriteStartObject("internetHealth");
        if (!double.IsNaN(availability))
        {
            json.WriteStartObject("availability");
            WriteScore(json, availability, traffic);
            json.WriteEndObject();
        }
        if (!double.IsNaN(performance))
        {
            json.WriteStartObject("performance");
            WriteScore(json, performance, traffic);
            if (batch.RttP50Micros[row] > 0)
            {
                json.WriteStartObject("roundTripTime");
                json.WriteNumber("p50", batch.RttP50Micros[row] / MicrosPerMilli);
                json.WriteNumber("p90", batch.RttP90Micros[row] / MicrosPerMilli);
                json.WriteNumber("p95", batch.RttP95Micros[row] / MicrosPerMilli);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, double score, double traffic)
    {
        json.WriteNumber("experienceScore", Rounded(score));
        json.WriteNumber("percentageOfTotalTrafficImpacted", Rounded((100 - score) * traffic / 100));
        json.WriteNumber("percentageOfClientLocationImpacted", Rounded(100 - score));
    }

    private static void WriteInsights(Utf8JsonWriter json, MeasurementBatch batch, int row, string serviceName, PlaceTime? best, PlaceTime? cdn)
    {
        if (batch.TtfbMeanMicros[row] <= 0)
        {
            return;
        }
        json.WriteStartObject("trafficInsights");
        json.WriteStartObject("timeToFirstByte");
        WriteTime(json, "currentExperience", serviceName, batch.ServiceLocation[row], batch.TtfbMeanMicros[row]);
        if (best is { } region)
        {
            WriteTime(json, "ec2", "EC2", region.ServiceLocation, region.Micros);
        }
        if (cdn is { } edge)
        {
            WriteTime(json, "cloudfront", InsightAnalysis.Cdn, InsightAnalysis.Cdn, edge.Micros);
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, string serviceName, string serviceLocation, double micros)
    {
        json.WriteStartObject(name);
        json.WriteString("serviceName", serviceName);
        json.WriteString("serviceLocation", serviceLocation);
        json.WriteNumber("value", Math.Round(micros) / MicrosPerMilli);
        json.WriteEndObject();
    }

    /// <summary>Four digits behind the point are more than any of these figures is worth, and a third of the length of what a computer would write.</summary>
    private static double Rounded(double value) => Math.Round(value, 4);
}
