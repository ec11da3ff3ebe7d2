using Isobar.Core.Atlas;

namespace Isobar.Storage.Explorer;

/// <summary>City-networks and their traffic, as columns, the most bytes first: the dots of a map.</summary>
public sealed class ExplorerPlaces
{
    /// <summary>Number of city-networks.</summary>
    public int Count => CityNetwork.Count;

    /// <summary>City-network with its names and coordinates; those are NaN where nobody knows them.</summary>
    public required IReadOnlyList<CityNetwork> CityNetwork { get; init; }

    /// <summary>Availability score; null where there is none.</summary>
    public required IReadOnlyList<double?> Availability { get; init; }

    /// <summary>Performance score; null where there is none.</summary>
    public required IReadOnlyList<double?> Performance { get; init; }

    /// <summary>Bytes from users.</summary>
    public required IReadOnlyList<long> BytesIn { get; init; }

    /// <summary>Bytes to users.</summary>
    public required IReadOnlyList<long> BytesOut { get; init; }

    /// <summary>50th percentile of round-trip times, milliseconds; null where it is not known.</summary>
    public required IReadOnlyList<double?> RttP50Millis { get; init; }
}
