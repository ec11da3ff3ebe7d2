namespace Isobar.Server.Api.Wire;

/// <summary>Why a health event is believed, and who is blamed how surely: an extension.</summary>
internal sealed record EventEvidenceWire
{
    public required string Reason { get; init; }

    public required double Score { get; init; }

    public required long LocationCount { get; init; }

    public string? ClosedBecause { get; init; }

    public required IReadOnlyList<ExplanationWire> Explanations { get; init; }

    public required IReadOnlyList<LocationEvidenceWire> Locations { get; init; }
}

/// <summary>An explanation of a part of the impact.</summary>
internal sealed record ExplanationWire
{
    public required string Verdict { get; init; }

    public required string Cause { get; init; }

    public required string ElementKind { get; init; }

    public required string ServiceLocation { get; init; }

    public required string Element { get; init; }

    public required double Confidence { get; init; }

    public required double ShareOfImpact { get; init; }
}

/// <summary>What was counted at a location, against what was to be expected.</summary>
internal sealed record LocationEvidenceWire
{
    public required string ServiceLocation { get; init; }

    public required long ASNumber { get; init; }

    public required string City { get; init; }

    public required string HitSince { get; init; }

    public required string HitUntil { get; init; }

    public required double LowestScore { get; init; }

    public required string Stream { get; init; }

    public required long SpanSeconds { get; init; }

    public required long Samples { get; init; }

    public required long Hits { get; init; }

    public required double ExpectedShare { get; init; }

    public required double PValue { get; init; }

    public required double SignificanceLevel { get; init; }

    public required double Drop { get; init; }

    public required double DropLow { get; init; }

    public required double DropHigh { get; init; }

    public required string Baseline { get; init; }

    public required long BaselineDays { get; init; }
}

/// <summary>What to do about a health event: an extension.</summary>
internal sealed record RecommendedActionWire
{
    public required string Kind { get; init; }

    public required string Text { get; init; }

    public string? TicketSubject { get; init; }

    public string? TicketText { get; init; }
}
