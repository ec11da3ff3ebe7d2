namespace Isobar.Core.Events;

/// <summary>A metric of one location in figures (spec 6.3).</summary>
/// <param name="ExperienceScore">The pair's score, 0 to 100.</param>
/// <param name="PercentOfTotalTrafficImpacted">The part of the monitor's traffic that is hit here, percent.</param>
/// <param name="PercentOfClientLocationImpacted">The part of the location's own traffic that is hit, percent: 100 − score.</param>
public readonly record struct HealthFigures(double ExperienceScore, double PercentOfTotalTrafficImpacted, double PercentOfClientLocationImpacted);
