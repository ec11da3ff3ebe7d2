namespace Isobar.Core.Events;

/// <summary>A change of the weather map.</summary>
/// <param name="Event">The event after it.</param>
/// <param name="IsRemoved">Whether it left the map, 24 hours after its end.</param>
public sealed record InternetEventChange(InternetEvent Event, bool IsRemoved);
