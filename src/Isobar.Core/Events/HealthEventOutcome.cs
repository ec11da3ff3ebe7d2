namespace Isobar.Core.Events;

/// <summary>What a window did to the events of a monitor; lists are in an order that depends on nothing but the input.</summary>
/// <param name="Changes">To store and publish.</param>
/// <param name="Notices">To tell people.</param>
/// <param name="Observations">Certain drops below the floors.</param>
public sealed record HealthEventOutcome(
    IReadOnlyList<HealthEventChange> Changes, IReadOnlyList<HealthEventNotice> Notices, IReadOnlyList<Observation> Observations);
