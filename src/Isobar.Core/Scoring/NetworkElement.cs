using Isobar.Core.Traffic;

namespace Isobar.Core.Scoring;

/// <summary>Something that pairs share and that can be at fault: an aggregate to test, and a suspect to blame.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="ServiceLocation">The service location it is seen from; empty for an element seen from all of them.</param>
/// <param name="Key">
/// What tells it from others of its kind: empty for a location, the zone, `4` or `6`, ASNs joined by blanks for a path, an ASN in decimal digits for networks,
/// a country code, country code/subdivision/metro or country code/subdivision/metro/city for places, and the sixteen digits of a city-network for a pair.
/// </param>
public readonly record struct NetworkElement(ElementKind Kind, string ServiceLocation, string Key) : IComparable<NetworkElement>
{
    /// <summary>Order of suspicion, then ordinal.</summary>
    public int CompareTo(NetworkElement other)
    {
        int order = Kind.CompareTo(other.Kind);
        order = order != 0 ? order : string.CompareOrdinal(ServiceLocation, other.ServiceLocation);
        return order != 0 ? order : string.CompareOrdinal(Key, other.Key);
    }

    /// <summary>Whether both are the same element. Written out as that of <see cref="Atlas.CityNetworkId"/>.</summary>
    public bool Equals(NetworkElement other) => Kind == other.Kind && ServiceLocation == other.ServiceLocation && Key == other.Key;

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)StableHash.Combine(
        ((ulong)Kind << 32) | (uint)ServiceLocation.GetHashCode(StringComparison.Ordinal), (uint)Key.GetHashCode(StringComparison.Ordinal)));
}
