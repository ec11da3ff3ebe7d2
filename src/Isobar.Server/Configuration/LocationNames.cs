using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Server.Configuration.Syntax;

namespace Isobar.Server.Configuration;

/// <summary>Finds locations by name, and what was meant by a name that none has.</summary>
internal static class LocationNames
{
    /// <summary>The user's own location of this name, else a built-in one, else null.</summary>
    public static ServiceLocation? Find(string name, ImmutableSortedDictionary<string, ServiceLocation> own) =>
        own.GetValueOrDefault(name) ?? BuiltInLocations.Find(name);

    /// <summary>What to do about a name that no location has.</summary>
    public static string Hint(string name, ImmutableSortedDictionary<string, ServiceLocation> own)
    {
        // Airport codes are three letters: any is near any other, so only their case can be mended.
        string? meant = BuiltInLocations.Find(name.ToUpperInvariant())?.Name
            ?? NearestName.Find(name, own.Keys.Concat(AwsRegions.All.Select(region => region.Name)));
        return meant is null ? "name an AWS Region, an edge's airport code, or an entry of 'locations'" : $"did you mean '{meant}'?";
    }
}
