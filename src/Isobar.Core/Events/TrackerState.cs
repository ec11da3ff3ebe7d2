namespace Isobar.Core.Events;

/// <summary>What a tracker of health events must remember over a restart.</summary>
/// <param name="Version">Version of the format.</param>
/// <param name="Availability">Events of availability.</param>
/// <param name="Performance">Events of performance.</param>
internal sealed record TrackerState(int Version, MetricState Availability, MetricState Performance);
