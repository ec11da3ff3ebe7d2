using System.Globalization;
using Isobar.Server.Api.CloudWatch.Protocols;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Api.CloudWatch.Operations;

/// <summary>What happened to alarms, also to those that are deleted.</summary>
internal sealed class DescribeAlarmHistory : ICloudWatchOperation
{
    private const int LargestPage = 100;

    private static readonly string[] s_kinds = ["ConfigurationUpdate", "StateUpdate", "Action", "AlarmContributorStateUpdate", "AlarmContributorAction"];

    /// <inheritdoc/>
    public string Name => nameof(DescribeAlarmHistory);

    /// <inheritdoc/>
    public ValueTask<WireStructure> RunAsync(CloudWatchServices services, RequestMembers request)
    {
        int most = request.Integer("MaxRecords", 1, LargestPage) ?? LargestPage;
        IReadOnlyList<string> types = request.Texts("AlarmTypes", 3);
        var filter = new AlarmHistoryFilter
        {
            AlarmName = request.Text("AlarmName", 1, 255),
            Kind = request.Choice("HistoryItemType", s_kinds),
            From = request.Time("StartDate"),
            Until = request.Time("EndDate"),
            NewestFirst = request.Choice("ScanBy", ["TimestampDescending", "TimestampAscending"]) != "TimestampAscending",
            Limit = most + 1,
        };
        string fingerprint = $"{filter}";
        if (PageToken.Read(request.Text("NextToken"), fingerprint, 2) is string[] position)
        {
            filter = filter with { After = (Number(position[0]), Number(position[1])) };
        }
        IReadOnlyList<AlarmHistoryRow> found = types.Count > 0 && !types.Contains("MetricAlarm") ? [] : services.Folder.Alarms.History(filter);
        string? next = found.Count > most
            ? PageToken.Write(fingerprint, found[most - 1].At.ToString(CultureInfo.InvariantCulture), found[most - 1].Id.ToString(CultureInfo.InvariantCulture))
            : null;
        return ValueTask.FromResult(new WireStructure()
            .Add("AlarmHistoryItems", found.Take(most).Select(row => new WireStructure()
                .Add("AlarmName", row.AlarmName)
                .Add("AlarmType", "MetricAlarm")
                .AddTime("Timestamp", row.At)
                .Add("HistoryItemType", row.Kind)
                .Add("HistorySummary", row.Summary)
                .Add("HistoryData", row.Json)))
            .Add("NextToken", next));
    }

    private static long Number(string text) => long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : throw CloudWatchFault.InvalidToken();
}
