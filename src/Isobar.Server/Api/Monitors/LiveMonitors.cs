using Isobar.Core.Monitors;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;

namespace Isobar.Server.Api.Monitors;

/// <summary>What the API asks of the pipeline that watches monitors, and tells it.</summary>
/// <param name="Default">The monitor that is watched where nobody has made one; null where there is no such.</param>
/// <param name="ProcessingOf">How far a monitor has come, by its key; null where the pipeline does not know it.</param>
/// <param name="Changed">Takes a monitor that was made or changed.</param>
/// <param name="Removed">Takes the key of a monitor that was removed.</param>
internal sealed record LiveMonitors(TrafficMonitor? Default, Func<string, ProcessingStatus?> ProcessingOf, Action<TrafficMonitor> Changed, Action<string> Removed)
{
    /// <summary>The monitors of a running pipeline.</summary>
    /// <param name="directory">The monitors that it watches.</param>
    /// <param name="status">How it is.</param>
    public static LiveMonitors Of(MonitorDirectory directory, Func<LiveStatus> status) => new(
        directory.Default, key => status().Health.Monitors.FirstOrDefault(monitor => monitor.Name == key)?.Status, directory.Take, directory.Forget);

    /// <summary>Where nothing watches: monitors are kept, and collect data for ever.</summary>
    public static readonly LiveMonitors None = new(null, _ => null, _ => { }, _ => { });
}
