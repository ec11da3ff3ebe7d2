namespace Isobar.Server.Api.Wire;

/// <summary>A health event (spec 4.6). The last two members are extensions.</summary>
internal sealed record HealthEventWire
{
    public required string EventArn { get; init; }

    public required string EventId { get; init; }

    public required string StartedAt { get; init; }

    public string? EndedAt { get; init; }

    public required string CreatedAt { get; init; }

    public required string LastUpdatedAt { get; init; }

    public required IReadOnlyList<ImpactedLocationWire> ImpactedLocations { get; init; }

    public required string Status { get; init; }

    public required double PercentOfTotalTrafficImpacted { get; init; }

    public required string ImpactType { get; init; }

    public required double HealthScoreThreshold { get; init; }

    public EventEvidenceWire? Evidence { get; init; }

    public RecommendedActionWire? RecommendedAction { get; init; }
}
