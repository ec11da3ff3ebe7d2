using System.Collections.Immutable;

namespace Isobar.Core.Locations;

/// <summary>
/// Where the application answers: a Region, an edge or a data centre of the user's own.
/// Two instances are equal when they share their zone list; compare parts where that matters.
/// </summary>
/// <param name="Name">The name in sources, tallies and the API, such as `eu-central-1`, `FRA` or `rack-bern`.</param>
/// <param name="Kind">What stands there.</param>
/// <param name="Place">Name of the place for people, such as `Frankfurt`.</param>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="Zones">Zones by name; empty for Regions (whose zone names follow a rule, see <see cref="HasZone"/>) and for edges.</param>
public sealed record ServiceLocation(
    string Name,
    ServiceLocationKind Kind,
    string Place,
    double Latitude,
    double Longitude,
    ImmutableArray<string> Zones)
{
    /// <summary>
    /// Whether a zone of this name can belong here. In a Region that is a zone name (`eu-central-1a`), the name of a Local or Wavelength Zone (`us-west-2-lax-1a`) or a
    /// zone id (`euc1-az1`): AWS adds zones without notice and deals the letters out per account, so the rule is the form of the name, not a list.
    /// </summary>
    public bool HasZone(string zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return Kind switch
        {
            ServiceLocationKind.Region => AwsZoneNames.Belongs(zone, Name),
            ServiceLocationKind.Own => Zones.Contains(zone, StringComparer.Ordinal),
            _ => false,
        };
    }
}
