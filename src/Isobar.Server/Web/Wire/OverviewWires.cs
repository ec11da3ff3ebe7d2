namespace Isobar.Server.Web.Wire;

/// <summary>How a monitor does and did.</summary>
internal sealed record OverviewAnswer
{
    public required long Now { get; init; }

    public required long From { get; init; }

    public required long To { get; init; }

    public required int StepSeconds { get; init; }

    public long? Watermark { get; init; }

    public required string WeighedIn { get; init; }

    public CurrentWire? Current { get; init; }

    public required OverviewTotalsWire Totals { get; init; }

    public required OverviewSeriesWire Series { get; init; }

    public required IReadOnlyList<EventSummaryWire> Events { get; init; }

    public required IReadOnlyList<AnnotationWire> Annotations { get; init; }

    public required IReadOnlyList<MaintenanceWire> Maintenance { get; init; }
}

/// <summary>The last window.</summary>
internal sealed record CurrentWire(
    double? Availability, double? Performance, double TestablePercent, long At, double TrafficMonitoredPercent, int CityNetworksMonitored, int OpenEvents);

/// <summary>The whole range.</summary>
internal sealed record OverviewTotalsWire(long BytesIn, long BytesOut, double? RttP50, double? RttP90, double? RttP95, double? Availability, double? Performance);

/// <summary>The range over time.</summary>
internal sealed record OverviewSeriesWire(
    IReadOnlyList<long> Times, IReadOnlyList<double?> Availability, IReadOnlyList<double?> Performance, IReadOnlyList<long?> BytesIn, IReadOnlyList<long?> BytesOut, IReadOnlyList<double?> RttP50);

/// <summary>City-networks on the map.</summary>
internal sealed record MapAnswer(long From, long To, bool IsCut, string WeighedIn, MapPointsWire Points, IReadOnlyList<LocationWire> Locations);

/// <summary>City-networks as columns, the greatest traffic first.</summary>
internal sealed record MapPointsWire
{
    public required IReadOnlyList<string> Id { get; init; }

    public required IReadOnlyList<string> City { get; init; }

    public required IReadOnlyList<string> Metro { get; init; }

    public required IReadOnlyList<string> Subdivision { get; init; }

    public required IReadOnlyList<string> Country { get; init; }

    public required IReadOnlyList<string> CountryCode { get; init; }

    public required IReadOnlyList<uint> Asn { get; init; }

    public required IReadOnlyList<string> Network { get; init; }

    public required IReadOnlyList<double?> Latitude { get; init; }

    public required IReadOnlyList<double?> Longitude { get; init; }

    public required IReadOnlyList<long> BytesIn { get; init; }

    public required IReadOnlyList<long> BytesOut { get; init; }

    public required IReadOnlyList<double> TrafficPercent { get; init; }

    public required IReadOnlyList<double?> Availability { get; init; }

    public required IReadOnlyList<double?> Performance { get; init; }

    public required IReadOnlyList<double?> RttP50 { get; init; }

    public required IReadOnlyList<string?> EventId { get; init; }
}

/// <summary>Entries of the weather map.</summary>
internal sealed record WeatherAnswer(long Now, long From, long To, bool IsCut, IReadOnlyList<WeatherEventWire> Events);

/// <summary>An entry of the weather map.</summary>
internal sealed record WeatherEventWire
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public required string Type { get; init; }

    public required string Status { get; init; }

    public required long StartedAt { get; init; }

    public long? EndedAt { get; init; }

    public required string City { get; init; }

    public required string Metro { get; init; }

    public required string Subdivision { get; init; }

    public required string Country { get; init; }

    public required string CountryCode { get; init; }

    public required uint Asn { get; init; }

    public required string Network { get; init; }

    public double? Latitude { get; init; }

    public double? Longitude { get; init; }
}
