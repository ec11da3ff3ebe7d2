namespace Isobar.Core.Alarms;

/// <summary>The value of one period.</summary>
/// <param name="Start">Start of the period, Unix seconds.</param>
/// <param name="Value">The value.</param>
/// <param name="Samples">Samples that it was computed from; infinite where that does not matter.</param>
public readonly record struct AlarmDatapoint(long Start, double Value, double Samples = double.PositiveInfinity);
