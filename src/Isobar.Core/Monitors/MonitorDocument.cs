using System.Collections.Immutable;
using System.Text.Json;

namespace Isobar.Core.Monitors;

/// <summary>The settings of a monitor as a JSON document: what the store keeps of it.</summary>
public static class MonitorDocument
{
    private const int FormatVersion = 1;

    /// <summary>Writes the settings.</summary>
    public static string Write(TrafficMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        return JsonSerializer.Serialize(
            new StoredMonitor
            {
                Version = FormatVersion,
                Name = monitor.Name,
                Region = monitor.Region,
                Account = monitor.Account,
                Resources = [.. monitor.Resources.Select(resource => new StoredResource(resource.Arn.Text, resource.Sources))],
                TrafficPercentage = monitor.TrafficPercentage,
                MaximumCityNetworks = monitor.MaximumCityNetworks,
                HealthEvents = monitor.HealthEvents,
                EventRules = monitor.EventRules,
                HealthFromIPv4Only = monitor.HealthFromIPv4Only,
                Status = monitor.Status,
            },
            MonitorJson.Default.StoredMonitor);
    }

    /// <summary>Reads written settings.</summary>
    /// <exception cref="FormatException">The text is none of this version; the message says what is wrong.</exception>
    public static TrafficMonitor Read(string document)
    {
        StoredMonitor? stored;
        try
        {
            stored = JsonSerializer.Deserialize(document, MonitorJson.Default.StoredMonitor);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The settings of a monitor cannot be read: {fault.Message}", fault);
        }
        if (stored is not { Version: FormatVersion })
        {
            throw new FormatException($"The settings of a monitor have version {stored?.Version}, expected {FormatVersion}: they were written by another release.");
        }
        return new()
        {
            Name = stored.Name,
            Region = stored.Region,
            Account = stored.Account,
            Resources = [.. stored.Resources.Select(resource => new MonitoredResource(ArnOf(resource.Arn), resource.Sources))],
            TrafficPercentage = stored.TrafficPercentage,
            MaximumCityNetworks = stored.MaximumCityNetworks,
            HealthEvents = stored.HealthEvents,
            EventRules = stored.EventRules,
            HealthFromIPv4Only = stored.HealthFromIPv4Only,
            Status = stored.Status,
        };
    }

    private static ResourceArn ArnOf(string text) => ResourceArn.TryParse(text, out ResourceArn? arn, out string? fault)
        ? arn
        : throw new FormatException($"The settings of a monitor name the resource '{text}': {fault}.");
}

/// <summary>A monitor as it is written.</summary>
internal sealed record StoredMonitor
{
    public required int Version { get; init; }

    public required string Name { get; init; }

    public required string Region { get; init; }

    public required string Account { get; init; }

    public required ImmutableArray<StoredResource> Resources { get; init; }

    public required int TrafficPercentage { get; init; }

    public int? MaximumCityNetworks { get; init; }

    public required HealthEventsConfig HealthEvents { get; init; }

    public required EventRules EventRules { get; init; }

    public bool HealthFromIPv4Only { get; init; }

    public required MonitorStatus Status { get; init; }
}

/// <summary>A resource as it is written.</summary>
/// <param name="Arn">Its name.</param>
/// <param name="Sources">The sources it stands for.</param>
internal sealed record StoredResource(string Arn, ImmutableArray<string> Sources);
