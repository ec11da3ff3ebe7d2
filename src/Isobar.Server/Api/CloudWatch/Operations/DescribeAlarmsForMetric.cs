using System.Collections.Immutable;
using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>The alarms that watch a metric.</summary>
internal sealed class DescribeAlarmsForMetric : ICloudWatchOperation
{
    /// <inheritdoc/>
    public string Name => nameof(DescribeAlarmsForMetric);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string name = request.Required("MetricName", 1, 255);
        string metricNamespace = MetricMembers.Namespace(request) ?? throw CloudWatchFault.Missing("Namespace");
        string? statistic = request.Choice("Statistic", MetricMembers.PlainStatistics) ?? request.Text("ExtendedStatistic", 1, 100);
        ImmutableArray<MetricDimension> dimensions = MetricMembers.Dimensions(request);
        int? period = MetricMembers.Period(request);
        string? unit = MetricMembers.Unit(request);
        var metric = new MetricIdentity(metricNamespace, name, dimensions);
        IEnumerable<MetricAlarm> found = services.Alarms.All.Values.Where(alarm => alarm.Definition is { MetricName: not null } definition
            && new MetricIdentity(definition.Namespace!, definition.MetricName, definition.Dimensions).Equals(metric)
            && (statistic is null || definition.Statistic == statistic)
            && (period is null || definition.PeriodSeconds == period)
            && (unit is null || definition.Unit == unit));
        return ValueTask.FromResult(new WireStructure().Add("MetricAlarms", found.Select(AlarmMembers.Write)));
    }
}
