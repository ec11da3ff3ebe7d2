namespace Isobar.Core.Events;

/// <summary>A change to store and publish. Applying it twice is the same as once: the event is whole and goes by its id.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Event">The event after it.</param>
public sealed record HealthEventChange(HealthEventChangeKind Kind, HealthEvent Event);
