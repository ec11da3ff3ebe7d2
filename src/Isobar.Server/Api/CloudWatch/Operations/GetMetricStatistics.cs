using System.Globalization;
using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Statistics of one metric.</summary>
internal sealed class GetMetricStatistics : ICloudWatchOperation
{
    private const int MostPoints = 1440;

    /// <inheritdoc/>
    public string Name => nameof(GetMetricStatistics);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        string metricNamespace = MetricMembers.Namespace(request) ?? throw CloudWatchFault.Missing("Namespace");
        var metric = new MetricIdentity(metricNamespace, request.Required("MetricName", 1, 255), MetricMembers.Dimensions(request));
        int period = MetricMembers.Period(request) ?? throw CloudWatchFault.Missing("Period");
        MetricStatistic[] plain = [.. request.Texts("Statistics", 5).Select(text => MetricMembers.PlainStatistics.Contains(text)
            ? MetricMembers.Statistic(text)
            : throw CloudWatchFault.InvalidValue($"The value {text} for parameter Statistics is invalid."))];
        MetricStatistic[] extended = [.. request.Texts("ExtendedStatistics", 10).Select(MetricMembers.Statistic)];
        if (plain.Length == 0 == (extended.Length == 0))
        {
            throw CloudWatchFault.InvalidCombination("A request must have either Statistics or ExtendedStatistics.");
        }
        MetricGrid grid = MetricTimes.Grid(request, period, services.NowMillis);
        if (grid.Count > MostPoints)
        {
            throw CloudWatchFault.InvalidCombination(string.Create(
                CultureInfo.InvariantCulture,
                $"You have requested up to {grid.Count} datapoints, which exceeds the limit of {MostPoints}. You may reduce the datapoints requested by increasing Period, or decreasing the time range."));
        }
        IReadOnlyList<MetricPeriod> periods = services.Folder.Metrics.Read(metric, MetricMembers.Unit(request), grid, extended.Length > 0);
        return ValueTask.FromResult(new WireStructure()
            .Add("Label", metric.Name)
            .Add("Datapoints", periods.Select(one => Write(one, grid, plain, extended)).OfType<WireStructure>()));
    }

    private static WireStructure? Write(MetricPeriod period, MetricGrid grid, MetricStatistic[] plain, MetricStatistic[] extended)
    {
        var point = new WireStructure().AddTime("Timestamp", grid.StartOf(period.Index) * 1000);
        foreach (MetricStatistic statistic in plain)
        {
            point.Add(statistic.Text, period.Compute(statistic));
        }
        point.Add("Unit", period.Unit);
        if (extended.Length == 0)
        {
            return point;
        }
        (string Name, double Value)[] known = [.. extended.Select(statistic => (statistic.Text, period.Compute(statistic))).Where(pair => !double.IsNaN(pair.Item2))];
        return known.Length == 0 ? null : point.Add("ExtendedStatistics", new WireValue.Map([.. known.Select(pair => (pair.Name, (WireValue)new WireValue.Number(pair.Value)))]));
    }
}
