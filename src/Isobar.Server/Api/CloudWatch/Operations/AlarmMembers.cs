using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>An alarm as answers show it.</summary>
internal static class AlarmMembers
{
    /// <summary>The members of MetricAlarm.</summary>
    public static WireStructure Write(MetricAlarm alarm)
    {
        AlarmDefinition definition = alarm.Definition;
        bool isExtended = definition.Statistic is string text && MetricStatistic.TryParse(text, out MetricStatistic? statistic) && statistic.NeedsDistribution;
        var members = new WireStructure()
            .Add("AlarmName", definition.Name)
            .Add("AlarmArn", alarm.Arn)
            .Add("AlarmDescription", definition.Description)
            .AddTime("AlarmConfigurationUpdatedTimestamp", alarm.ConfiguredAt)
            .Add("ActionsEnabled", definition.ActionsEnabled)
            .Add("OKActions", definition.OkActions)
            .Add("AlarmActions", definition.AlarmActions)
            .Add("InsufficientDataActions", definition.InsufficientDataActions)
            .Add("StateValue", AlarmNames.NameOf(alarm.State))
            .Add("StateReason", alarm.Reason)
            .Add("StateReasonData", alarm.ReasonData)
            .AddTime("StateUpdatedTimestamp", alarm.StateUpdatedAt)
            .AddTime("StateTransitionedTimestamp", alarm.StateTransitionedAt)
            .Add("EvaluationState", alarm.EvaluationState)
            .Add("MetricName", definition.MetricName)
            .Add("Namespace", definition.Namespace)
            .Add("Statistic", isExtended ? null : definition.Statistic)
            .Add("ExtendedStatistic", isExtended ? definition.Statistic : null)
            .Add("Dimensions", MetricMembers.Write(definition.Dimensions))
            .Add("Period", definition.PeriodSeconds)
            .Add("Unit", definition.Unit)
            .Add("EvaluationPeriods", definition.EvaluationPeriods)
            .Add("DatapointsToAlarm", definition.DatapointsToAlarm)
            .Add("Threshold", definition.Threshold)
            .Add("ComparisonOperator", definition.Comparison.ToString())
            .Add("TreatMissingData", definition.MissingData is MissingData missing ? AlarmNames.NameOf(missing) : null)
            .Add("EvaluateLowSampleCountPercentile", definition.LowSamplePercentile);
        if (!definition.Metrics.IsEmpty)
        {
            members.Add("Metrics", definition.Metrics.Select(Write));
        }
        return definition.WallClockTimeZone is string zone
            ? members.Add("EvaluationWindow", new WireStructure().Add("WallClockWindow", new WireStructure().Add("Timezone", zone)))
            : members;
    }

    private static WireStructure Write(AlarmQuery query)
    {
        var members = new WireStructure().Add("Id", query.Id);
        if (query.Expression is null)
        {
            members.Add("MetricStat", new WireStructure()
                .Add("Metric", new WireStructure().Add("Namespace", query.Namespace).Add("MetricName", query.MetricName).Add("Dimensions", MetricMembers.Write(query.Dimensions)))
                .Add("Period", query.PeriodSeconds)
                .Add("Stat", query.Statistic)
                .Add("Unit", query.Unit));
        }
        return members
            .Add("Expression", query.Expression)
            .Add("Label", query.Label)
            .Add("ReturnData", query.ReturnData)
            .Add("Period", query.Expression is null ? null : query.PeriodSeconds);
    }
}
