namespace Isobar.Storage.Events;

/// <summary>One step in the course of a health event.</summary>
/// <param name="MonitorName">Its monitor.</param>
/// <param name="EventId">The event.</param>
/// <param name="At">When, Unix seconds.</param>
/// <param name="Kind">`created`, `updated` or `resolved`.</param>
/// <param name="ImpactPercent">Part of the monitor's traffic that was hit.</param>
/// <param name="Score">The score that goes with it.</param>
/// <param name="Locations">Pairs that were hit.</param>
/// <param name="Cause">Who was blamed; empty for nobody.</param>
/// <param name="Reason">Why, in a sentence.</param>
public sealed record EventUpdateRow(
    string MonitorName, string EventId, long At, string Kind, double ImpactPercent, double Score, int Locations, string Cause, string Reason);
