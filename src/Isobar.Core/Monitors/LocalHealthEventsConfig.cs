namespace Isobar.Core.Monitors;

/// <summary>When a drop of a single city-network becomes a health event of its own (spec 4.3, 6.4).</summary>
/// <param name="IsEnabled">Whether local events are made at all.</param>
/// <param name="HealthScoreThreshold">Score at or below which the event opens, 0 to 100.</param>
/// <param name="MinTrafficImpact">Share of the monitor's total traffic that must be hit at least, percent.</param>
public sealed record LocalHealthEventsConfig(bool IsEnabled = true, double HealthScoreThreshold = 60, double MinTrafficImpact = 0.1);
