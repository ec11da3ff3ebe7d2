using System.Collections.Frozen;
using Isobar.Server.Api.CloudWatch.Operations;

namespace Isobar.Server.Api.CloudWatch;

/// <summary>All operations by name.</summary>
internal static class CloudWatchOperations
{
    /// <summary>The operations.</summary>
    public static FrozenDictionary<string, ICloudWatchOperation> All { get; } = new ICloudWatchOperation[]
    {
        new PutMetricAlarm(), new DescribeAlarms(), new DescribeAlarmsForMetric(), new SetAlarmState(), new EnableAlarmActions(), new DisableAlarmActions(),
        new DeleteAlarms(), new DescribeAlarmHistory(), new PutMetricData(), new GetMetricData(), new GetMetricStatistics(), new ListMetrics(), new TagResource(),
        new UntagResource(), new ListTagsForResource(),
    }.ToFrozenDictionary(operation => operation.Name, StringComparer.Ordinal);
}
