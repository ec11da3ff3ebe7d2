namespace Isobar.Server.Web.Wire;

/// <summary>The monitors.</summary>
internal sealed record MonitorsAnswer(long Now, StripTimesWire Strip, IReadOnlyList<MonitorSummaryWire> Monitors);

/// <summary>The steps of the strips.</summary>
internal sealed record StripTimesWire(int StepSeconds, IReadOnlyList<long> Times);

/// <summary>A monitor in the list.</summary>
internal sealed record MonitorSummaryWire
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required bool IsDefault { get; init; }

    public required string Status { get; init; }

    public required string Processing { get; init; }

    public required long CreatedAt { get; init; }

    public required long ModifiedAt { get; init; }

    public required int Resources { get; init; }

    public required int TrafficPercentage { get; init; }

    public int? MaximumCityNetworks { get; init; }

    public ScoresWire? Scores { get; init; }

    public required int OpenEvents { get; init; }

    public required IReadOnlyList<string> OpenEventIds { get; init; }

    public required TrafficWire Traffic { get; init; }

    public required StripWire Strip { get; init; }
}

/// <summary>Scores of the last window.</summary>
internal sealed record ScoresWire(double? Availability, double? Performance, double TestablePercent, long At);

/// <summary>Traffic of a day.</summary>
internal sealed record TrafficWire(long BytesIn, long BytesOut, long Connections, long CityNetworks);

/// <summary>How a monitor did, step by step.</summary>
internal sealed record StripWire(IReadOnlyList<string> State, IReadOnlyList<double?> Availability, IReadOnlyList<double?> Performance);

/// <summary>A monitor's settings.</summary>
internal sealed record MonitorWire
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required bool IsDefault { get; init; }

    public required string Status { get; init; }

    public required string Processing { get; init; }

    public required long CreatedAt { get; init; }

    public required long ModifiedAt { get; init; }

    public required IReadOnlyList<ResourceNameWire> Resources { get; init; }

    public required int TrafficPercentage { get; init; }

    public int? MaximumCityNetworks { get; init; }

    public required ThresholdsWire Thresholds { get; init; }

    public required IReadOnlyDictionary<string, string> Tags { get; init; }

    public required string WeighedIn { get; init; }

    public DeliveryWire? Delivery { get; init; }
}

/// <summary>A resource by name.</summary>
internal sealed record ResourceNameWire(string Arn, string Kind, string KindName, string Name);

/// <summary>When health events open; what is absent in a request has its default.</summary>
internal sealed record ThresholdsWire(double? Availability, double? Performance, LocalThresholdsWire? AvailabilityLocal, LocalThresholdsWire? PerformanceLocal);

/// <summary>When local health events open.</summary>
internal sealed record LocalThresholdsWire(bool? IsEnabled, double? Score, double? MinTrafficImpact);

/// <summary>Makes a monitor.</summary>
internal sealed record CreateMonitorBody
{
    public string? Name { get; init; }

    public List<string>? Resources { get; init; }

    public int? TrafficPercentage { get; init; }

    public int? MaximumCityNetworks { get; init; }

    public ThresholdsWire? Thresholds { get; init; }

    public SortedDictionary<string, string?>? Tags { get; init; }

    public DeliveryBody? Delivery { get; init; }
}

/// <summary>Changes a monitor; what is absent stays.</summary>
internal sealed record UpdateMonitorBody
{
    public List<string>? Resources { get; init; }

    public int? TrafficPercentage { get; init; }

    public int? MaximumCityNetworks { get; init; }

    public ThresholdsWire? Thresholds { get; init; }

    public SortedDictionary<string, string?>? Tags { get; init; }

    public DeliveryBody? Delivery { get; init; }

    public string? Status { get; init; }
}

/// <summary>What a monitor can watch.</summary>
internal sealed record ResourcesAnswer(IReadOnlyList<ResourceWire> Resources);

/// <summary>A resource with its traffic.</summary>
internal sealed record ResourceWire
{
    public required string Arn { get; init; }

    public required string Kind { get; init; }

    public required string KindName { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<string> Sources { get; init; }

    public required IReadOnlyList<LocationWire> Locations { get; init; }

    public required TrafficWire Traffic { get; init; }

    public required IReadOnlyList<string> Monitors { get; init; }
}

/// <summary>A service location.</summary>
internal sealed record LocationWire(string Name, double? Latitude, double? Longitude);
