using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Paging;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>ListMonitors (spec 3.5), in the order of names.</summary>
internal sealed class ListMonitors(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        int size = input.Integer(faults, "MaxResults", ModelRules.PageSize) ?? (int)ModelRules.PageSize.High;
        bool withLinked = input.Flag(faults, "IncludeLinkedAccounts");
        string? status = input.Parameter("MonitorStatus");
        faults.Throw();
        string account = input.Caller.Account;
        string question = string.Join('\n', nameof(ListMonitors), account, status, withLinked);
        (string Name, string Account)? after = Read(PageToken.Read(input.Parameter("NextToken"), question));
        string[] accounts = withLinked ? [account, .. services.Accounts.SeenBy(account)] : [account];
        List<MonitorSummary> rest =
        [
            .. services.Monitors.All(accounts)
                .Where(record => after is not var (name, owner) || Compare(record, name, owner) > 0)
                .Select(SummaryOf)
                .Where(summary => status is null || status == summary.Status || status == summary.ProcessingStatus)
                .Take(size + 1),
        ];
        bool isLast = rest.Count <= size;
        MonitorSummary? last = isLast ? null : rest[size - 1];
        return OperationAnswer.Of(
            new ListMonitorsResponse
            {
                Monitors = rest[..Math.Min(size, rest.Count)],
                NextToken = last is null ? null : PageToken.Write(question, $"{last.Account}\n{last.MonitorName}"),
            },
            WireJson.Default.ListMonitorsResponse);
    }

    private static (string Name, string Account)? Read(string? position) => position?.Split('\n') is [string account, string name] ? (name, account) : null;

    private static int Compare(MonitorRecord record, string name, string account) =>
        string.CompareOrdinal(record.Name, name) is var order and not 0 ? order : string.CompareOrdinal(record.Account, account);

    private MonitorSummary SummaryOf(MonitorRecord record) => new()
    {
        MonitorName = record.Name,
        MonitorArn = record.Arn,
        Status = Words.Of(services.Monitors.StatusOf(record)),
        ProcessingStatus = Words.Of(services.Monitors.ProcessingOf(record)),
        Account = record.Account,
    };
}

/// <summary>The answer of ListMonitors.</summary>
internal sealed record ListMonitorsResponse
{
    public required List<MonitorSummary> Monitors { get; init; }

    public string? NextToken { get; init; }
}

/// <summary>A monitor in a list.</summary>
internal sealed record MonitorSummary
{
    public required string MonitorName { get; init; }

    public required string MonitorArn { get; init; }

    public required string Status { get; init; }

    public required string ProcessingStatus { get; init; }

    /// <summary>Its account; callers read it from the ARN.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Account { get; init; } = "";
}
