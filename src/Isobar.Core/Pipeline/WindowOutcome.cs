using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Core.Pipeline;

/// <summary>Everything that became of one sealed window.</summary>
/// <param name="Map">The health of all pairs.</param>
/// <param name="Blames">Who is blamed for which pairs.</param>
/// <param name="Groups">What changed in the event groups.</param>
/// <param name="Monitors">The monitors, in the order of their names.</param>
/// <param name="InternetEvents">What changed on the weather map.</param>
public sealed record WindowOutcome(
    HealthMap Map,
    ImmutableArray<Blame> Blames,
    ImmutableArray<EventGroupChange> Groups,
    IReadOnlyList<MonitorOutcome> Monitors,
    IReadOnlyList<InternetEventChange> InternetEvents);
