using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Isobar.Core.Monitors;
using Isobar.Storage.Monitors;

namespace Isobar.Server.Api.Monitors;

/// <summary>
/// Monitors as rows of the store. The document is that of <see cref="MonitorDocument"/>, which the pipeline reads, with one member more, `Api`: what its owner said
/// and the settings do not show. A row without that member was made by the server itself.
/// </summary>
/// <param name="region">Region of the installation.</param>
/// <param name="ownAccount">Account of the installation.</param>
/// <param name="sourcesOf">The traffic sources that a resource stands for, by its ARN.</param>
internal sealed class MonitorRecordCodec(string region, string ownAccount, Func<string, IReadOnlyList<string>> sourcesOf)
{
    private const string Member = "Api";

    /// <summary>The settings as the pipeline takes them: resources without a traffic source are left out, as they have no traffic.</summary>
    public TrafficMonitor SettingsOf(MonitorRecord record) => new()
    {
        Name = record.Key,
        Region = record.Region,
        Account = record.Account,
        Resources = [.. record.Resources.Select(ResourceOf).OfType<MonitoredResource>()],
        TrafficPercentage = record.TrafficPercentage ?? 100,
        MaximumCityNetworks = record.MaximumCityNetworks,
        HealthEvents = record.HealthEvents ?? new HealthEventsConfig(),
        EventRules = record.EventRules,
        HealthFromIPv4Only = record.HealthFromIPv4Only,
        Status = record.Status,
    };

    /// <summary>The row.</summary>
    public MonitorRow Write(MonitorRecord record)
    {
        JsonObject document = JsonNode.Parse(MonitorDocument.Write(SettingsOf(record)))!.AsObject();
        document[Member] = JsonSerializer.SerializeToNode(
            new ApiPart(record.Resources, record.TrafficPercentage, record.Delivery, record.HealthEvents is not null, record.Tags), ApiPartJson.Default.ApiPart);
        return new MonitorRow(record.Key, record.Account, record.CreatedAt, record.ModifiedAt, document.ToJsonString());
    }

    /// <summary>Reads a row.</summary>
    /// <exception cref="FormatException">The document was written by another release.</exception>
    public MonitorRecord Read(MonitorRow row)
    {
        TrafficMonitor settings = MonitorDocument.Read(row.Json);
        using JsonDocument document = JsonDocument.Parse(row.Json);
        ApiPart? api = document.RootElement.TryGetProperty(Member, out JsonElement part) ? part.Deserialize(ApiPartJson.Default.ApiPart) : null;
        MonitorRecord record = new()
        {
            Key = row.Name,
            Account = row.Account,
            Name = MonitorKeys.NameOf(ownAccount, row.Account, row.Name),
            Region = region,
            CreatedAt = row.CreatedAt,
            ModifiedAt = row.ModifiedAt,
            MaximumCityNetworks = settings.MaximumCityNetworks,
            Status = settings.Status,
            EventRules = settings.EventRules,
            HealthFromIPv4Only = settings.HealthFromIPv4Only,
        };
        return api is null
            ? record with { Resources = [.. settings.Resources.Select(resource => resource.Arn.Text)], TrafficPercentage = settings.TrafficPercentage }
            : record with
            {
                Resources = api.Resources,
                TrafficPercentage = api.TrafficPercentage,
                Delivery = api.Delivery,
                HealthEvents = api.HasThresholds ? settings.HealthEvents : null,
                Tags = api.Tags.WithComparers(StringComparer.Ordinal),
            };
    }

    /// <summary>A monitor that the server made and never stored: all of its resources, all of their traffic.</summary>
    public MonitorRecord Unstored(TrafficMonitor settings) => new()
    {
        Key = settings.Name,
        Account = ownAccount,
        Name = settings.Name,
        Region = region,
        CreatedAt = 0,
        ModifiedAt = 0,
        Resources = [.. settings.Resources.Select(resource => resource.Arn.Text)],
        TrafficPercentage = settings.TrafficPercentage,
    };

    private MonitoredResource? ResourceOf(string text) =>
        sourcesOf(text) is { Count: > 0 } sources && ResourceArn.TryParse(text, out ResourceArn? arn, out _) ? new MonitoredResource(arn, [.. sources]) : null;
}

/// <summary>What the API keeps of a monitor beyond its settings.</summary>
internal sealed record ApiPart(
    ImmutableArray<string> Resources, int? TrafficPercentage, LogDelivery? Delivery, bool HasThresholds, ImmutableSortedDictionary<string, string> Tags);
