using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>One pair inside a health event (spec 4.5).</summary>
/// <remarks>Two instances are equal when they share their lists of prefixes, which the tracker sees to.</remarks>
public sealed record ImpactedLocation
{
    /// <summary>Identity of the city-network.</summary>
    public required CityNetworkId CityNetwork { get; init; }

    /// <summary>Where the application answers it.</summary>
    public required string ServiceLocation { get; init; }

    /// <summary>Name of the client network.</summary>
    public required string AsName { get; init; }

    /// <summary>Number of the client network.</summary>
    public required uint AsNumber { get; init; }

    /// <summary>Country, or `N/A`.</summary>
    public required string Country { get; init; }

    /// <summary>ISO 3166-1 alpha-2, or `N/A`.</summary>
    public required string CountryCode { get; init; }

    /// <summary>State, province or region, or `N/A`.</summary>
    public required string Subdivision { get; init; }

    /// <summary>Metropolitan area, or `N/A`.</summary>
    public required string Metro { get; init; }

    /// <summary>City, or `N/A`.</summary>
    public required string City { get; init; }

    /// <summary>Degrees north; null where not known.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east; null where not known.</summary>
    public double? Longitude { get; init; }

    /// <summary>Whether this location is still hit; a resolved event keeps what it was when the event ended.</summary>
    public required EventStatus Status { get; init; }

    /// <summary>Figures of now while the event is active, of its worst window once it is over.</summary>
    public required InternetHealth InternetHealth { get; init; }

    /// <summary>The networks at fault; null where nobody is named.</summary>
    public NetworkImpairment? CausedBy { get; init; }

    /// <summary>What is blamed for it; null where nobody is.</summary>
    public NetworkElement? Blamed { get; init; }

    /// <summary>Some IPv4 prefixes of the affected clients.</summary>
    public ImmutableArray<string> Ipv4Prefixes { get; init; } = [];

    /// <summary>Some IPv6 prefixes of the affected clients; the API has no member for them.</summary>
    public ImmutableArray<string> Ipv6Prefixes { get; init; } = [];

    /// <summary>Start of the first window in which it was hit, Unix seconds.</summary>
    public required long HitSince { get; init; }

    /// <summary>End of the last window in which it was hit, Unix seconds.</summary>
    public required long HitUntil { get; init; }

    /// <summary>Lowest score that it had in the event, 0 to 100.</summary>
    public required double LowestScore { get; init; }

    /// <summary>Usual round-trip time at the median and the 90th percentile, milliseconds; null where it is not learned.</summary>
    public UsualTimes? UsualRoundTripTime { get; init; }

    /// <summary>The latest test that found the drop; null where the score comes from several.</summary>
    public Evidence? Evidence { get; init; }

    /// <summary>Who and where.</summary>
    [JsonIgnore]
    public PairKey Key => new(CityNetwork, ServiceLocation);
}
