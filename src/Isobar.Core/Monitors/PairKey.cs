using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

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

    /// <summary>Whether both are the same pair. Written out as that of <see cref="CityNetworkId"/>.</summary>
    public bool Equals(PairKey other) => CityNetwork == other.CityNetwork && ServiceLocation == other.ServiceLocation;

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)StableHash.Combine(CityNetwork.Value, (uint)ServiceLocation.GetHashCode(StringComparison.Ordinal)));
}
