using System.Collections.Immutable;
using Isobar.Core.Monitors;

namespace Isobar.Server.Api.Monitors;

/// <summary>
/// A monitor as its owner set it up through the API. What they left out stays null: a client that reads it back (Terraform) would take a default that is filled in
/// for a change that somebody made (spec 3.2).
/// </summary>
internal sealed record MonitorRecord
{
    /// <summary>What the stores know it by; events and measurements carry it.</summary>
    public required string Key { get; init; }

    /// <summary>The account that owns it.</summary>
    public required string Account { get; init; }

    /// <summary>Its name in the account.</summary>
    public required string Name { get; init; }

    /// <summary>Region of the installation.</summary>
    public required string Region { get; init; }

    /// <summary>When it was made, Unix seconds.</summary>
    public required long CreatedAt { get; init; }

    /// <summary>When it last changed, Unix seconds.</summary>
    public required long ModifiedAt { get; init; }

    /// <summary>ARNs of what it watches, in the order of their adding.</summary>
    public ImmutableArray<string> Resources { get; init; } = [];

    /// <summary>Part of the traffic, percent; null where it was not set.</summary>
    public int? TrafficPercentage { get; init; }

    /// <summary>Most city-networks; null where it was not set.</summary>
    public int? MaximumCityNetworks { get; init; }

    /// <summary>Delivery of measurements; null where it was not set.</summary>
    public LogDelivery? Delivery { get; init; }

    /// <summary>Thresholds; null where they were not set.</summary>
    public HealthEventsConfig? HealthEvents { get; init; }

    /// <summary>Tags in ordinal order of their keys.</summary>
    public ImmutableSortedDictionary<string, string> Tags { get; init; } = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>The state that it has or comes to: active or inactive.</summary>
    public MonitorStatus Status { get; init; } = MonitorStatus.Active;

    /// <summary>Settings that the API does not know, kept as they are.</summary>
    public EventRules EventRules { get; init; } = new();

    /// <summary>Whether health is taken from IPv4 alone.</summary>
    public bool HealthFromIPv4Only { get; init; }

    /// <summary>The Amazon Resource Name.</summary>
    public string Arn => $"arn:aws:internetmonitor:{Region}:{Account}:monitor/{Name}";
}
