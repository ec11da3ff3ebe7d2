namespace Isobar.Server.Web.Wire;

/// <summary>Health events.</summary>
internal sealed record EventsAnswer(long Now, IReadOnlyList<EventSummaryWire> Events, string? Next);

/// <summary>A health event in a list.</summary>
internal record EventSummaryWire
{
    public required string Id { get; init; }

    public required string Monitor { get; init; }

    public required string Arn { get; init; }

    public required string Type { get; init; }

    public required bool IsLocal { get; init; }

    public required string Status { get; init; }

    public required long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required long CreatedAt { get; init; }

    public required long LastUpdatedAt { get; init; }

    public required double ImpactPercent { get; init; }

    public required double Score { get; init; }

    public required double Threshold { get; init; }

    public required int LocationCount { get; init; }

    public required string Title { get; init; }

    public EventPlaceWire? Place { get; init; }

    public CauseWire? Cause { get; init; }

    public string? AcknowledgedBy { get; init; }

    public long? SilencedUntil { get; init; }

    public required bool IsSilenced { get; init; }
}

/// <summary>Where it is worst.</summary>
internal sealed record EventPlaceWire(string City, string Country, string Network, uint Asn, string Location);

/// <summary>Who is blamed.</summary>
internal sealed record CauseWire(string Verdict, string Cause, string Label, double Confidence);

/// <summary>All about a health event.</summary>
internal sealed record EventWire : EventSummaryWire
{
    public required string Reason { get; init; }

    public string? ClosedBecause { get; init; }

    public required ActionWire Action { get; init; }

    public required IReadOnlyList<BlameWire> Blames { get; init; }

    public required IReadOnlyList<PathWire> Paths { get; init; }

    public required IReadOnlyList<EventLocationWire> Locations { get; init; }

    public required IReadOnlyList<EventStepWire> History { get; init; }

    public required IReadOnlyList<NotificationWire> Notifications { get; init; }

    public MarkWire? Acknowledgement { get; init; }

    public SilenceWire? Silence { get; init; }
}

/// <summary>What to do.</summary>
internal sealed record ActionWire(string Kind, string Text, string? TicketSubject, string? TicketText);

/// <summary>An explanation of a part of the impact.</summary>
internal sealed record BlameWire(string Verdict, string Cause, double Confidence, double ShareOfImpact, ElementWire Element, IReadOnlyList<SuspectWire> Suspects);

/// <summary>Something that can be at fault.</summary>
internal sealed record ElementWire(string Kind, string Location, string Key, string Label);

/// <summary>Something that was weighed, with its votes.</summary>
internal sealed record SuspectWire(ElementWire Element, int BadInside, int TotalInside, int BadOutside, int TotalOutside, double Confidence, double ExplanatoryPower);

/// <summary>The way of the traffic that one explanation is about.</summary>
internal sealed record PathWire(string Location, double ShareOfImpact, IReadOnlyList<PathNodeWire> Nodes);

/// <summary>A network on that way.</summary>
internal sealed record PathNodeWire(string Kind, string Label, uint? Asn, bool IsCulprit);

/// <summary>A city-network that is hit.</summary>
internal sealed record EventLocationWire
{
    public required string Id { get; init; }

    public required string Location { get; init; }

    public required uint Asn { get; init; }

    public required string Network { get; init; }

    public required string Country { get; init; }

    public required string CountryCode { get; init; }

    public required string Subdivision { get; init; }

    public required string Metro { get; init; }

    public required string City { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public required string Status { get; init; }

    public required long HitSince { get; init; }

    public required long HitUntil { get; init; }

    public required double LowestScore { get; init; }

    public HealthFiguresWire? Availability { get; init; }

    public HealthFiguresWire? Performance { get; init; }

    public RttWire? Rtt { get; init; }

    public UsualRttWire? UsualRtt { get; init; }

    public ImpairmentWire? CausedBy { get; init; }

    public required IReadOnlyList<string> Ipv4Prefixes { get; init; }

    public required IReadOnlyList<string> Ipv6Prefixes { get; init; }

    public EvidenceWire? Evidence { get; init; }
}

/// <summary>How one metric does.</summary>
internal sealed record HealthFiguresWire(double Score, double TotalImpactPercent, double ClientImpactPercent);

/// <summary>Round-trip times, milliseconds.</summary>
internal sealed record RttWire(double P50, double P90, double P95);

/// <summary>Usual round-trip times, milliseconds.</summary>
internal sealed record UsualRttWire(double P50, double P90);

/// <summary>The networks at fault.</summary>
internal sealed record ImpairmentWire(IReadOnlyList<NetworkNameWire> Networks, IReadOnlyList<NetworkNameWire> AsPath, string Side);

/// <summary>A network.</summary>
internal sealed record NetworkNameWire(uint Asn, string Name);

/// <summary>What was counted, against what was to be expected.</summary>
internal sealed record EvidenceWire
{
    public required string Stream { get; init; }

    public required string TestedKind { get; init; }

    public required string Tested { get; init; }

    public required int SpanSeconds { get; init; }

    public required long Samples { get; init; }

    public required long Hits { get; init; }

    public required double ExpectedShare { get; init; }

    public required double PValue { get; init; }

    public required double SignificanceLevel { get; init; }

    public required double Drop { get; init; }

    public required double DropLow { get; init; }

    public required double DropHigh { get; init; }

    public required double SmallestDrop { get; init; }

    public required string Baseline { get; init; }

    public required int BaselineDays { get; init; }

    public int? Percentile { get; init; }

    public double? BaselineMillis { get; init; }

    public double? EdgeMillis { get; init; }

    public required string Sentence { get; init; }
}

/// <summary>A step in the course of an event.</summary>
internal sealed record EventStepWire(long At, string Kind, double ImpactPercent, double Score, int Locations, string Cause, string Reason);

/// <summary>A message about an event.</summary>
internal sealed record NotificationWire(string Channel, long At, string State, string Detail);

/// <summary>Somebody took notice.</summary>
internal sealed record MarkWire(string User, long At, string Note);

/// <summary>Somebody silenced it.</summary>
internal sealed record SilenceWire(string User, long At, long? Until, string Note);

/// <summary>Takes notice of an event.</summary>
internal sealed record AcknowledgeRequest(string? Note);

/// <summary>Silences an event.</summary>
internal sealed record SilenceRequest(long? Until, string? Note);

/// <summary>How the pairs of an event did before and during.</summary>
internal sealed record EventSeriesAnswer
{
    public required long From { get; init; }

    public required long To { get; init; }

    public required int StepSeconds { get; init; }

    public required long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required IReadOnlyList<long> Times { get; init; }

    public required IReadOnlyList<double?> Availability { get; init; }

    public required IReadOnlyList<double?> Performance { get; init; }

    public required IReadOnlyList<double?> RttP50 { get; init; }

    public required IReadOnlyList<double?> RttP90 { get; init; }

    public required IReadOnlyList<long?> Bytes { get; init; }

    public required IReadOnlyList<long?> Connections { get; init; }

    public required IReadOnlyList<PairSeriesWire> Pairs { get; init; }
}

/// <summary>How one pair did.</summary>
internal sealed record PairSeriesWire(string Id, string Location, string Label, IReadOnlyList<double?> Availability, IReadOnlyList<double?> Performance, IReadOnlyList<double?> RttP50);
