using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;

namespace Isobar.Server.Api.Operations;

/// <summary>DeleteMonitor (spec 3.4); as an extension, `Force=true` deletes an active monitor too.</summary>
internal sealed class DeleteMonitor(ApiServices services) : IOperation
{
    public string Method => "DELETE";

    public string Path => "/v20210603/Monitors/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        bool force = input.Flag(faults, "Force");
        faults.Throw();
        return services.Monitors.Change(() =>
        {
            MonitorRecord record = services.Monitors.Get(input.Caller.Account, input.Labels[0]);
            if (record.Status != MonitorStatus.Inactive && !force)
            {
                throw ApiException.Invalid($"The monitor {record.Name} must be in inactive state before deletion.");
            }
            services.Monitors.Remove(record);
            return OperationAnswer.Empty;
        });
    }
}
