using System.Collections.Immutable;

namespace Isobar.Core.Locations;

/// <summary>The service locations that need no configuration: AWS Regions by name, edges by airport code.</summary>
public static class BuiltInLocations
{
    /// <summary>All of them, Regions first.</summary>
    public static ImmutableArray<ServiceLocation> All { get; } = [.. AwsRegions.All, .. EdgeLocations.All];

    /// <summary>The location of exactly this name (`eu-central-1`, `FRA`), or null.</summary>
    public static ServiceLocation? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return AwsRegions.Find(name) ?? EdgeLocations.FindCode(name);
    }
}
