using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>Names of health events (spec 2.6).</summary>
public static class HealthEventIds
{
    /// <summary>Longest id, characters.</summary>
    public const int Limit = 255;

    /// <summary>The id of an overall event, such as `2022-06-20T01-05-05Z/latency`.</summary>
    /// <param name="metric">What it is about.</param>
    /// <param name="startedAt">Unix seconds.</param>
    public static string Overall(HealthMetric metric, long startedAt) => $"{Time(startedAt)}/{Word(metric)}";

    /// <summary>
    /// The id of a local event: behind that of an overall one, `serviceLocation>ASN>Country>Subdivision>City` in hexadecimal. Where that would be too long, a short
    /// hash stands for the city, and where even this is not enough, for all that follows the ASN.
    /// </summary>
    /// <param name="metric">What it is about.</param>
    /// <param name="startedAt">Unix seconds.</param>
    /// <param name="cityNetwork">Who is hit.</param>
    /// <param name="serviceLocation">Where they are answered.</param>
    public static string Local(HealthMetric metric, long startedAt, CityNetwork cityNetwork, string serviceLocation)
    {
        ArgumentNullException.ThrowIfNull(cityNetwork);
        string id = Local(metric, startedAt, cityNetwork, serviceLocation, cityNetwork.City);
        return id.Length <= Limit ? id : LocalByHash(metric, startedAt, cityNetwork, serviceLocation);
    }

    /// <summary>The id with a hash in place of the city: for names that are too long, and for two city-networks of one city that differ in their metro alone.</summary>
    internal static string LocalByHash(HealthMetric metric, long startedAt, CityNetwork cityNetwork, string serviceLocation)
    {
        string hash = cityNetwork.Id.ToString()[..8];
        string id = Local(metric, startedAt, cityNetwork, serviceLocation, hash);
        if (id.Length <= Limit)
        {
            return id;
        }
        id = Id(metric, startedAt, string.Create(CultureInfo.InvariantCulture, $"{serviceLocation}>{cityNetwork.Asn}>{hash}"));
        // Names of locations are settings of the user's own and may be of any length.
        return id.Length <= Limit ? id : Id(metric, startedAt, $"{serviceLocation[..16]}>{cityNetwork.Id}");
    }

    /// <summary>The ARN of an event.</summary>
    public static string Arn(string monitorArn, string eventId) => $"{monitorArn}/health-event/{eventId}";

    private static string Local(HealthMetric metric, long startedAt, CityNetwork cityNetwork, string serviceLocation, string city) =>
        Id(metric, startedAt, string.Create(
            CultureInfo.InvariantCulture, $"{serviceLocation}>{cityNetwork.Asn}>{cityNetwork.Country}>{cityNetwork.Subdivision}>{city}"));

    private static string Id(HealthMetric metric, long startedAt, string location) =>
        $"{Overall(metric, startedAt)}-{Convert.ToHexStringLower(Encoding.UTF8.GetBytes(location))}";

    private static string Time(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH-mm-ss'Z'", CultureInfo.InvariantCulture);

    private static string Word(HealthMetric metric) => metric == HealthMetric.Availability ? "availability" : "latency";
}
