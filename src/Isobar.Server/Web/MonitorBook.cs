using Isobar.Core.Monitors;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Operations;
using Isobar.Server.Api.Wire;
using Isobar.Server.Web.Wire;

namespace Isobar.Server.Web;

/// <summary>
/// Makes and changes monitors by the operations of the AWS-compatible API: the same rules, quotas and effects, whoever asks. What the console calls otherwise is translated here.
/// </summary>
internal sealed class MonitorBook(ApiServices services)
{
    private readonly Caller _caller = new(services.OwnAccount, null, AccessPolicy.Full);

    /// <summary>A monitor.</summary>
    /// <exception cref="ApiException">There is none of this name.</exception>
    public MonitorRecord Get(string name) => services.Monitors.Get(services.OwnAccount, name);

    /// <summary>All monitors of the installation's own account.</summary>
    public IReadOnlyList<MonitorRecord> All() => services.Monitors.All([services.OwnAccount]);

    /// <summary>Whether the server made it, since nobody made one.</summary>
    public bool IsDefault(MonitorRecord record) => services.Folder.Monitors.Find(record.Key) is null;

    /// <summary>Makes one.</summary>
    public MonitorRecord Create(CreateMonitorBody body)
    {
        CreateMonitorRequest request = new()
        {
            MonitorName = body.Name,
            Resources = body.Resources,
            Tags = body.Tags,
            TrafficPercentageToMonitor = body.TrafficPercentage,
            MaxCityNetworksToMonitor = body.MaximumCityNetworks,
            HealthEventsConfig = ConfigOf(body.Thresholds),
            InternetMeasurementsLogDelivery = DeliveryOf(body.Delivery),
        };
        if (request is { TrafficPercentageToMonitor: null, MaxCityNetworksToMonitor: null })
        {
            request = request with { TrafficPercentageToMonitor = 100 };
        }
        new CreateMonitor(services).Execute(Input([], "", OperationAnswer.Of(request, WireJson.Default.CreateMonitorRequest).Body));
        return Get(body.Name!);
    }

    /// <summary>Changes one.</summary>
    public MonitorRecord Update(string name, UpdateMonitorBody body)
    {
        MonitorRecord old = Get(name);
        UpdateMonitorRequest request = new()
        {
            ResourcesToAdd = body.Resources is null ? null : [.. body.Resources.Except(old.Resources)],
            ResourcesToRemove = body.Resources is null ? null : [.. old.Resources.Except(body.Resources)],
            Status = body.Status?.ToUpperInvariant(),
            TrafficPercentageToMonitor = body.TrafficPercentage,
            MaxCityNetworksToMonitor = body.MaximumCityNetworks,
            HealthEventsConfig = ConfigOf(body.Thresholds),
            InternetMeasurementsLogDelivery = DeliveryOf(body.Delivery),
        };
        new UpdateMonitor(services).Execute(Input([name], "", OperationAnswer.Of(request, WireJson.Default.UpdateMonitorRequest).Body));
        if (body.Tags is { } tags)
        {
            string[] gone = [.. old.Tags.Keys.Where(key => !tags.ContainsKey(key))];
            if (gone.Length > 0)
            {
                new UntagResource(services).Execute(Input([old.Arn], string.Join('&', gone.Select(key => $"tagKeys={Uri.EscapeDataString(key)}")), default));
            }
            if (tags.Count > 0)
            {
                new TagResource(services).Execute(Input([old.Arn], "", OperationAnswer.Of(new TagResourceRequest { Tags = tags }, WireJson.Default.TagResourceRequest).Body));
            }
        }
        return Get(name);
    }

    /// <summary>Deletes one, active or not.</summary>
    public void Delete(string name)
    {
        if (IsDefault(Get(name)))
        {
            throw ConsoleFault.Conflict($"The monitor {name} is there since nobody has made one. Make one: it takes its place.");
        }
        new DeleteMonitor(services).Execute(Input([name], "Force=true", default));
    }

    private OperationInput Input(string[] labels, string query, ReadOnlyMemory<byte> body) => new(_caller, labels, new RawTarget("", query), body);

    private static LogDeliveryWire? DeliveryOf(DeliveryBody? delivery) => delivery is null ? null : new()
    {
        S3Config = new()
        {
            BucketName = delivery.Bucket,
            BucketPrefix = delivery.Prefix,
            LogDeliveryStatus = delivery.Bucket is not null && delivery.IsEnabled != false ? LocalHealthEventsConfigWire.Enabled : LocalHealthEventsConfigWire.Disabled,
        },
    };

    private static HealthEventsConfigWire? ConfigOf(ThresholdsWire? thresholds) => thresholds is null ? null : new()
    {
        AvailabilityScoreThreshold = thresholds.Availability,
        PerformanceScoreThreshold = thresholds.Performance,
        AvailabilityLocalHealthEventsConfig = ConfigOf(thresholds.AvailabilityLocal),
        PerformanceLocalHealthEventsConfig = ConfigOf(thresholds.PerformanceLocal),
    };

    private static LocalHealthEventsConfigWire? ConfigOf(LocalThresholdsWire? local) => local is null ? null : new()
    {
        Status = local.IsEnabled is bool isEnabled ? isEnabled ? LocalHealthEventsConfigWire.Enabled : LocalHealthEventsConfigWire.Disabled : null,
        HealthScoreThreshold = local.Score,
        MinTrafficImpact = local.MinTrafficImpact,
    };

    /// <summary>Thresholds as answers tell them.</summary>
    public static ThresholdsWire ThresholdsOf(HealthEventsConfig? config)
    {
        HealthEventsConfig known = config ?? new HealthEventsConfig();
        static LocalThresholdsWire Local(LocalHealthEventsConfig local) => new(local.IsEnabled, local.HealthScoreThreshold, local.MinTrafficImpact);
        return new(known.AvailabilityScoreThreshold, known.PerformanceScoreThreshold, Local(known.AvailabilityLocal), Local(known.PerformanceLocal));
    }
}
