using Isobar.Core.Events;
using Isobar.Server.Api.Events;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;
using Isobar.Storage.Events;

namespace Isobar.Server.Api.Operations;

/// <summary>GetInternetEvent (spec 3.9).</summary>
internal sealed class GetInternetEvent(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/InternetEvents/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("eventId", input.Labels[0], ModelRules.InternetEventId);
        faults.Throw();
        EventRow row = services.Folder.InternetEvents.Find("", input.Labels[0]) ?? throw ApiException.Missing("Internet event", input.Labels[0]);
        return OperationAnswer.Of(InternetEventMapping.Of(EventDocument.ReadInternetEvent(row.Json), input.Caller.Account), WireJson.Default.InternetEventWire);
    }
}
