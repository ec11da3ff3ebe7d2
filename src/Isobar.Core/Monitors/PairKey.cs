using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>What tells pairs apart over restarts and machines, unlike their numbers: who the users are and where they are answered.</summary>
/// <param name="CityNetwork">Who the users are.</param>
/// <param name="ServiceLocation">Where the application answers them.</param>
public readonly record struct PairKey(CityNetworkId CityNetwork, string ServiceLocation) : IComparable<PairKey>
{
    /// <summary>The order in which sums are taken and lists are written: city-network, then location by ordinal.</summary>
    public int CompareTo(PairKey other)
    {
        int order = CityNetwork.CompareTo(other.CityNetwork);
        return order != 0 ? order : string.CompareOrdinal(ServiceLocation, other.ServiceLocation);
    }
}
