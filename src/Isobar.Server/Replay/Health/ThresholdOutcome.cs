using Isobar.Core.Events;

namespace Isobar.Server.Replay.Health;

/// <summary>What a threshold would have told over the period.</summary>
/// <param name="ImpactType">The kind of events that the threshold is for.</param>
/// <param name="Threshold">Score at or below which an event opens, 0 to 100.</param>
/// <param name="IsDefault">Whether it is the one in force where nobody sets another.</param>
/// <param name="Events">Number of health events.</param>
/// <param name="Seconds">Length of all of them together, up to the end of the input.</param>
/// <param name="LongestSeconds">Length of the longest.</param>
public sealed record ThresholdOutcome(HealthEventImpactType ImpactType, double Threshold, bool IsDefault, int Events, long Seconds, long LongestSeconds);
