namespace Isobar.Core.Events;

/// <summary>What happened to a group in a window.</summary>
public enum EventGroupChangeKind : byte
{
    /// <summary>It became certain.</summary>
    Opened,

    /// <summary>Its explanation, pairs or confidence changed.</summary>
    Updated,

    /// <summary>It ended.</summary>
    Resolved,

    /// <summary>It had ended, and goes on.</summary>
    Reactivated,

    /// <summary>It became a part of its parent.</summary>
    Merged,
}
