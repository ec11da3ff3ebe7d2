namespace Isobar.Server.Replay.Health;

/// <summary>The overall scores of one window.</summary>
/// <param name="StartSeconds">Start of the window, Unix seconds.</param>
/// <param name="Availability">Share of traffic without an availability drop, 0 to 100; null without evidence.</param>
/// <param name="Performance">Share of traffic without a performance drop, 0 to 100; null without evidence.</param>
public readonly record struct ScoreStep(long StartSeconds, double? Availability, double? Performance)
{
    /// <summary>The lower of the two; null where neither is known.</summary>
    public double? Lower => Availability is { } available && Performance is { } performing ? Math.Min(available, performing) : Availability ?? Performance;
}
