using System.Globalization;
using Isobar.Server.Api.Paging;
using Isobar.Server.Api.Queries;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>GetQueryResults (spec 3.12): rows of texts, as many as there are fields in each.</summary>
internal sealed class GetQueryResults(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors/{}/Queries/{}/Results";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        int size = input.Integer(faults, "MaxResults", ModelRules.ResultPageSize) ?? (int)ModelRules.ResultPageSize.High;
        faults.Throw();
        RunningQuery query = services.Queries.Find(input.Caller.Account, input.Labels[0], input.Labels[1]);
        if (query.Status != QueryStatus.Succeeded)
        {
            throw ApiException.Invalid($"The query has no results: its status is {query.StatusWord}{(query.Fault is null ? "" : $", {query.Fault}")}.");
        }
        string question = string.Join('\n', nameof(GetQueryResults), query.Id);
        string position = PageToken.Read(input.Parameter("NextToken"), question) ?? "0";
        (List<List<string>> rows, long next) = query.ReadPage(long.Parse(position, CultureInfo.InvariantCulture), size);
        return OperationAnswer.Of(
            new GetQueryResultsResponse
            {
                Fields = [.. query.Columns.Select(column => new QueryFieldWire { Name = column.Name, Type = column.Type })],
                Data = rows,
                NextToken = next < 0 ? null : PageToken.Write(question, next.ToString(CultureInfo.InvariantCulture)),
            },
            WireJson.Default.GetQueryResultsResponse);
    }
}

/// <summary>The answer of GetQueryResults.</summary>
internal sealed record GetQueryResultsResponse
{
    public required List<QueryFieldWire> Fields { get; init; }

    public required List<List<string>> Data { get; init; }

    public string? NextToken { get; init; }
}

/// <summary>One column of the results.</summary>
internal sealed record QueryFieldWire
{
    public required string Name { get; init; }

    public required string Type { get; init; }
}
