using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Operations;

/// <summary>StopQuery (spec 3.13): one that is over stays as it is.</summary>
internal sealed class StopQuery(ApiServices services) : IOperation
{
    public string Method => "DELETE";

    public string Path => "/v20210603/Monitors/{}/Queries/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        faults.Throw();
        services.Queries.Find(input.Caller.Account, input.Labels[0], input.Labels[1]).Stop();
        return OperationAnswer.Empty;
    }
}
