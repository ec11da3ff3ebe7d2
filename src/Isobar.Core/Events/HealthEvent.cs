using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>A period in which a score is at or below its threshold (spec 4.6), with the reasons, who is to blame and what to do.</summary>
/// <remarks>Times are Unix seconds. Two instances are equal when they share their lists; compare parts where that matters.</remarks>
public sealed record HealthEvent
{
    /// <summary>The id of spec 2.6: start, metric and, for a local event, its location.</summary>
    public required string EventId { get; init; }

    /// <summary>ARN of the monitor, `/health-event/` and the id.</summary>
    public required string EventArn { get; init; }

    /// <summary>Name of the monitor.</summary>
    public required string MonitorName { get; init; }

    /// <summary>What it is about, and how wide.</summary>
    public required HealthEventImpactType ImpactType { get; init; }

    /// <summary>Start of the first window of the drop: may lie well before the event was created.</summary>
    public required long StartedAt { get; init; }

    /// <summary>Start of the first good window; null while the event is active.</summary>
    public long? EndedAt { get; init; }

    /// <summary>When the record was made.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When the record last changed.</summary>
    public required long LastUpdatedAt { get; init; }

    /// <summary>Whether it is going on.</summary>
    public required EventStatus Status { get; init; }

    /// <summary>Why it ended; null while it is active.</summary>
    public ClosingReason? ClosedBecause { get; init; }

    /// <summary>Part of the monitor's traffic that is hit, percent: now while active, the peak once resolved (spec 19); the sum over all locations.</summary>
    public required double PercentOfTotalTrafficImpacted { get; init; }

    /// <summary>The threshold in force when the event was created.</summary>
    public required double HealthScoreThreshold { get; init; }

    /// <summary>Overall or local score that goes with the impact, 0 to 100.</summary>
    public required double Score { get; init; }

    /// <summary>The pairs that were hit, the greatest impact first; at most <see cref="HealthEventTracker.LocationLimit"/>.</summary>
    public required ImmutableArray<ImpactedLocation> ImpactedLocations { get; init; }

    /// <summary>Number of pairs that were hit, also of those that the list has no room for.</summary>
    public required int LocationCount { get; init; }

    /// <summary>The explanations, that of the greatest part of the impact first; empty while there is none.</summary>
    public ImmutableArray<EventBlame> Blames { get; init; } = [];

    /// <summary>Why, and how sure, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>What to do about it.</summary>
    public required RecommendedAction Action { get; init; }

    /// <summary>The metric that it is about.</summary>
    [JsonIgnore]
    public HealthMetric Metric => ImpactType is HealthEventImpactType.Availability or HealthEventImpactType.LocalAvailability
        ? HealthMetric.Availability
        : HealthMetric.Performance;

    /// <summary>Whether it is about one pair.</summary>
    [JsonIgnore]
    public bool IsLocal => ImpactType is HealthEventImpactType.LocalAvailability or HealthEventImpactType.LocalPerformance;
}
