namespace Isobar.Server.Api.Wire;

/// <summary>One location of a health event (spec 4.5).</summary>
internal sealed record ImpactedLocationWire
{
    public required string ASName { get; init; }

    public required long ASNumber { get; init; }

    public required string Country { get; init; }

    public string? Subdivision { get; init; }

    public string? Metro { get; init; }

    public string? City { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }

    public string? CountryCode { get; init; }

    public required string ServiceLocation { get; init; }

    public required string Status { get; init; }

    public NetworkImpairmentWire? CausedBy { get; init; }

    public required InternetHealthWire InternetHealth { get; init; }

    public required IReadOnlyList<string> Ipv4Prefixes { get; init; }
}

/// <summary>The networks at fault.</summary>
internal sealed record NetworkImpairmentWire
{
    public required IReadOnlyList<NetworkWire> Networks { get; init; }

    public required IReadOnlyList<NetworkWire> AsPath { get; init; }

    public required string NetworkEventType { get; init; }
}

/// <summary>A network.</summary>
internal sealed record NetworkWire
{
    public required string ASName { get; init; }

    public required long ASNumber { get; init; }
}

/// <summary>Both metrics of a location.</summary>
internal sealed record InternetHealthWire
{
    public AvailabilityWire? Availability { get; init; }

    public PerformanceWire? Performance { get; init; }
}

/// <summary>Availability of a location.</summary>
internal sealed record AvailabilityWire
{
    public required double ExperienceScore { get; init; }

    public required double PercentOfTotalTrafficImpacted { get; init; }

    public required double PercentOfClientLocationImpacted { get; init; }
}

/// <summary>Performance of a location.</summary>
internal sealed record PerformanceWire
{
    public double? ExperienceScore { get; init; }

    public double? PercentOfTotalTrafficImpacted { get; init; }

    public double? PercentOfClientLocationImpacted { get; init; }

    public RoundTripTimeWire? RoundTripTime { get; init; }
}

/// <summary>Round-trip times, milliseconds.</summary>
internal sealed record RoundTripTimeWire
{
    public required double P50 { get; init; }

    public required double P90 { get; init; }

    public required double P95 { get; init; }
}
