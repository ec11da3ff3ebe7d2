using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;

namespace Isobar.Server.Api.Monitors;

/// <summary>What the API asks of the pipeline that watches monitors, and tells it.</summary>
/// <param name="Default">The monitor that is watched where nobody has made one; null where there is no such.</param>
/// <param name="ProcessingOf">How far a monitor has come, by its key; null where the pipeline does not know it.</param>
/// <param name="Changed">Takes a monitor that was made or changed.</param>
/// <param name="Removed">Takes the key of a monitor that was removed.</param>
/// <param name="PrefixesOf">The prefixes of the clients of a place; null where none are known.</param>
internal sealed record LiveMonitors(
    TrafficMonitor? Default, Func<string, ProcessingStatus?> ProcessingOf, Action<TrafficMonitor> Changed, Action<string> Removed, Func<CityNetworkId, ClientPrefixes?> PrefixesOf)
{
    /// <summary>The monitors of a running pipeline.</summary>
    /// <param name="directory">The monitors that it watches.</param>
    /// <param name="status">How it is.</param>
    /// <param name="prefixesOf">The prefixes of the clients of a place.</param>
    public static LiveMonitors Of(MonitorDirectory directory, Func<LiveStatus> status, Func<CityNetworkId, ClientPrefixes?> prefixesOf) => new(
        directory.Default, key => status().Health.Monitors.FirstOrDefault(monitor => monitor.Name == key)?.Status, directory.Take, directory.Forget, prefixesOf);

    /// <summary>Where nothing watches: monitors are kept, and collect data for ever.</summary>
    public static readonly LiveMonitors None = new(null, _ => null, _ => { }, _ => { }, _ => null);
}
