namespace Isobar.Core.Events;

/// <summary>A change of a group.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Group">The group as it is now.</param>
public readonly record struct EventGroupChange(EventGroupChangeKind Kind, EventGroup Group);
