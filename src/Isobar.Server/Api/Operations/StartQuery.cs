using System.Text.Json;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Queries;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>StartQuery (spec 3.10, 5): the query runs on its own, its id holds the account whose data it reads.</summary>
internal sealed class StartQuery(ApiServices services) : IOperation
{
    public string Method => "POST";

    public string Path => "/v20210603/Monitors/{}/Queries";

    public OperationAnswer Execute(OperationInput input)
    {
        StartQueryRequest request = input.Read(WireJson.Default.StartQueryRequest);
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName).Text("linkedAccountId", request.LinkedAccountId, ModelRules.Account)
            .Required("queryType", request.QueryType).Choice("queryType", request.QueryType, QueryTypes.Names);
        long? from = Time(faults, "startTime", request.StartTime), to = Time(faults, "endTime", request.EndTime);
        faults.That(from is null || to is null || from < to, "startTime", request.StartTime?.ToString(), "Member must be before endTime");
        faults.Throw();
        MonitorRecord record = services.Monitors.Get(services.Accounts.Resolve(input.Caller.Account, request.LinkedAccountId), input.Labels[0]);
        QueryPlan plan = QueryPlanner.Plan(request, record.Key, from!.Value, to!.Value, services.Monitors.WeightOf(record));
        return OperationAnswer.Of(
            new StartQueryResponse { QueryId = services.Queries.Start(input.Caller.Account, record.Name, plan) }, WireJson.Default.StartQueryResponse);
    }

    private static long? Time(FaultCollector faults, string member, JsonElement? value)
    {
        if (value is not JsonElement element || element.ValueKind == JsonValueKind.Null)
        {
            faults.Required(member, null);
            return null;
        }
        bool isTime = Words.TryReadTime(element.ToString(), out long time);
        faults.That(isTime, member, element.ToString(), "Member must be a time in ISO 8601");
        return isTime ? time : null;
    }
}

/// <summary>Members of StartQuery. Those behind LinkedAccountId are extensions.</summary>
internal sealed record StartQueryRequest
{
    public JsonElement? StartTime { get; init; }

    public JsonElement? EndTime { get; init; }

    public string? QueryType { get; init; }

    public List<FilterParameterWire>? FilterParameters { get; init; }

    public string? LinkedAccountId { get; init; }

    public List<OrderByWire>? OrderBy { get; init; }

    public long? TimeBucketSeconds { get; init; }
}

/// <summary>One filter.</summary>
internal sealed record FilterParameterWire
{
    public string? Field { get; init; }

    public string? Operator { get; init; }

    public List<string>? Values { get; init; }
}

/// <summary>One key of an order: an extension.</summary>
internal sealed record OrderByWire
{
    public string? Field { get; init; }

    public string? Direction { get; init; }
}

/// <summary>The answer of StartQuery.</summary>
internal sealed record StartQueryResponse
{
    public required string QueryId { get; init; }
}
