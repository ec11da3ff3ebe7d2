namespace Isobar.Core.Monitors;

/// <summary>
/// What keeps events from flapping, beyond the rules of the spec (section 8 of the statistical design). The defaults close an event by the plain rule of spec 6.4,
/// so its worked example holds; a margin of 2 points and 3 windows are full hysteresis.
/// </summary>
public sealed record EventRules
{
    /// <summary>Points above the threshold that the score must reach before an event closes; 0 means merely above the threshold.</summary>
    public double ClosingMargin { get; init; }

    /// <summary>Good windows in a row that close an event, 1 or more.</summary>
    public int ClosingWindows { get; init; } = 1;

    /// <summary>A drop that returns this soon after the end, seconds, is the same event again.</summary>
    public int ReactivationSeconds { get; init; } = 15 * 60;

    /// <summary>Five-minute windows without evidence after which an event closes as "no data", where too few clients are expected ever to tell.</summary>
    public int NoDataWindows { get; init; } = 6;

    /// <summary>Age that an event must reach before anybody is notified, seconds.</summary>
    public int NotificationAgeSeconds { get; init; } = 300;

    /// <summary>Points above the threshold that the score must keep before anybody is told that it is over.</summary>
    public double NotificationMargin { get; init; } = 2;

    /// <summary>Windows in a row that it must keep them.</summary>
    public int NotificationWindows { get; init; } = 3;
}
