using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Core.Metrics.Expressions;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>Makes an alarm, or sets an existing one up anew.</summary>
internal sealed class PutMetricAlarm : ICloudWatchOperation
{
    private const int MostActions = 5, MostPeriods = 10_080, MostMetrics = 20, Day = 86_400, Week = 7 * Day, Hour = 3_600;

    private static readonly string[] s_comparisons = [.. Enum.GetNames<AlarmComparison>()];

    private static readonly string[] s_bands = ["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"];

    /// <inheritdoc/>
    public string Name => nameof(PutMetricAlarm);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        AlarmDefinition definition = Read(request);
        Check(definition);
        services.Alarms.Put(definition, TagMembers.Read(request));
        return ValueTask.FromResult(new WireStructure());
    }

    private static AlarmDefinition Read(RequestMembers request)
    {
        if (request.Has("EvaluationCriteria"))
        {
            throw CloudWatchFault.Validation("Alarms on PromQL queries (EvaluationCriteria) are not supported.");
        }
        if (request.Has("ThresholdMetricId") || s_bands.Contains(request.Text("ComparisonOperator")))
        {
            throw CloudWatchFault.Validation("Alarms on anomaly detection models are not supported.");
        }
        string? plain = request.Choice("Statistic", MetricMembers.PlainStatistics), extended = request.Text("ExtendedStatistic", 1, 100);
        if (plain is not null && extended is not null)
        {
            throw CloudWatchFault.InvalidCombination("Statistic and ExtendedStatistic exclude each other.");
        }
        if (extended is not null && !MetricMembers.Statistic(extended).NeedsDistribution)
        {
            throw CloudWatchFault.InvalidValue($"The value {extended} for parameter ExtendedStatistic is not supported.");
        }
        return new()
        {
            Name = request.Required("AlarmName", 1, 255),
            Description = request.Text("AlarmDescription") is { Length: <= 1024 } or null ? request.Text("AlarmDescription")
                : throw CloudWatchFault.Validation("AlarmDescription must have at most 1024 characters."),
            ActionsEnabled = request.Flag("ActionsEnabled") ?? true,
            OkActions = Actions(request, "OKActions"),
            AlarmActions = Actions(request, "AlarmActions"),
            InsufficientDataActions = Actions(request, "InsufficientDataActions"),
            Namespace = MetricMembers.Namespace(request),
            MetricName = request.Text("MetricName", 1, 255),
            Statistic = plain ?? extended,
            Dimensions = MetricMembers.Dimensions(request),
            PeriodSeconds = Period(request),
            Unit = MetricMembers.Unit(request),
            Metrics = Metrics(request),
            EvaluationPeriods = request.Integer("EvaluationPeriods", 1, MostPeriods) ?? throw CloudWatchFault.Missing("EvaluationPeriods"),
            DatapointsToAlarm = request.Integer("DatapointsToAlarm", 1, MostPeriods),
            Threshold = request.Number("Threshold") ?? throw CloudWatchFault.Missing("Threshold"),
            Comparison = AlarmNames.ReadComparison(request.Choice("ComparisonOperator", s_comparisons) ?? throw CloudWatchFault.Missing("ComparisonOperator"))!.Value,
            MissingData = request.Choice("TreatMissingData", ["breaching", "notBreaching", "ignore", "missing"]) is string missing ? AlarmNames.ReadMissing(missing) : null,
            LowSamplePercentile = request.Choice("EvaluateLowSampleCountPercentile", ["evaluate", "ignore"]),
            WallClockTimeZone = WallClock(request),
        };
    }

    /// <summary>A week of periods may be longer than a day, and GetMetricData's limit of a day does not hold here.</summary>
    private static int? Period(RequestMembers request)
    {
        int? period = request.Integer("Period", 1, Week);
        return period is null or 10 or 20 or 30 || period % 60 == 0 ? period : throw CloudWatchFault.InvalidValue("Period must be 10, 20, 30 or a multiple of 60.");
    }

    private static ImmutableArray<string> Actions(RequestMembers request, string name)
    {
        ImmutableArray<string> actions = [.. request.Texts(name, MostActions)];
        return actions.All(action => action.Length is >= 1 and <= 1024) ? actions : throw CloudWatchFault.Validation($"Each of {name} must have 1 to 1024 characters.");
    }

    private static string? WallClock(RequestMembers request)
    {
        if (request.Structure("EvaluationWindow")?.Structure("WallClockWindow") is not RequestMembers window)
        {
            return null;
        }
        string zone = window.Text("Timezone", 1, 64) ?? "UTC";
        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _) ? zone : throw CloudWatchFault.InvalidValue($"There is no time zone {zone}.");
    }

    private static ImmutableArray<AlarmQuery> Metrics(RequestMembers request) =>
        [.. request.Structures("Metrics", MostMetrics).Select(entry =>
        {
            MetricDataQuery query = MetricMembers.Query(entry);
            return new AlarmQuery
            {
                Id = query.Id,
                Expression = query.Expression,
                Namespace = query.Stat?.Metric.Namespace,
                MetricName = query.Stat?.Metric.Name,
                Dimensions = query.Stat is null ? [] : MetricMembers.Dimensions(entry.Structure("MetricStat")!.Structure("Metric")!),
                Statistic = query.Stat?.Statistic.Text,
                Unit = query.Stat?.Unit,
                PeriodSeconds = query.Stat?.PeriodSeconds ?? query.PeriodSeconds,
                Label = query.Label,
                ReturnData = entry.Flag("ReturnData"),
            };
        })];

    /// <summary>Ends the request where a definition is not allowed.</summary>
    internal static void Check(AlarmDefinition definition)
    {
        if (definition.MetricName is null == definition.Metrics.IsEmpty)
        {
            throw CloudWatchFault.InvalidCombination("An alarm must have either MetricName or Metrics.");
        }
        if (definition.MetricName is not null)
        {
            _ = definition.Namespace ?? throw CloudWatchFault.Missing("Namespace");
            _ = definition.Statistic ?? throw CloudWatchFault.Missing("Statistic");
            _ = definition.PeriodSeconds ?? throw CloudWatchFault.Missing("Period");
        }
        else
        {
            CheckMetrics(definition);
        }
        if (definition.DatapointsToAlarm > definition.EvaluationPeriods)
        {
            throw CloudWatchFault.Validation("DatapointsToAlarm must not be greater than EvaluationPeriods.");
        }
        if (!double.IsFinite(definition.Threshold))
        {
            throw CloudWatchFault.InvalidValue("Threshold must be a finite number.");
        }
        long span = (long)definition.EvaluatedPeriodSeconds * definition.EvaluationPeriods, longest = definition.EvaluatedPeriodSeconds >= Hour ? Week : Day;
        if (span > longest)
        {
            throw CloudWatchFault.Validation(string.Create(
                CultureInfo.InvariantCulture, $"Metrics cannot be checked across more than {longest / Day} day(s) (EvaluationPeriods * Period must be <= {longest})."));
        }
        if (definition.LowSamplePercentile is not null && (definition.Statistic is null || MetricMembers.Statistic(definition.Statistic).Share is null))
        {
            throw CloudWatchFault.InvalidCombination("EvaluateLowSampleCountPercentile goes with a percentile only.");
        }
    }

    private static void CheckMetrics(AlarmDefinition definition)
    {
        if (definition.Namespace is not null || definition.Statistic is not null || definition.PeriodSeconds is not null || !definition.Dimensions.IsEmpty)
        {
            throw CloudWatchFault.InvalidCombination("Metrics excludes Namespace, Dimensions, Period, Statistic and ExtendedStatistic.");
        }
        try
        {
            _ = definition.ToQueries();
        }
        catch (ExpressionException fault)
        {
            throw CloudWatchFault.Validation(fault.Message);
        }
        if (definition.Metrics.Count(query => query.ReturnData ?? true) != 1)
        {
            throw CloudWatchFault.Validation("Exactly one element of the metrics list should return data.");
        }
        if (definition.Metrics.Where(query => query.PeriodSeconds is not null).Select(query => query.PeriodSeconds).Distinct().Count() > 1)
        {
            throw CloudWatchFault.Validation("All elements of the metrics list must have the same period.");
        }
        if (definition.Metrics.All(query => query.Expression is not null))
        {
            throw CloudWatchFault.Validation("At least one element of the metrics list must be a metric.");
        }
    }
}
