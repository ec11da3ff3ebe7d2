using Isobar.Core.Events;
using Isobar.Core.Monitors;

namespace Isobar.Core.Pipeline;

/// <summary>What a window was for one monitor.</summary>
/// <param name="Monitor">The settings that were in force.</param>
/// <param name="Step">Scores, impacts and traffic; what it did to the monitor's health events; its status.</param>
public sealed record MonitorOutcome(TrafficMonitor Monitor, MonitorStep Step)
{
    /// <summary>Scores, impacts and traffic.</summary>
    public MonitorWindow Window => Step.Window;

    /// <summary>What it did to the monitor's health events.</summary>
    public HealthEventOutcome Events => Step.Events;
}
