namespace Isobar.Core.Monitors;

/// <summary>The config state of a monitor (spec 2.2).</summary>
public enum MonitorStatus : byte
{
    /// <summary>Being set up, or taking over new settings.</summary>
    Pending,

    /// <summary>Watching.</summary>
    Active,

    /// <summary>Switched off by its owner: nothing is processed.</summary>
    Inactive,

    /// <summary>Set-up failed for good.</summary>
    Error,
}
