using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>A problem of one client location, on the map or not yet.</summary>
internal sealed class InternetEventCourse
{
    /// <summary>Name of the event.</summary>
    public required string EventId { get; init; }

    /// <summary>Where and which network.</summary>
    public required CityNetwork ClientLocation { get; init; }

    /// <summary>What is wrong.</summary>
    public required HealthMetric Metric { get; init; }

    /// <summary>Start of the first window of the problem.</summary>
    public required long StartedAt { get; init; }

    /// <summary>End of the last window in which it was seen.</summary>
    public long SeenUntil { get; set; }

    /// <summary>Start of the first good window; null while it is going on.</summary>
    public long? EndedAt { get; set; }

    /// <summary>Whether it was a top talker at any time of the problem.</summary>
    public bool IsTopTalker { get; set; }

    /// <summary>What the map shows; null while it does not.</summary>
    public InternetEvent? Shown { get; set; }

    /// <summary>Length so far, seconds.</summary>
    internal long Seconds => (EndedAt ?? SeenUntil) - StartedAt;

    /// <summary>What the map should show now.</summary>
    internal InternetEvent ToEvent() =>
        new(EventId, ClientLocation, Metric, StartedAt, EndedAt, EndedAt is null ? EventStatus.Active : EventStatus.Resolved);
}
