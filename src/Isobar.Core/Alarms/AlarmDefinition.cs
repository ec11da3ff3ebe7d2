using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Isobar.Core.Metrics;

namespace Isobar.Core.Alarms;

/// <summary>An alarm as its owner set it up: the members of PutMetricAlarm (spec 16.2). What was not given stays null.</summary>
/// <remarks>Two instances are equal when they share their lists; compare parts where that matters.</remarks>
public sealed record AlarmDefinition
{
    /// <summary>Unique name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for.</summary>
    public string? Description { get; init; }

    /// <summary>Whether a change of state is told to anybody.</summary>
    public bool ActionsEnabled { get; init; } = true;

    /// <summary>ARNs that are told of OK.</summary>
    public ImmutableArray<string> OkActions { get; init; } = [];

    /// <summary>ARNs that are told of ALARM.</summary>
    public ImmutableArray<string> AlarmActions { get; init; } = [];

    /// <summary>ARNs that are told of INSUFFICIENT_DATA.</summary>
    public ImmutableArray<string> InsufficientDataActions { get; init; } = [];

    /// <summary>Namespace of its metric; null where it watches an expression.</summary>
    public string? Namespace { get; init; }

    /// <summary>Name of its metric; null where it watches an expression.</summary>
    public string? MetricName { get; init; }

    /// <summary>The statistic, plain or extended.</summary>
    public string? Statistic { get; init; }

    /// <summary>Dimensions, in the order in which they were given.</summary>
    public ImmutableArray<MetricDimension> Dimensions { get; init; } = [];

    /// <summary>Length of a period; null where an expression has it from its metrics.</summary>
    public int? PeriodSeconds { get; init; }

    /// <summary>Only points of this unit.</summary>
    public string? Unit { get; init; }

    /// <summary>An expression and its metrics; empty where it watches a metric.</summary>
    public ImmutableArray<AlarmQuery> Metrics { get; init; } = [];

    /// <summary>N.</summary>
    public required int EvaluationPeriods { get; init; }

    /// <summary>M; null for N.</summary>
    public int? DatapointsToAlarm { get; init; }

    /// <summary>What is compared with.</summary>
    public required double Threshold { get; init; }

    /// <summary>How it is compared.</summary>
    public required AlarmComparison Comparison { get; init; }

    /// <summary>What stands in for missing points; null where it was not said.</summary>
    public MissingData? MissingData { get; init; }

    /// <summary>`evaluate` or `ignore`: whether a percentile of few samples counts; null where it was not said.</summary>
    public string? LowSamplePercentile { get; init; }

    /// <summary>Name of the time zone on whose clock periods begin; null for periods that end with each evaluation.</summary>
    public string? WallClockTimeZone { get; init; }

    /// <summary>The ARNs that are told of a state.</summary>
    public ImmutableArray<string> ActionsOf(AlarmState state) => state switch
    {
        AlarmState.Ok => OkActions,
        AlarmState.Alarm => AlarmActions,
        _ => InsufficientDataActions,
    };

    /// <summary>Length of the periods that are judged, seconds.</summary>
    [JsonIgnore]
    public int EvaluatedPeriodSeconds => PeriodSeconds ?? Metrics.Select(query => query.PeriodSeconds).OfType<int>().FirstOrDefault(300);

    /// <summary>How points become a state.</summary>
    [JsonIgnore]
    public AlarmRule Rule => new()
    {
        EvaluationPeriods = EvaluationPeriods,
        DatapointsToAlarm = DatapointsToAlarm ?? EvaluationPeriods,
        Threshold = Threshold,
        Comparison = Comparison,
        MissingData = MissingData ?? Alarms.MissingData.Missing,
        LeastSamples = LowSamplePercentile == "ignore" && Statistic is string text && MetricStatistic.TryParse(text, out MetricStatistic? statistic)
            && statistic.Share is double share ? AlarmRule.SamplesFor(share) : 0,
    };

    /// <summary>What is read to judge it.</summary>
    /// <exception cref="Isobar.Core.Metrics.Expressions.ExpressionException">An expression cannot be read.</exception>
    public MetricQuerySet ToQueries() => new([.. Metrics.IsEmpty ? [Single()] : Metrics.Select(query => query.ToQuery())]);

    private MetricDataQuery Single() =>
        new("m1", AlarmQuery.StatOf(Namespace!, MetricName!, Dimensions, EvaluatedPeriodSeconds, Statistic!, Unit), null, null, true, null);
}
