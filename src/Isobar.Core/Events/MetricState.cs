namespace Isobar.Core.Events;

/// <summary>What a metric's events must remember over a restart.</summary>
internal sealed record MetricState
{
    /// <summary>Start of the run of windows at or below the overall threshold.</summary>
    public long? BelowSince { get; init; }

    /// <summary>The open overall event.</summary>
    public EventCourse? Overall { get; init; }

    /// <summary>Open local events.</summary>
    public required List<EventCourse> Locals { get; init; }

    /// <summary>Events that ended within the hour.</summary>
    public required List<EventCourse> Ended { get; init; }

    /// <summary>Pairs in open events.</summary>
    public required List<TrackedPair> Tracked { get; init; }

    /// <summary>Ends of local events that their run of drops has outlasted.</summary>
    public required List<PairEnd> LastEnds { get; init; }
}
