using Isobar.Core.Events;

namespace Isobar.Core.Monitors;

/// <summary>What a sealed window came to for one monitor.</summary>
/// <param name="Window">The measurements.</param>
/// <param name="Events">Changes of health events, notices and observations.</param>
/// <param name="ProcessingStatus">How far the monitor has come with its data.</param>
public sealed record MonitorStep(MonitorWindow Window, HealthEventOutcome Events, ProcessingStatus ProcessingStatus);
