using Isobar.Server.Alarms;
using Isobar.Storage;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>What operations work with.</summary>
/// <param name="Folder">The stores, for reading.</param>
/// <param name="Alarms">The alarms.</param>
/// <param name="Metrics">Takes points.</param>
/// <param name="Settings">The installation.</param>
/// <param name="Time">The clock.</param>
internal sealed record CloudWatchServices(DataFolder Folder, AlarmBook Alarms, MetricWriter Metrics, AlarmSettings Settings, TimeProvider Time)
{
    /// <summary>The clock, Unix milliseconds.</summary>
    public long NowMillis => Time.GetUtcNow().ToUnixTimeMilliseconds();
}
