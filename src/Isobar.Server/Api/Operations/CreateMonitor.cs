using System.Collections.Immutable;
using System.Text.Json;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>CreateMonitor (spec 3.1).</summary>
internal sealed class CreateMonitor(ApiServices services) : IOperation
{
    public string Method => "POST";

    public string Path => "/v20210603/Monitors";

    public OperationAnswer Execute(OperationInput input)
    {
        CreateMonitorRequest request = input.Read(WireJson.Default.CreateMonitorRequest);
        string account = input.Caller.Account;
        Check(request, account);
        byte[] hash = Idempotency.Hash("", JsonSerializer.SerializeToUtf8Bytes(request, WireJson.Default.CreateMonitorRequest));
        return services.Monitors.Change(() =>
        {
            if (Idempotency.Find(services, account, nameof(CreateMonitor), request.ClientToken, hash) is string before)
            {
                return Idempotency.Again(before);
            }
            string key = MonitorKeys.Of(services.OwnAccount, account, request.MonitorName!);
            if (services.Folder.Monitors.Find(key) is not null)
            {
                throw new ApiException(ErrorShape.Conflict, $"A monitor with the name {request.MonitorName} exists already.");
            }
            if (services.Monitors.All([account]).Count >= services.Limits.Monitors)
            {
                throw new ApiException(ErrorShape.LimitExceeded, $"The account has {services.Limits.Monitors} monitors, which is the limit.");
            }
            MonitorRecord record = Make(request, account, key);
            OperationAnswer answer = OperationAnswer.Of(
                new CreateMonitorResponse { Arn = record.Arn, Status = Words.Of(MonitorStatus.Pending) }, WireJson.Default.CreateMonitorResponse);
            services.Monitors.Put(record, isPending: true, Idempotency.Row(services, account, nameof(CreateMonitor), request.ClientToken, hash, answer));
            return answer;
        });
    }

    private void Check(CreateMonitorRequest request, string account)
    {
        FaultCollector faults = new();
        faults.Required("monitorName", request.MonitorName).Text("monitorName", request.MonitorName, ModelRules.MonitorName)
            .That(
                request.MonitorName is null || MonitorKeys.Fits(services.OwnAccount, account, request.MonitorName), "monitorName", request.MonitorName,
                "Member must have length less than or equal to 241 in an account that is not the server's own")
            .Texts("resources", request.Resources, ModelRules.ResourceArn)
            .Text("clientToken", request.ClientToken, ModelRules.ClientToken)
            .Range("maxCityNetworksToMonitor", request.MaxCityNetworksToMonitor, ModelRules.MaxCityNetworks)
            .Range("trafficPercentageToMonitor", request.TrafficPercentageToMonitor, ModelRules.TrafficPercentage);
        TagRules.Check(faults, request.Tags);
        HealthEventsConfigWire.Check(faults, request.HealthEventsConfig);
        LogDeliveryWire.Check(faults, request.InternetMeasurementsLogDelivery);
        faults.Throw();
        ResourceRules.Check([.. request.Resources ?? []], services.Limits, account, services.Region);
    }

    private MonitorRecord Make(CreateMonitorRequest request, string account, string key) => new()
    {
        Key = key,
        Account = account,
        Name = request.MonitorName!,
        Region = services.Region,
        CreatedAt = services.Now,
        ModifiedAt = services.Now,
        Resources = [.. (request.Resources ?? []).Distinct()],
        TrafficPercentage = (int?)request.TrafficPercentageToMonitor,
        MaximumCityNetworks = (int?)request.MaxCityNetworksToMonitor,
        Delivery = request.InternetMeasurementsLogDelivery?.ToDelivery()?.After(null, services.Now),
        HealthEvents = request.HealthEventsConfig?.ToConfig(),
        Tags = (request.Tags ?? []).ToImmutableSortedDictionary(tag => tag.Key, tag => tag.Value!, StringComparer.Ordinal),
    };
}

/// <summary>Members of CreateMonitor.</summary>
internal sealed record CreateMonitorRequest
{
    public string? MonitorName { get; init; }

    public List<string>? Resources { get; init; }

    public string? ClientToken { get; init; }

    public SortedDictionary<string, string?>? Tags { get; init; }

    public long? MaxCityNetworksToMonitor { get; init; }

    public long? TrafficPercentageToMonitor { get; init; }

    public LogDeliveryWire? InternetMeasurementsLogDelivery { get; init; }

    public HealthEventsConfigWire? HealthEventsConfig { get; init; }
}

/// <summary>The answer of CreateMonitor.</summary>
internal sealed record CreateMonitorResponse
{
    public required string Arn { get; init; }

    public required string Status { get; init; }
}
