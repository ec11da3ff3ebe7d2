using System.Collections.Immutable;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Validation;
using Isobar.Server.Api.Wire;

namespace Isobar.Server.Api.Operations;

/// <summary>GetMonitor (spec 3.2), and as an extension how the monitor's traffic did in a range of time (spec 17, rows 1 and 2).</summary>
internal sealed class GetMonitor(ApiServices services) : IOperation
{
    public string Method => "GET";

    public string Path => "/v20210603/Monitors/{}";

    public OperationAnswer Execute(OperationInput input)
    {
        FaultCollector faults = new();
        faults.Text("monitorName", input.Labels[0], ModelRules.MonitorName);
        string? linked = input.Parameter("LinkedAccountId");
        faults.Text("linkedAccountId", linked, ModelRules.Account);
        TrafficHealthQuestion? question = TrafficHealthQuestion.Read(input, faults, services.Now);
        faults.Throw();
        MonitorRecord record = services.Monitors.Get(services.Accounts.Resolve(input.Caller.Account, linked), input.Labels[0]);
        ProcessingStatus processing = services.Monitors.ProcessingOf(record);
        return OperationAnswer.Of(
            new GetMonitorResponse
            {
                MonitorName = record.Name,
                MonitorArn = record.Arn,
                Resources = record.Resources,
                Status = Words.Of(services.Monitors.StatusOf(record)),
                CreatedAt = Words.Time(record.CreatedAt),
                ModifiedAt = Words.Time(record.ModifiedAt),
                ProcessingStatus = Words.Of(processing),
                ProcessingStatusInfo = Words.InfoOf(processing),
                Tags = record.Tags,
                MaxCityNetworksToMonitor = record.MaximumCityNetworks,
                TrafficPercentageToMonitor = record.TrafficPercentage,
                InternetMeasurementsLogDelivery = LogDeliveryWire.Of(record.Delivery),
                HealthEventsConfig = HealthEventsConfigWire.Of(record.HealthEvents),
                TrafficHealth = question?.Answer(services.Folder, record, services.Monitors.WeightOf(record)),
            },
            WireJson.Default.GetMonitorResponse);
    }
}

/// <summary>The answer of GetMonitor.</summary>
internal sealed record GetMonitorResponse
{
    public required string MonitorName { get; init; }

    public required string MonitorArn { get; init; }

    public required ImmutableArray<string> Resources { get; init; }

    public required string Status { get; init; }

    public required string CreatedAt { get; init; }

    public required string ModifiedAt { get; init; }

    public required string ProcessingStatus { get; init; }

    public required string ProcessingStatusInfo { get; init; }

    public required ImmutableSortedDictionary<string, string> Tags { get; init; }

    public int? MaxCityNetworksToMonitor { get; init; }

    public int? TrafficPercentageToMonitor { get; init; }

    public required LogDeliveryWire InternetMeasurementsLogDelivery { get; init; }

    public HealthEventsConfigWire? HealthEventsConfig { get; init; }

    public TrafficHealthWire? TrafficHealth { get; init; }
}
