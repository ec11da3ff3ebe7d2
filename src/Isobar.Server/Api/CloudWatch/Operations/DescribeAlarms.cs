using Isobar.Core.Alarms;
using Isobar.Server.Api.CloudWatch.Protocols;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>The alarms that a filter leaves, page by page.</summary>
internal sealed class DescribeAlarms : ICloudWatchOperation
{
    private const int MostNames = 100, LargestPage = 100;

    /// <inheritdoc/>
    public string Name => nameof(DescribeAlarms);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        IReadOnlyList<string> names = request.Texts("AlarmNames", MostNames), types = request.Texts("AlarmTypes", 3);
        string? prefix = request.Text("AlarmNamePrefix", 1, 255), action = request.Text("ActionPrefix", 1, 1024);
        string? state = request.Choice("StateValue", ["OK", "ALARM", "INSUFFICIENT_DATA"]);
        string? children = request.Text("ChildrenOfAlarmName", 1, 255), parents = request.Text("ParentsOfAlarmName", 1, 255);
        int most = request.Integer("MaxRecords", 1, LargestPage) ?? LargestPage;
        if (names.Count > 0 && prefix is not null)
        {
            throw CloudWatchFault.InvalidCombination("AlarmNames and AlarmNamePrefix exclude each other.");
        }
        string fingerprint = string.Join('\n', [.. names, "|", .. types, "|", prefix, action, state, children, parents]);
        string? after = PageToken.Read(request.Text("NextToken"), fingerprint, 1)?[0];
        // Composite alarms do not exist here, and only they have children; a metric alarm's parents are composite alarms.
        bool wantsMetricAlarms = (types.Count == 0 || types.Contains("MetricAlarm")) && children is null && parents is null;
        AlarmState? wanted = state is null ? null : AlarmNames.ReadState(state);
        List<MetricAlarm> found = !wantsMetricAlarms ? [] : [.. services.Alarms.All.Values.Where(alarm =>
            (names.Count == 0 || names.Contains(alarm.Definition.Name))
            && (prefix is null || alarm.Definition.Name.StartsWith(prefix, StringComparison.Ordinal))
            && (wanted is null || alarm.State == wanted)
            && (action is null || Enum.GetValues<AlarmState>().SelectMany(one => alarm.Definition.ActionsOf(one)).Any(arn => arn.StartsWith(action, StringComparison.Ordinal)))
            && (after is null || string.CompareOrdinal(alarm.Definition.Name, after) > 0)).Take(most + 1)];
        string? next = found.Count > most ? PageToken.Write(fingerprint, found[most - 1].Definition.Name) : null;
        return ValueTask.FromResult(new WireStructure()
            .Add("CompositeAlarms", Enumerable.Empty<WireStructure>())
            .Add("MetricAlarms", found.Take(most).Select(AlarmMembers.Write))
            .Add("NextToken", next));
    }
}
