namespace Isobar.Core.Events;

/// <summary>What happened to a health event (spec 10).</summary>
public enum HealthEventChangeKind : byte
{
    /// <summary>The record was made.</summary>
    Created,

    /// <summary>Locations, figures or the cause changed.</summary>
    Updated,

    /// <summary>The event ended.</summary>
    Closed,

    /// <summary>The drop came back soon after the end: the same event is active again. Storage and bus take it as an update.</summary>
    Reactivated,
}
