namespace Isobar.Core.Events;

/// <summary>A notification to send to people: one when an event has reached its minimum age, one when its end has proven stable.</summary>
/// <param name="Kind">What to tell.</param>
/// <param name="Event">The event.</param>
public sealed record HealthEventNotice(HealthEventNoticeKind Kind, HealthEvent Event);
