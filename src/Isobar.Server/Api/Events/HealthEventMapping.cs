using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Events;

/// <summary>Health events in the shapes of the API.</summary>
internal static class HealthEventMapping
{
    /// <summary>An event.</summary>
    /// <param name="source">The event.</param>
    /// <param name="monitor">Its monitor.</param>
    /// <param name="withEvidence">Whether the extensions are asked for.</param>
    public static HealthEventWire Of(HealthEvent source, MonitorRecord monitor, bool withEvidence) => new()
    {
        EventArn = HealthEventIds.Arn(monitor.Arn, source.EventId),
        EventId = source.EventId,
        StartedAt = Words.Time(source.StartedAt),
        EndedAt = source.EndedAt is long ended ? Words.Time(ended) : null,
        CreatedAt = Words.Time(source.CreatedAt),
        LastUpdatedAt = Words.Time(source.LastUpdatedAt),
        ImpactedLocations = [.. source.ImpactedLocations.Select(Of)],
        Status = Words.Of(source.Status),
        PercentOfTotalTrafficImpacted = source.PercentOfTotalTrafficImpacted,
        ImpactType = Words.Of(source.ImpactType),
        HealthScoreThreshold = source.HealthScoreThreshold,
        Evidence = withEvidence ? EvidenceOf(source) : null,
        RecommendedAction = withEvidence
            ? new()
            {
                Kind = source.Action.Kind.ToString(), Text = source.Action.Text, TicketSubject = source.Action.TicketSubject, TicketText = source.Action.TicketText,
            }
            : null,
    };

    private static ImpactedLocationWire Of(ImpactedLocation source) => new()
    {
        ASName = source.AsName,
        ASNumber = source.AsNumber,
        Country = source.Country,
        Subdivision = source.Subdivision,
        Metro = source.Metro,
        City = source.City,
        Latitude = source.Latitude,
        Longitude = source.Longitude,
        CountryCode = source.CountryCode,
        ServiceLocation = source.ServiceLocation,
        Status = Words.Of(source.Status),
        CausedBy = source.CausedBy is null ? null : new()
        {
            Networks = [.. source.CausedBy.Networks.Select(Of)],
            AsPath = [.. source.CausedBy.AsPath.Select(Of)],
            NetworkEventType = source.CausedBy.EventType == NetworkEventType.Service ? "AWS" : "Internet",
        },
        InternetHealth = new() { Availability = AvailabilityOf(source.InternetHealth.Availability), Performance = PerformanceOf(source.InternetHealth) },
        Ipv4Prefixes = source.Ipv4Prefixes,
    };

    private static NetworkWire Of(Network source) => new() { ASName = source.Name, ASNumber = source.Asn };

    private static AvailabilityWire? AvailabilityOf(HealthFigures? figures) => figures is not HealthFigures known ? null : new()
    {
        ExperienceScore = known.ExperienceScore,
        PercentOfTotalTrafficImpacted = known.PercentOfTotalTrafficImpacted,
        PercentOfClientLocationImpacted = known.PercentOfClientLocationImpacted,
    };

    private static PerformanceWire? PerformanceOf(InternetHealth health) => health is { Performance: null, RoundTripTime: null } ? null : new()
    {
        ExperienceScore = health.Performance?.ExperienceScore,
        PercentOfTotalTrafficImpacted = health.Performance?.PercentOfTotalTrafficImpacted,
        PercentOfClientLocationImpacted = health.Performance?.PercentOfClientLocationImpacted,
        RoundTripTime = health.RoundTripTime is RoundTripTimes times ? new() { P50 = times.P50, P90 = times.P90, P95 = times.P95 } : null,
    };

    private static EventEvidenceWire EvidenceOf(HealthEvent source) => new()
    {
        Reason = source.Reason,
        Score = source.Score,
        LocationCount = source.LocationCount,
        ClosedBecause = source.ClosedBecause?.ToString(),
        Explanations =
        [
            .. source.Blames.Select(blame => new ExplanationWire
            {
                Verdict = blame.Verdict.ToString(),
                Cause = blame.Cause.ToString(),
                ElementKind = blame.Element.Kind.ToString(),
                ServiceLocation = blame.Element.ServiceLocation,
                Element = blame.Element.Key,
                Confidence = blame.Confidence,
                ShareOfImpact = blame.ShareOfImpact,
            }),
        ],
        Locations = [.. source.ImpactedLocations.Where(location => location.Evidence is not null).Select(location => EvidenceOf(location, location.Evidence!))],
    };

    private static LocationEvidenceWire EvidenceOf(ImpactedLocation location, Evidence evidence) => new()
    {
        ServiceLocation = location.ServiceLocation,
        ASNumber = location.AsNumber,
        City = location.City,
        HitSince = Words.Time(location.HitSince),
        HitUntil = Words.Time(location.HitUntil),
        LowestScore = location.LowestScore,
        Stream = evidence.Stream.ToString(),
        SpanSeconds = evidence.SpanSeconds,
        Samples = evidence.Samples,
        Hits = evidence.Hits,
        ExpectedShare = evidence.ExpectedShare,
        PValue = evidence.PValue,
        SignificanceLevel = evidence.SignificanceLevel,
        Drop = evidence.Drop,
        DropLow = evidence.DropLow,
        DropHigh = evidence.DropHigh,
        Baseline = evidence.Baseline.ToString(),
        BaselineDays = evidence.BaselineDays,
    };
}
