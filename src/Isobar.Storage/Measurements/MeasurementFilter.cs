using Isobar.Core.Atlas;

namespace Isobar.Storage.Measurements;

/// <summary>Which measurements to read: those of one monitor, since monitors see the same traffic and must not be added up.</summary>
public sealed record MeasurementFilter
{
    /// <summary>The monitor.</summary>
    public required string MonitorName { get; init; }

    /// <summary>First instant, Unix seconds.</summary>
    public required long From { get; init; }

    /// <summary>First instant after the range, Unix seconds.</summary>
    public required long To { get; init; }

    /// <summary>Only these city-networks; null for all. Filters by place or network are given as the set of ids that they mean.</summary>
    public IReadOnlyCollection<CityNetworkId>? CityNetworks { get; init; }

    /// <summary>Only these service locations; null for all.</summary>
    public IReadOnlyCollection<string>? ServiceLocations { get; init; }

    /// <summary>Conditions on place, network and service location; all must hold.</summary>
    public IReadOnlyList<MeasurementCondition> Conditions { get; init; } = [];
}
