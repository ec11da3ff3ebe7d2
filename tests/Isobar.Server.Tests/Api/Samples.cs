using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Storage;

namespace Isobar.Server.Tests.Api;

/// <summary>Known events and measurements.</summary>
internal static class Samples
{
    /// <summary>2026-01-02 00:00:00 UTC, three hours before the fake clock starts.</summary>
    public const long Midnight = 1_767_312_000;

    public static readonly CityNetwork Berlin = City("DE", "Germany", "Land Berlin", "Berlin", 64500, "EXAMPLE-NET", 52.52, 13.4);

    public static readonly CityNetwork Munich = City("DE", "Germany", "Bavaria", "Munich", 64501, "OTHER-NET", 48.14, 11.58);

    public static readonly CityNetwork Paris = City("FR", "France", "Ile-de-France", "Paris", 64502, "TIERS-NET", 48.86, 2.35);

    public static HealthEvent LocalEvent(string monitor, long start, long? end, CityNetwork? who = null) => Event(
        monitor, HealthEventImpactType.LocalPerformance, HealthEventIds.Local(HealthMetric.Performance, start, who ?? Berlin, "eu-central-1"), start, end, who ?? Berlin);

    public static HealthEvent OverallEvent(string monitor, long start, long? end) =>
        Event(monitor, HealthEventImpactType.Availability, HealthEventIds.Overall(HealthMetric.Availability, start), start, end, Berlin);

    public static InternetEvent Weather(int number, HealthMetric metric, long start, long? end) => new(
        new Guid(number, 0, 0, new byte[8]).ToString(), Berlin, metric, start, end, end is null ? EventStatus.Active : EventStatus.Resolved);

    public static void Commit(this DataFolder folder, IEnumerable<HealthEvent> events) => folder.Commit(new CommitContent { HealthEvents = [.. events.Select(EventRows.Of)] });

    /// <summary>Five-minute rows of a monitor: each city-network with its own bytes, score and round-trip time, the same in every window.</summary>
    public static void Measure(
        this DataFolder folder, string monitor, long from, int windows, params (CityNetwork Who, string Where, long Bytes, double Availability, int RttMillis)[] rows)
    {
        MeasurementBatch batch = new() { MonitorName = monitor };
        for (int window = 0; window < windows; window++)
        {
            foreach ((CityNetwork who, string where, long bytes, double availability, int rtt) in rows)
            {
                Add(batch, from + 300 * window, who, where, bytes, availability, rtt);
            }
        }
        folder.Commit(new CommitContent { Measurements = [batch], Names = [.. rows.Select(row => row.Who)] });
    }

    /// <summary>The same of one city-network whose traffic came by both address families: the round-trip time by IPv6 is half of that by IPv4.</summary>
    public static void MeasureBoth(this DataFolder folder, string monitor, long from, int windows, CityNetwork who, string where, long ipv4Bytes, long ipv6Bytes, int rttMillis)
    {
        MeasurementBatch batch = new() { MonitorName = monitor, Parts = new() { MonitorName = monitor } };
        for (long window = from; window < from + 300 * windows; window += 300)
        {
            Add(batch, window, who, where, ipv4Bytes + ipv6Bytes, 100, rttMillis);
            batch.Families[^1] = AddressFamilies.Both;
            Add(batch.Parts, window, who, where, ipv4Bytes, 100, rttMillis);
            Add(batch.Parts, window, who, where, ipv6Bytes, 100, rttMillis / 2);
            batch.Parts.Families[^1] = AddressFamilies.IPv6;
        }
        folder.Commit(new CommitContent { Measurements = [batch], Names = [who] });
    }

    private static void Add(MeasurementBatch batch, long window, CityNetwork who, string where, long bytes, double availability, int rtt)
    {
        batch.WindowStart.Add(window);
        batch.CityNetwork.Add(who.Id);
        batch.ServiceLocation.Add(where);
        batch.Families.Add(AddressFamilies.IPv4);
        batch.AvailabilityState.Add(double.IsNaN(availability) ? HealthState.Learning : availability < 100 ? HealthState.Drop : HealthState.Ok);
        batch.AvailabilityScore.Add(availability);
        batch.PerformanceState.Add(HealthState.Ok);
        batch.PerformanceScore.Add(100);
        batch.Weight.Add(bytes);
        batch.TrafficPercent.Add(1);
        batch.BytesIn.Add(bytes / 10);
        batch.BytesOut.Add(bytes - bytes / 10);
        batch.Connections.Add(100);
        batch.Clients.Add(10);
        batch.RttP50Micros.Add(rtt * 1000);
        batch.RttP90Micros.Add(rtt * 2000);
        batch.RttP95Micros.Add(rtt * 3000);
        batch.TtfbP50Micros.Add(rtt * 2000);
        batch.TtfbP90Micros.Add(rtt * 3000);
        batch.TtfbP95Micros.Add(rtt * 4000);
        batch.TtfbMeanMicros.Add(rtt * 2000);
    }

    private static HealthEvent Event(string monitor, HealthEventImpactType type, string id, long start, long? end, CityNetwork who) => new()
    {
        EventId = id,
        EventArn = HealthEventIds.Arn($"arn:aws:internetmonitor:eu-central-1:123456789012:monitor/{monitor}", id),
        MonitorName = monitor,
        ImpactType = type,
        StartedAt = start,
        EndedAt = end,
        CreatedAt = start + 450,
        LastUpdatedAt = start + 600,
        Status = end is null ? EventStatus.Active : EventStatus.Resolved,
        PercentOfTotalTrafficImpacted = 2.4,
        HealthScoreThreshold = 60,
        Score = 25,
        LocationCount = 1,
        Reason = "75 of 100 clients are slow",
        Action = new RecommendedAction(RecommendedActionKind.OpenTicket, "Open a ticket.", "Slow", "Dear network"),
        ImpactedLocations =
        [
            new ImpactedLocation
            {
                CityNetwork = who.Id,
                ServiceLocation = "eu-central-1",
                AsName = who.NetworkName,
                AsNumber = who.Asn,
                Country = who.Country,
                CountryCode = who.CountryCode,
                Subdivision = who.Subdivision,
                Metro = who.Metro,
                City = who.City,
                Latitude = who.Latitude,
                Longitude = who.Longitude,
                Status = end is null ? EventStatus.Active : EventStatus.Resolved,
                InternetHealth = new InternetHealth(new HealthFigures(100, 0, 0), new HealthFigures(25, 2.4, 75), new RoundTripTimes(14, 95, 130)),
                CausedBy = new NetworkImpairment([new Network(64500, "EXAMPLE-NET")], [new Network(16509, "Amazon.com"), new Network(64500, "EXAMPLE-NET")], NetworkEventType.Internet),
                Ipv4Prefixes = ["198.51.100.0/24"],
                HitSince = start,
                HitUntil = start + 300,
                LowestScore = 25,
            },
        ],
    };

    private static CityNetwork City(string code, string country, string subdivision, string city, uint asn, string network, double latitude, double longitude) => new(
        new CityNetworkId(asn), code, country, subdivision, "N/A", city, asn, network, latitude, longitude);
}
