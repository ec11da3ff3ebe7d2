using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Operations;

/// <summary>GetHealthEvent (spec 3.7). The id holds a slash, which comes encoded.</summary>
internal sealed class GetHealthEvent(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors/{}/HealthEvents/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        string? linked = input.Parameter("LinkedAccountId");
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName).Text("eventId", input.Labels[1], ModelRules.HealthEventId)
            .Text("linkedAccountId", linked, ModelRules.Account);
        bool withEvidence = input.Flag(faults, "IncludeEvidence");
        faults.Throw();
        MonitorRecord record = services.Monitors.Get(services.Accounts.Resolve(input.Caller.Account, linked), input.Labels[0]);
        EventRow row = services.Folder.HealthEvents.Find(record.Key, input.Labels[1]) ?? throw ApiException.Missing("Health event", input.Labels[1]);
        return new OperationAnswer(StatusCodes.Status200OK, services.Events.Of(row.Json, record, withEvidence));
    }
}
