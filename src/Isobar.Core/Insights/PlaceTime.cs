namespace Isobar.Core.Insights;

/// <summary>How soon a service location would answer.</summary>
/// <param name="ServiceLocation">Its name; <see cref="InsightAnalysis.Cdn"/> for the content delivery network.</param>
/// <param name="Micros">Time to first byte, microseconds.</param>
public readonly record struct PlaceTime(string ServiceLocation, double Micros);
