using Isobar.Core.Events;
using Isobar.Core.Monitors;

namespace Isobar.Core.Pipeline;

/// <summary>What a window was for one monitor.</summary>
/// <param name="Monitor">The settings that were in force.</param>
/// <param name="Window">Scores, impacts and traffic.</param>
/// <param name="Events">What it did to the monitor's health events.</param>
public sealed record MonitorOutcome(TrafficMonitor Monitor, MonitorWindow Window, HealthEventOutcome Events);
