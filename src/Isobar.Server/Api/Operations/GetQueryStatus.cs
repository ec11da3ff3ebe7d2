using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>GetQueryStatus (spec 3.11).</summary>
internal sealed class GetQueryStatus(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors/{}/Queries/{}/Status";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        faults.Throw();
        return OperationAnswer.Of(
            new GetQueryStatusResponse { Status = services.Queries.Find(input.Caller.Account, input.Labels[0], input.Labels[1]).StatusWord },
            WireJson.Default.GetQueryStatusResponse);
    }
}

/// <summary>The answer of GetQueryStatus.</summary>
internal sealed record GetQueryStatusResponse
{
    public required string Status { get; init; }
}
