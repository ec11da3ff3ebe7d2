using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Notes;

namespace Isobar.Server.Web;

/// <summary>Health events as the console shows them.</summary>
internal static class EventDescriber
{
    /// <summary>An event in a list.</summary>
    /// <param name="one">The event.</param>
    /// <param name="monitor">Name of its monitor.</param>
    /// <param name="arn">Its own ARN.</param>
    /// <param name="marks">What people made of it.</param>
    /// <param name="now">Unix seconds.</param>
    public static EventSummaryWire Summary(HealthEvent one, string monitor, string arn, IReadOnlyList<EventMarkRow> marks, long now) =>
        Fill(one, monitor, arn, marks, now, new NetworkNames(one));

    /// <summary>All that the event itself tells.</summary>
    public static EventWire Whole(
        HealthEvent one, string monitor, string arn, IReadOnlyList<EventMarkRow> marks, long now, IReadOnlyList<EventStepWire> history, IReadOnlyList<NotificationWire> notifications)
    {
        NetworkNames names = new(one);
        EventSummaryWire summary = Fill(one, monitor, arn, marks, now, names);
        EventMarkRow? seen = marks.FirstOrDefault(mark => mark.Kind == EventMarkRow.Acknowledged), silenced = marks.FirstOrDefault(mark => mark.Kind == EventMarkRow.Silenced);
        return new()
        {
            Id = summary.Id,
            Monitor = summary.Monitor,
            Arn = summary.Arn,
            Type = summary.Type,
            IsLocal = summary.IsLocal,
            Status = summary.Status,
            StartedAt = summary.StartedAt,
            EndedAt = summary.EndedAt,
            CreatedAt = summary.CreatedAt,
            LastUpdatedAt = summary.LastUpdatedAt,
            ImpactPercent = summary.ImpactPercent,
            Score = summary.Score,
            Threshold = summary.Threshold,
            LocationCount = summary.LocationCount,
            Title = summary.Title,
            Place = summary.Place,
            Cause = summary.Cause,
            AcknowledgedBy = summary.AcknowledgedBy,
            SilencedUntil = summary.SilencedUntil,
            IsSilenced = summary.IsSilenced,
            Reason = one.Reason,
            ClosedBecause = one.ClosedBecause?.ToString(),
            Action = new(one.Action.Kind.ToString(), one.Action.Text, one.Action.TicketSubject, one.Action.TicketText),
            Blames = [.. one.Blames.Select(blame => Of(blame, names))],
            Paths = EventPaths.Of(one),
            Locations = [.. one.ImpactedLocations.Select(location => Of(location, names))],
            History = history,
            Notifications = notifications,
            Acknowledgement = seen is null ? null : new(seen.User, seen.At, seen.Note),
            Silence = silenced is null ? null : new(silenced.User, silenced.At, silenced.Until, silenced.Note),
        };
    }

    private static EventSummaryWire Fill(HealthEvent one, string monitor, string arn, IReadOnlyList<EventMarkRow> marks, long now, NetworkNames names)
    {
        ImpactedLocation? worst = one.ImpactedLocations.FirstOrDefault();
        EventMarkRow? silenced = marks.FirstOrDefault(mark => mark.Kind == EventMarkRow.Silenced);
        return new()
        {
            Id = one.EventId,
            Monitor = monitor,
            Arn = arn,
            Type = one.Metric.ToString(),
            IsLocal = one.IsLocal,
            Status = StatusOf(one.Status),
            StartedAt = one.StartedAt,
            EndedAt = one.EndedAt,
            CreatedAt = one.CreatedAt,
            LastUpdatedAt = one.LastUpdatedAt,
            ImpactPercent = Figures.Score(one.PercentOfTotalTrafficImpacted) ?? 0,
            Score = Figures.Score(one.Score) ?? 0,
            Threshold = one.HealthScoreThreshold,
            LocationCount = one.LocationCount,
            Title = TitleOf(one, worst, names),
            Place = worst is null ? null : new(Known(worst.City), Known(worst.Country), worst.AsName, worst.AsNumber, worst.ServiceLocation),
            Cause = one.Blames is [EventBlame blame, ..] ? new(blame.Verdict.ToString(), blame.Cause.ToString(), LabelOf(blame, names), blame.Confidence) : null,
            AcknowledgedBy = marks.FirstOrDefault(mark => mark.Kind == EventMarkRow.Acknowledged)?.User,
            SilencedUntil = silenced?.Until,
            IsSilenced = silenced is not null && (silenced.Until is null || now < silenced.Until),
        };
    }

    /// <summary>A name, empty where it is not known.</summary>
    public static string Known(string text) => text == CityNetwork.NotAvailable ? "" : text;

    private static string StatusOf(EventStatus status) => status == EventStatus.Active ? "active" : "resolved";

    private static string TitleOf(HealthEvent one, ImpactedLocation? worst, NetworkNames names)
    {
        string what = one.Metric == HealthMetric.Availability ? "Availability drop" : "Slowdown";
        string? who = one.Blames is [{ Verdict: BlameVerdict.Blamed } blame, ..] ? LabelOf(blame, names) : null;
        string where = worst is null ? ""
            : one.LocationCount == 1 ? $"{new[] { worst.City, worst.Metro, worst.Subdivision, worst.Country }.Select(Known).FirstOrDefault(text => text.Length > 0) ?? "unknown place"}, {worst.AsName}"
            : string.Create(CultureInfo.InvariantCulture, $"{one.LocationCount} city-networks");
        return string.Join(": ", new[] { what, string.Join(" · ", new[] { where, who }.Where(text => !string.IsNullOrEmpty(text))) }.Where(text => text.Length > 0));
    }

    private static string LabelOf(EventBlame blame, NetworkNames names) => blame.Verdict switch
    {
        BlameVerdict.Blamed => blame.Cause == Cause.Service ? "the service itself" : names.LabelOf(blame.Element),
        BlameVerdict.Ambiguous => string.Join(" or ", blame.Suspects.Take(2).Select(suspect => names.LabelOf(suspect.Element))),
        _ => "too little evidence",
    };

    private static BlameWire Of(EventBlame blame, NetworkNames names) => new(
        blame.Verdict.ToString(), blame.Cause.ToString(), blame.Confidence, blame.ShareOfImpact, Of(blame.Element, names),
        [.. blame.Suspects.Select(one => new SuspectWire(
            Of(one.Element, names), one.BadInside, one.TotalInside, one.BadOutside, one.TotalOutside, one.Confidence, one.ExplanatoryPower))]);

    private static ElementWire Of(NetworkElement element, NetworkNames names) => new(element.Kind.ToString(), element.ServiceLocation, element.Key, names.LabelOf(element));

    private static EventLocationWire Of(ImpactedLocation location, NetworkNames names) => new()
    {
        Id = location.CityNetwork.ToString(),
        Location = location.ServiceLocation,
        Asn = location.AsNumber,
        Network = location.AsName,
        Country = Known(location.Country),
        CountryCode = Known(location.CountryCode),
        Subdivision = Known(location.Subdivision),
        Metro = Known(location.Metro),
        City = Known(location.City),
        Latitude = location.Latitude,
        Longitude = location.Longitude,
        Status = StatusOf(location.Status),
        HitSince = location.HitSince,
        HitUntil = location.HitUntil,
        LowestScore = Figures.Score(location.LowestScore) ?? 0,
        Availability = Of(location.InternetHealth.Availability),
        Performance = Of(location.InternetHealth.Performance),
        Rtt = location.InternetHealth.RoundTripTime is { } rtt ? new(Math.Round(rtt.P50, 3), Math.Round(rtt.P90, 3), Math.Round(rtt.P95, 3)) : null,
        UsualRtt = location.UsualRoundTripTime is { } usual ? new(Math.Round(usual.P50, 3), Math.Round(usual.P90, 3)) : null,
        CausedBy = location.CausedBy is { } caused ? new(Of(caused.Networks), Of(caused.AsPath), caused.EventType == NetworkEventType.Service ? "Service" : "Internet") : null,
        Ipv4Prefixes = location.Ipv4Prefixes,
        Ipv6Prefixes = location.Ipv6Prefixes,
        Evidence = location.Evidence is { } evidence ? Of(location, evidence, names) : null,
    };

    private static HealthFiguresWire? Of(HealthFigures? figures) => figures is { } known
        ? new(Figures.Score(known.ExperienceScore) ?? 0, Figures.Score(known.PercentOfTotalTrafficImpacted) ?? 0, Figures.Score(known.PercentOfClientLocationImpacted) ?? 0)
        : null;

    private static NetworkNameWire[] Of(ImmutableArray<Network> networks) => [.. networks.Select(network => new NetworkNameWire(network.Asn, network.Name))];

    private static EvidenceWire Of(ImpactedLocation location, Evidence evidence, NetworkNames names) => new()
    {
        Stream = evidence.Stream.ToString(),
        TestedKind = evidence.Tested.Kind.ToString(),
        Tested = names.LabelOf(evidence.Tested),
        SpanSeconds = evidence.SpanSeconds,
        Samples = evidence.Samples,
        Hits = evidence.Hits,
        ExpectedShare = evidence.ExpectedShare,
        PValue = evidence.PValue,
        SignificanceLevel = evidence.SignificanceLevel,
        Drop = evidence.Drop,
        DropLow = evidence.DropLow,
        DropHigh = evidence.DropHigh,
        SmallestDrop = evidence.SmallestDrop,
        Baseline = evidence.Baseline.ToString(),
        BaselineDays = evidence.BaselineDays,
        Percentile = evidence.Percentile,
        BaselineMillis = Figures.Millis(evidence.BaselineMicros),
        EdgeMillis = Figures.Millis(evidence.EdgeMicros),
        Sentence = EventSentences.OfEvidence(location, evidence),
    };
}
