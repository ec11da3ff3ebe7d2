namespace Isobar.Server.Api.Wire;

/// <summary>An entry of the weather map (spec 4.7).</summary>
internal sealed record InternetEventWire
{
    public required string EventId { get; init; }

    public required string EventArn { get; init; }

    public required string StartedAt { get; init; }

    public string? EndedAt { get; init; }

    public required ClientLocationWire ClientLocation { get; init; }

    public required string EventType { get; init; }

    public required string EventStatus { get; init; }
}

/// <summary>Who is hit.</summary>
internal sealed record ClientLocationWire
{
    public required string ASName { get; init; }

    public required long ASNumber { get; init; }

    public required string Country { get; init; }

    public required string City { get; init; }

    /// <summary>Required by the model: 0 where it is not known.</summary>
    public required double Latitude { get; init; }

    /// <summary>Required by the model: 0 where it is not known.</summary>
    public required double Longitude { get; init; }

    public string? Subdivision { get; init; }

    public string? Metro { get; init; }
}
