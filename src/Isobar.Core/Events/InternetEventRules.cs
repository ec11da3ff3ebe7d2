namespace Isobar.Core.Events;

/// <summary>What the weather map shows (spec 6.12).</summary>
public sealed record InternetEventRules
{
    /// <summary>Client locations that count as top talkers: that many with most traffic.</summary>
    public int TopTalkers { get; init; } = 500;

    /// <summary>Shorter problems are ignored, seconds; exactly this is long enough.</summary>
    public int MinimumSeconds { get; init; } = 300;

    /// <summary>The map changes on multiples of this, seconds.</summary>
    public int RefreshSeconds { get; init; } = 15 * 60;

    /// <summary>How long an event stays after its end, seconds.</summary>
    public int KeptSeconds { get; init; } = 24 * 3600;

    /// <summary>A problem that returns this soon after its end, seconds, is the same event.</summary>
    public int ReactivationSeconds { get; init; } = 15 * 60;

    /// <summary>Time without evidence after which an event ends where it was last seen, seconds.</summary>
    public int NoDataSeconds { get; init; } = 30 * 60;
}
