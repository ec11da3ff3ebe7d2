using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>A city-network in the ranking that decides which are monitored.</summary>
/// <param name="CityNetwork">Who it is; ties are broken by its ASN and names.</param>
/// <param name="Volume">Traffic of the ranking hour, or of the hour before its open event.</param>
/// <param name="IsHeld">Whether it is in an open event and so keeps its place.</param>
internal readonly record struct RankedCityNetwork(CityNetwork CityNetwork, long Volume, bool IsHeld) : IComparable<RankedCityNetwork>
{
    /// <summary>Most traffic first; ties by ASN, then location text (spec 6.7), at last by identity.</summary>
    public int CompareTo(RankedCityNetwork other)
    {
        int order = other.Volume.CompareTo(Volume);
        order = order != 0 ? order : CityNetwork.Asn.CompareTo(other.CityNetwork.Asn);
        order = order != 0 ? order : string.CompareOrdinal(CityNetwork.Country, other.CityNetwork.Country);
        order = order != 0 ? order : string.CompareOrdinal(CityNetwork.Subdivision, other.CityNetwork.Subdivision);
        order = order != 0 ? order : string.CompareOrdinal(CityNetwork.Metro, other.CityNetwork.Metro);
        order = order != 0 ? order : string.CompareOrdinal(CityNetwork.City, other.CityNetwork.City);
        return order != 0 ? order : CityNetwork.Id.CompareTo(other.CityNetwork.Id);
    }
}
