using System.Collections.Immutable;

namespace Isobar.Core.Alarms;

/// <summary>What an evaluation came to.</summary>
/// <param name="State">The state that the alarm is in now.</param>
/// <param name="Considered">The points that were judged, oldest first; at most N.</param>
/// <param name="Missing">Points that were missing of N.</param>
/// <param name="TreatedAs">What stood in for them; null where nothing did.</param>
public sealed record AlarmVerdict(AlarmState State, ImmutableArray<AlarmDatapoint> Considered, int Missing, MissingData? TreatedAs);
