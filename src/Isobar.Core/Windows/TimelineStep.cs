namespace Isobar.Core.Windows;

/// <summary>The traffic of one step of a report's time line.</summary>
/// <param name="StartSeconds">Start, seconds since 1970.</param>
/// <param name="Bytes">Bytes in and out.</param>
/// <param name="Connections">Connections or requests.</param>
public readonly record struct TimelineStep(long StartSeconds, long Bytes, long Connections);
