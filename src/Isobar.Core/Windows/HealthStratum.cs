using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>
/// What the health of a pair is measured in: one zone of a service location, one address family, one measurement method. Sources do not tell strata apart here:
/// all evidence about a pair goes into one set of tests, whichever resource it came through.
/// </summary>
/// <param name="ServiceLocation">Where the application answers.</param>
/// <param name="Zone">Zone of the service location; empty where it has none.</param>
/// <param name="Family">Address family of the clients.</param>
/// <param name="Method">What was timed.</param>
public sealed record HealthStratum(string ServiceLocation, string Zone, AddressFamily Family, MeasurementMethod Method) : IComparable<HealthStratum>
{
    /// <summary>The stratum that a source's traffic is evidence for.</summary>
    public static HealthStratum Of(Stratum stratum)
    {
        ArgumentNullException.ThrowIfNull(stratum);
        return new(stratum.ServiceLocation, stratum.Zone, stratum.Family, stratum.Method);
    }

    /// <summary>Whether both are the same; written out as that of <see cref="Atlas.CityNetworkId"/>.</summary>
    public bool Equals(HealthStratum? other) => ReferenceEquals(this, other)
        || (other is not null && ServiceLocation == other.ServiceLocation && Zone == other.Zone && Family == other.Family && Method == other.Method);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((int)StableHash.Combine(
        ((ulong)Family << 40) | ((ulong)Method << 32) | (uint)ServiceLocation.GetHashCode(StringComparison.Ordinal), (uint)Zone.GetHashCode(StringComparison.Ordinal)));

    /// <summary>Ordinal order of the parts.</summary>
    public int CompareTo(HealthStratum? other)
    {
        if (other is null)
        {
            return 1;
        }
        int order = string.CompareOrdinal(ServiceLocation, other.ServiceLocation);
        order = order != 0 ? order : string.CompareOrdinal(Zone, other.Zone);
        order = order != 0 ? order : Family.CompareTo(other.Family);
        return order != 0 ? order : Method.CompareTo(other.Method);
    }
}
