namespace Isobar.Core.Baselines;

/// <summary>Which part of a replay's input is the baseline of a window.</summary>
public enum ReplayBaselineMode : byte
{
    /// <summary>All of it but what lies near the window: a replay knows what came later, and may use it.</summary>
    LeaveOut,

    /// <summary>Only earlier days, as a live server would have known them.</summary>
    Trailing,
}
