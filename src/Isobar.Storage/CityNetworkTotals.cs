using Isobar.Core.Atlas;

namespace Isobar.Storage;

/// <summary>Sums per city-network as columns, the largest first: by bytes both ways, then by connections, then by id.</summary>
public sealed class CityNetworkTotals
{
    /// <summary>Number of rows.</summary>
    public int Count => CityNetwork.Count;

    /// <summary>The city-network of the row.</summary>
    public List<CityNetworkId> CityNetwork { get; } = [];

    /// <summary>Bytes from clients.</summary>
    public List<long> BytesIn { get; } = [];

    /// <summary>Bytes to clients.</summary>
    public List<long> BytesOut { get; } = [];

    /// <summary>Connections or requests.</summary>
    public List<long> Connections { get; } = [];
}
