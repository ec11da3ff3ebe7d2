using System.Collections.Immutable;
using Isobar.Core.Locations;

namespace Isobar.Simulator.Worlds;

/// <summary>The service locations of a world that is given none: six data centres of two or three zones.</summary>
public static class SimulatedLocations
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<ServiceLocation> All { get; } =
    [
        Location("frankfurt", "Frankfurt", 50.11, 8.68, 3),
        Location("virginia", "Ashburn", 39.04, -77.49, 3),
        Location("oregon", "Portland", 45.52, -122.68, 2),
        Location("sao-paulo", "Sao Paulo", -23.55, -46.63, 2),
        Location("mumbai", "Mumbai", 19.08, 72.88, 3),
        Location("tokyo", "Tokyo", 35.68, 139.77, 3),
    ];

    /// <summary>The source of a zone's records: one exporter in each zone, one in a location without zones.</summary>
    public static string SourceOf(string location, string zone) => $"{(zone.Length > 0 ? zone : location)}-web";

    /// <summary>A location of one's own with numbered zones.</summary>
    internal static ServiceLocation Location(string name, string place, double latitude, double longitude, int zones) => new(
        name, ServiceLocationKind.Own, place, latitude, longitude, [.. Enumerable.Range(1, zones).Select(zone => $"{name}-{(char)('a' + zone - 1)}")]);
}
