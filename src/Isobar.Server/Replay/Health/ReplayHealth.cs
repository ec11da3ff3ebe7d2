using Isobar.Core.Baselines;
using Isobar.Core.Events;

namespace Isobar.Server.Replay.Health;

/// <summary>What the second pass of a replay found: scores over time, and health events.</summary>
public sealed record ReplayHealth
{
    /// <summary>What each window was compared with.</summary>
    public required ReplayBaselineMode Mode { get; init; }

    /// <summary>Whether there was evidence enough to score at all; if not, nothing below tells anything.</summary>
    public required bool IsScored { get; init; }

    /// <summary>Whether hours of the week could be told apart.</summary>
    public bool HasSeasons { get; init; }

    /// <summary>Availability of the whole period, 0 to 100, weighed by traffic; null without evidence.</summary>
    public double? AvailabilityScore { get; init; }

    /// <summary>Performance of the whole period, 0 to 100, weighed by traffic; null without evidence.</summary>
    public double? PerformanceScore { get; init; }

    /// <summary>Share of the traffic in which a drop of 40 % would have been found, percent.</summary>
    public double TestableTrafficPercent { get; init; }

    /// <summary>Share of the traffic of pairs without a baseline, percent.</summary>
    public double LearningTrafficPercent { get; init; }

    /// <summary>Share of the traffic of pairs with too little of it to tell, percent.</summary>
    public double InsufficientTrafficPercent { get; init; }

    /// <summary>Scores of the windows that were scored, in the order of time.</summary>
    public IReadOnlyList<ScoreStep> Scores { get; init; } = [];

    /// <summary>The health events as they were at the end of the input, in the order of start, overall ones before local ones.</summary>
    public IReadOnlyList<HealthEvent> Events { get; init; } = [];

    /// <summary>Drops that were certain but below the floors of score and impact.</summary>
    public int Observations { get; init; }

    /// <summary>Where some lines of an event stand, by its id; empty where the input cannot be read again.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<LinePosition>> SampleLines { get; init; } = new Dictionary<string, IReadOnlyList<LinePosition>>();

    /// <summary>What other thresholds would have told; empty where nobody asked.</summary>
    public IReadOnlyList<ThresholdOutcome> Thresholds { get; init; } = [];
}
