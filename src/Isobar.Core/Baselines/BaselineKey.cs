using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>What has a baseline of its own: a city-network in one stratum.</summary>
/// <param name="CityNetwork">Who the users are.</param>
/// <param name="Stratum">Service location, zone, address family and method.</param>
public readonly record struct BaselineKey(CityNetworkId CityNetwork, HealthStratum Stratum) : IComparable<BaselineKey>
{
    /// <summary>City-network first, then stratum, so that what belongs to a city-network stays together in a store.</summary>
    public int CompareTo(BaselineKey other)
    {
        int order = CityNetwork.CompareTo(other.CityNetwork);
        return order != 0 ? order : Stratum.CompareTo(other.Stratum);
    }

    /// <summary>Whether both are the same; written out as that of <see cref="CityNetworkId"/>.</summary>
    public bool Equals(BaselineKey other) => CityNetwork == other.CityNetwork && (ReferenceEquals(Stratum, other.Stratum) || Stratum.Equals(other.Stratum));

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)StableHash.Combine(CityNetwork.Value, (uint)Stratum.GetHashCode()));
}
