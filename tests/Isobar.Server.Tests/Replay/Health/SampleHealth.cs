using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Replay;
using Isobar.Server.Replay.Health;

namespace Isobar.Server.Tests.Replay.Health;

/// <summary>A hand-made outcome of a second pass: an hour in which a provider's clients could not reach the service, told overall and for its two cities.</summary>
internal static class SampleHealth
{
    private const long Start = SampleReports.StartSeconds + 2 * 86_400 + 9 * 3600;

    private static readonly NetworkElement s_network = new(ElementKind.ClientAsn, "local", "64496");

    /// <summary>The report of <see cref="SampleReports.Full"/> with it.</summary>
    public static ReplayReport Report() => SampleReports.Full() with { Health = Health() };

    /// <summary>The outcome.</summary>
    public static ReplayHealth Health()
    {
        HealthEvent overall = Event("overall", HealthEventImpactType.Availability, 95, Location("Frankfurt am Main", 5.5), Location("Bonn", 1.5));
        return new()
        {
            Mode = ReplayBaselineMode.LeaveOut,
            IsScored = true,
            HasSeasons = false,
            AvailabilityScore = 99.96,
            PerformanceScore = 100,
            TestableTrafficPercent = 81.5,
            LearningTrafficPercent = 4.25,
            InsufficientTrafficPercent = 9,
            Scores = [.. Enumerable.Range(0, 1728).Select(window => ScoreAt(SampleReports.StartSeconds + window * 300L))],
            Events =
            [
                overall,
                Event("local-frankfurt", HealthEventImpactType.LocalAvailability, 60, Location("Frankfurt am Main", 5.5)),
                Event("local-bonn", HealthEventImpactType.LocalAvailability, 60, Location("Bonn", 1.5)),
            ],
            Observations = 3,
            SampleLines = new Dictionary<string, IReadOnlyList<LinePosition>> { ["overall"] = [new(0, 4_711), new(1, 815)] },
            Thresholds =
            [
                new(HealthEventImpactType.Availability, 95, true, 1, 3600, 3600),
                new(HealthEventImpactType.Availability, 90, false, 0, 0, 0),
            ],
        };
    }

    private static ScoreStep ScoreAt(long seconds) => new(seconds, seconds is >= Start and < Start + 3600 ? 93 : 100, seconds < SampleReports.StartSeconds + 3600 ? null : 100);

    private static HealthEvent Event(string id, HealthEventImpactType type, double threshold, params ImpactedLocation[] locations)
    {
        double impact = locations.Sum(location => location.InternetHealth.Availability!.Value.PercentOfTotalTrafficImpacted);
        HealthEvent one = new()
        {
            EventId = id,
            EventArn = $"arn:aws:internetmonitor:us-east-1:000000000000:monitor/default/health-event/{id}",
            MonitorName = TrafficMonitor.DefaultName,
            ImpactType = type,
            StartedAt = Start,
            EndedAt = Start + 3600,
            CreatedAt = Start + 300,
            LastUpdatedAt = Start + 3900,
            Status = EventStatus.Resolved,
            ClosedBecause = ClosingReason.Recovered,
            PercentOfTotalTrafficImpacted = impact,
            HealthScoreThreshold = threshold,
            Score = 100 - impact,
            ImpactedLocations = [.. locations],
            LocationCount = locations.Length,
            Blames = [new(BlameVerdict.Blamed, Cause.ClientNetwork, s_network, 0.97, [new(s_network, 6, 6, 0, 40, 0.97, 1)], 1)],
            Reason = "",
            Action = new(RecommendedActionKind.Wait, ""),
        };
        one = one with { Reason = EventSentences.ReasonOf(one) };
        return one with { Action = ActionAdvisor.For(one) };
    }

    private static ImpactedLocation Location(string city, double impact) => new()
    {
        CityNetwork = CityNetworkId.Of("DE", "Hesse", CityNetwork.NotAvailable, city, 64496),
        ServiceLocation = "local",
        AsName = "Nordlicht Telekom AG",
        AsNumber = 64496,
        Country = "Germany",
        CountryCode = "DE",
        Subdivision = "Hesse",
        Metro = CityNetwork.NotAvailable,
        City = city,
        Latitude = 50.5,
        Longitude = 8.25,
        Status = EventStatus.Resolved,
        InternetHealth = new(new HealthFigures(25, impact, 75), new HealthFigures(100, 0, 0), new RoundTripTimes(24.5, 80, 200)),
        CausedBy = new([new(64496, "Nordlicht Telekom AG")], [new(16509, "Amazon.com"), new(64496, "Nordlicht Telekom AG")], NetworkEventType.Internet),
        Blamed = s_network,
        Ipv4Prefixes = ["198.51.100.0/24", "203.0.113.0/24"],
        Ipv6Prefixes = ["2001:db8:17::/48"],
        UsualRoundTripTime = new(14.5, 31),
        HitSince = Start,
        HitUntil = Start + 3600,
        LowestScore = 20,
        Evidence = new()
        {
            Stream = EvidenceStream.NetworkFailures,
            Tested = s_network,
            SpanSeconds = 300,
            Samples = 400,
            Hits = 304,
            ExpectedShare = 0.0125,
            Dispersion = 0.0625,
            PValue = 1e-30,
            SignificanceLevel = 0.0009765625,
            Drop = 0.75,
            DropLow = 0.6875,
            DropHigh = 0.8125,
            SmallestDrop = 0.125,
            Baseline = BaselineSource.Pair,
            BaselineDays = 5,
        },
    };
}
