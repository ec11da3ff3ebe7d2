using System.Collections.Immutable;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration.Schema;

/// <summary>The keys of a location of the user's own.</summary>
internal static class LocationKeys
{
    public static readonly Key<double> Latitude = new("latitude", "Degrees north.", Scalars.Degrees(90)) { Required = true, Reloadable = true };

    public static readonly Key<double> Longitude = new("longitude", "Degrees east.", Scalars.Degrees(180)) { Required = true, Reloadable = true };

    public static readonly Key<string> Place = new("place", "Name of the place for people. Left out: the location's name.", Scalars.Text("the name of a place"));

    public static readonly Key<ImmutableArray<string>> Zones = new(
        "zones", "Zones that fail apart from each other, such as racks or halls.", new ListSpec<string>(Scalars.Text("the name of a zone"), "a list of zones"), "[]");

    /// <summary>A location.</summary>
    public static readonly SectionSpec<LocationEntry> Spec = new(
        [Latitude, Longitude, Place, Zones],
        section => new(Latitude.In(section), Longitude.In(section), Place.In(section), Zones.In(section)));
}
