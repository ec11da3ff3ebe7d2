using System.Collections.Immutable;
using Isobar.Core.Metrics;

namespace Isobar.Core.Alarms;

/// <summary>A metric or expression of an alarm, as it was given.</summary>
/// <remarks>Two instances are equal when they share their list of dimensions.</remarks>
public sealed record AlarmQuery
{
    /// <summary>Its name in expressions.</summary>
    public required string Id { get; init; }

    /// <summary>The expression; null where it is a metric.</summary>
    public string? Expression { get; init; }

    /// <summary>Namespace of the metric.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of the metric.</summary>
    public string? MetricName { get; init; }

    /// <summary>Dimensions of the metric, in the order in which they were given.</summary>
    public ImmutableArray<MetricDimension> Dimensions { get; init; } = [];

    /// <summary>Statistic of the metric.</summary>
    public string? Statistic { get; init; }

    /// <summary>Unit of the metric.</summary>
    public string? Unit { get; init; }

    /// <summary>Length of a period.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>What people know it by.</summary>
    public string? Label { get; init; }

    /// <summary>Whether it is what the alarm judges; null where it was not said.</summary>
    public bool? ReturnData { get; init; }

    /// <summary>As an entry of a request for data.</summary>
    public MetricDataQuery ToQuery() => new(
        Id, Expression is null ? StatOf(Namespace!, MetricName!, Dimensions, PeriodSeconds!.Value, Statistic!, Unit) : null, Expression, Label,
        ReturnData ?? true, PeriodSeconds);

    internal static MetricStat StatOf(
        string metricNamespace, string name, ImmutableArray<MetricDimension> dimensions, int periodSeconds, string statistic, string? unit) =>
        MetricStatistic.TryParse(statistic, out MetricStatistic? parsed)
            ? new(new MetricIdentity(metricNamespace, name, dimensions), periodSeconds, parsed, unit)
            : throw new InvalidOperationException($"The statistic {statistic} was checked before it was stored, and is none.");
}
