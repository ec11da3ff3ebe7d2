using System.Collections.Immutable;

namespace Isobar.Core.Monitors;

/// <summary>A monitor as its owner set it up (spec 2.1): whose traffic is watched, how much of it, and when an event opens.</summary>
/// <remarks>Two instances are equal when they share their list of resources; compare parts where that matters.</remarks>
public sealed record TrafficMonitor
{
    /// <summary>Name of the monitor that exists where nobody has made one.</summary>
    public const string DefaultName = "default";

    /// <summary>Unique name, 1 to 255 of `[a-zA-Z0-9_.-]`.</summary>
    public required string Name { get; init; }

    /// <summary>Region of the installation.</summary>
    public required string Region { get; init; }

    /// <summary>Account, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>What is watched; may be empty.</summary>
    public required ImmutableArray<MonitoredResource> Resources { get; init; }

    /// <summary>Part of the traffic to monitor, 1 to 100 percent.</summary>
    public int TrafficPercentage { get; init; } = 100;

    /// <summary>Most city-networks to monitor, 1 to 500,000; null for no maximum.</summary>
    public int? MaximumCityNetworks { get; init; }

    /// <summary>Thresholds of health events.</summary>
    public HealthEventsConfig HealthEvents { get; init; } = new();

    /// <summary>Hysteresis and notification.</summary>
    public EventRules EventRules { get; init; } = new();

    /// <summary>
    /// Takes the health of a network from IPv4 alone and bytes from both families, as the original service does (spec 6.10). By default each family is measured
    /// for itself.
    /// </summary>
    public bool HealthFromIPv4Only { get; init; }

    /// <summary>The config state.</summary>
    public MonitorStatus Status { get; init; } = MonitorStatus.Pending;

    /// <summary>The Amazon Resource Name.</summary>
    public string Arn => $"arn:aws:internetmonitor:{Region}:{Account}:monitor/{Name}";

    /// <summary>The monitor of an installation that has none: all resources, all of their traffic.</summary>
    public static TrafficMonitor Default(string region, string account, ImmutableArray<MonitoredResource> resources) =>
        new() { Name = DefaultName, Region = region, Account = account, Resources = resources, Status = MonitorStatus.Active };
}
