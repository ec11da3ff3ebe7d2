using System.Text.Json;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>UpdateMonitor (spec 3.3): members that are absent stay as they are.</summary>
internal sealed class UpdateMonitor(ApiServices services) : IOperation
{
    public string Method => "PATCH";

    public string Path => "/v20210603/Monitors/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        UpdateMonitorRequest request = input.Read(WireJson.Default.UpdateMonitorRequest);
        (string account, string name) = (input.Caller.Account, input.Labels[0]);
        Check(request, name);
        byte[] hash = Idempotency.Hash(name, JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.UpdateMonitorRequest));
        return services.Monitors.Change(() =>
        {
            if (Idempotency.Find(services, account, nameof(UpdateMonitor), request.ClientToken, hash) is string before)
            {
                return Idempotency.Again(before);
            }
            MonitorRecord old = services.Monitors.Get(account, name);
            MonitorRecord changed = Changed(old, request);
            if (!changed.Resources.SequenceEqual(old.Resources))
            {
                ResourceRules.Check(changed.Resources, services.Limits, account, services.Region);
            }
            // What takes traffic up anew is set up first. Once INACTIVE was asked for, ACTIVE is never shown again.
            bool isPending = changed.Status == MonitorStatus.Active
                && (old.Status != MonitorStatus.Active || !changed.Resources.SequenceEqual(old.Resources) || services.Monitors.StatusOf(old) == MonitorStatus.Pending);
            string status = Words.Of(isPending ? MonitorStatus.Pending : changed.Status);
            OperationAnswer answer = OperationAnswer.Of(
                new UpdateMonitorResponse { MonitorArn = changed.Arn, Status = status }, WireJson.Default.UpdateMonitorResponse);
            services.Monitors.Put(changed, isPending, Idempotency.Row(services, account, nameof(UpdateMonitor), request.ClientToken, hash, answer));
            return answer;
        });
    }

    private MonitorRecord Changed(MonitorRecord old, UpdateMonitorRequest request) => old with
    {
        ModifiedAt = services.Now,
        Resources = request.ResourcesToAdd is null && request.ResourcesToRemove is null
            ? old.Resources
            : [.. old.Resources.Concat(request.ResourcesToAdd ?? []).Distinct().Except(request.ResourcesToRemove ?? [])],
        Status = request.Status is null ? old.Status : request.Status == Words.Active ? MonitorStatus.Active : MonitorStatus.Inactive,
        MaximumCityNetworks = (int?)request.MaxCityNetworksToMonitor ?? old.MaximumCityNetworks,
        TrafficPercentage = (int?)request.TrafficPercentageToMonitor ?? old.TrafficPercentage,
        Delivery = request.InternetMeasurementsLogDelivery is null ? old.Delivery : request.InternetMeasurementsLogDelivery.ToDelivery()?.After(old.Delivery, services.Now),
        HealthEvents = request.HealthEventsConfig?.ToConfig() ?? old.HealthEvents,
    };

    private static void Check(UpdateMonitorRequest request, string name)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", name, ModelRules.MonitorName)
            .Texts("resourcesToAdd", request.ResourcesToAdd, ModelRules.ResourceArn)
            .Texts("resourcesToRemove", request.ResourcesToRemove, ModelRules.ResourceArn)
            .Choice("status", request.Status, Words.Active, Words.Inactive)
            .Text("clientToken", request.ClientToken, ModelRules.ClientToken)
            .Range("maxCityNetworksToMonitor", request.MaxCityNetworksToMonitor, ModelRules.MaxCityNetworks)
            .Range("trafficPercentageToMonitor", request.TrafficPercentageToMonitor, ModelRules.TrafficPercentage);
        HealthEventsConfigWire.Check(faults, request.HealthEventsConfig);
        LogDeliveryWire.Check(faults, request.InternetMeasurementsLogDelivery);
        string? both = (request.ResourcesToAdd ?? []).Intersect(request.ResourcesToRemove ?? []).FirstOrDefault();
        faults.That(both is null, "resourcesToRemove", both, "Member must not be among resourcesToAdd too");
        faults.Throw();
    }
}

/// <summary>Members of UpdateMonitor.</summary>
internal sealed record UpdateMonitorRequest
{
    public List<string>? ResourcesToAdd { get; init; }

    public List<string>? ResourcesToRemove { get; init; }

    public string? Status { get; init; }

    public string? ClientToken { get; init; }

    public long? MaxCityNetworksToMonitor { get; init; }

    public long? TrafficPercentageToMonitor { get; init; }

    public LogDeliveryWire? InternetMeasurementsLogDelivery { get; init; }

    public HealthEventsConfigWire? HealthEventsConfig { get; init; }
}

/// <summary>The answer of UpdateMonitor.</summary>
internal sealed record UpdateMonitorResponse
{
    public required string MonitorArn { get; init; }

    public required string Status { get; init; }
}
