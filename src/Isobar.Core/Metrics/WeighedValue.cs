namespace Isobar.Core.Metrics;

/// <summary>A value that occurs several times in a distribution.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">How often; above 0.</param>
public readonly record struct WeighedValue(double Value, double Count);
