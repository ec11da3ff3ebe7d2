namespace Isobar.Server.Api.Wire;

/// <summary>How a monitor's traffic did in a range of time: an extension.</summary>
internal sealed record TrafficHealthWire
{
    public double? AvailabilityScore { get; init; }

    public double? PerformanceScore { get; init; }

    public required long BytesTransferred { get; init; }

    /// <summary>Mean by traffic of the medians, milliseconds.</summary>
    public double? RoundTripTime { get; init; }
}
