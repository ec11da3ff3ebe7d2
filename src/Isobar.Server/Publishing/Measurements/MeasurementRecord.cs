using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Monitors;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// One measurement as the service publishes it, a JSON object on a line (spec 7 and 8): one (city-network, service location) in five minutes, or the sum of those of a wider place. What is not known
/// is left out, and parts of a place that are not known are `N/A`.
/// </summary>
internal readonly record struct MeasurementRecord
{
    private const int Version = 1;

    private const double MicrosPerMilli = 1000;

    /// <summary>Start of the five minutes, Unix seconds.</summary>
    public required long WindowStart { get; init; }

    /// <summary>Who the users are.</summary>
    public required CityNetwork Client { get; init; }

    /// <summary>Where the application answered them.</summary>
    public required string ServiceLocation { get; init; }

    /// <summary>Its share of all traffic of the monitor, percent.</summary>
    public required double TrafficPercent { get; init; }

    /// <summary>Bytes from clients.</summary>
    public required long BytesIn { get; init; }

    /// <summary>Bytes to clients.</summary>
    public required long BytesOut { get; init; }

    /// <summary>Connections or requests.</summary>
    public required long Connections { get; init; }

    /// <summary>How available the application was.</summary>
    public required PublishedScore Availability { get; init; }

    /// <summary>How fast it was.</summary>
    public required PublishedScore Performance { get; init; }

    /// <summary>Round-trip time, microseconds; null where it is not known.</summary>
    public required (int P50, int P90, int P95)? RttMicros { get; init; }

    /// <summary>Mean time to first byte, microseconds; 0 where it is not known.</summary>
    public required int FirstByteMicros { get; init; }

    /// <summary>The record of a row.</summary>
    public static MeasurementRecord Of(MeasurementBatch batch, int row, CityNetwork client) => new()
    {
        WindowStart = batch.WindowStart[row],
        Client = client,
        ServiceLocation = batch.ServiceLocation[row],
        TrafficPercent = batch.TrafficPercent[row],
        BytesIn = batch.BytesIn[row],
        BytesOut = batch.BytesOut[row],
        Connections = batch.Connections[row],
        Availability = new(batch.AvailabilityScore[row], batch.TrafficPercent[row]),
        Performance = new(batch.PerformanceScore[row], batch.TrafficPercent[row]),
        RttMicros = batch.RttP50Micros[row] > 0 ? (batch.RttP50Micros[row], batch.RttP90Micros[row], batch.RttP95Micros[row]) : null,
        FirstByteMicros = batch.TtfbMeanMicros[row],
    };

    /// <summary>Writes it.</summary>
    /// <param name="json">Where; one object.</param>
    /// <param name="serviceName">What kind of service answers, as the service names it.</param>
    /// <param name="best">The best location without the content delivery network; null where none is known.</param>
    /// <param name="cdn">That network; likewise.</param>
    public void Write(Utf8JsonWriter json, string serviceName, PlaceTime? best, PlaceTime? cdn)
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteNumber("timestamp", WindowStart);
        WriteClient(json, Client);
        json.WriteString("serviceLocation", ServiceLocation);
        json.WriteNumber("percentageOfTotalTraffic", Rounded(TrafficPercent));
        json.WriteNumber("bytesIn", BytesIn);
        json.WriteNumber("bytesOut", BytesOut);
        json.WriteNumber("clientConnectionCount", Connections);
        WriteHealth(json);
        WriteInsights(json, serviceName, best, cdn);
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
        // Measurements hold no addresses, so which prefixes came in these five minutes is not known.
        json.WriteStartArray("ipv4Prefixes");
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Scores; a metric that has none is left out, and all of it where neither has one (spec 19).</summary>
    private void WriteHealth(Utf8JsonWriter json)
    {
        if (!Availability.IsKnown && !Performance.IsKnown)
        {
            return;
        }
        json.WriteStartObject("internetHealth");
        if (Availability.IsKnown)
        {
            json.WriteStartObject("availability");
            WriteScore(json, Availability);
            json.WriteEndObject();
        }
        if (Performance.IsKnown)
        {
            json.WriteStartObject("performance");
            WriteScore(json, Performance);
            if (RttMicros is { } rtt)
            {
                json.WriteStartObject("roundTripTime");
                json.WriteNumber("p50", rtt.P50 / MicrosPerMilli);
                json.WriteNumber("p90", rtt.P90 / MicrosPerMilli);
                json.WriteNumber("p95", rtt.P95 / MicrosPerMilli);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }

    private static void WriteScore(Utf8JsonWriter json, PublishedScore score)
    {
        json.WriteNumber("experienceScore", Rounded(score.Score));
        json.WriteNumber("percentageOfTotalTrafficImpacted", Rounded((100 - score.Score) * score.TrafficPercent / 100));
        json.WriteNumber("percentageOfClientLocationImpacted", Rounded(100 - score.Score));
    }

    private void WriteInsights(Utf8JsonWriter json, string serviceName, PlaceTime? best, PlaceTime? cdn)
    {
        if (FirstByteMicros <= 0)
        {
            return;
        }
        json.WriteStartObject("trafficInsights");
        json.WriteStartObject("timeToFirstByte");
        WriteTime(json, "currentExperience", serviceName, ServiceLocation, FirstByteMicros);
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

/// <summary>A score that is published.</summary>
/// <param name="Score">0 to 100; NaN where there is none.</param>
/// <param name="TrafficPercent">The share of all traffic of the monitor that it stands for, percent.</param>
internal readonly record struct PublishedScore(double Score, double TrafficPercent)
{
    /// <summary>Whether there is one.</summary>
    public bool IsKnown => !double.IsNaN(Score);
}
