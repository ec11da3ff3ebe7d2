using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Server.Configuration;

namespace Isobar.Server.Web;

/// <summary>Everything a monitor can watch, and where it answers: the resources of the configuration, and sources that are none of it.</summary>
internal sealed class ResourceBook
{
    private readonly ImmutableSortedDictionary<string, ServiceLocation> _locations;

    /// <param name="configuration">The configuration.</param>
    /// <param name="sources">Sources that are followed, with where they answer; those of the configuration may be among them.</param>
    /// <param name="locations">Service locations besides those of the configuration.</param>
    public ResourceBook(IsobarConfiguration configuration, IEnumerable<(string Source, string Location)> sources, IEnumerable<ServiceLocation> locations)
    {
        (string Source, string Location)[] others = [.. sources.Where(source => !configuration.Sources.ContainsKey(source.Source))];
        string?[] names = [.. configuration.Sources.Values.Select(source => source.Location), .. others.Select(source => source.Location)];
        ServiceLocation[] extra = [.. locations];
        _locations = names.OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(name => Array.Find(extra, location => location.Name == name) ?? configuration.FindLocation(name)).OfType<ServiceLocation>()
            .ToImmutableSortedDictionary(location => location.Name, location => location, StringComparer.Ordinal);
        IEnumerable<(ResourceArn Arn, string Source, string? Location)> all =
        [
            .. configuration.Sources.Values.Select(source => (source.Resource, source.Name, source.Location)),
            .. others.Select(source => (ResourceArn.OfSource(configuration.Region, configuration.Account, source.Source), source.Source, (string?)source.Location)),
        ];
        All =
        [
            .. all.GroupBy(one => one.Arn.Text, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new WatchableResource(
                    group.First().Arn, [.. group.Select(one => one.Source).Distinct().Order(StringComparer.Ordinal)],
                    [.. group.Select(one => one.Location).OfType<string>().Distinct().Order(StringComparer.Ordinal)])),
        ];
    }

    /// <summary>The resources, in the order of their ARNs.</summary>
    public ImmutableArray<WatchableResource> All { get; }

    /// <summary>The service locations that are known, in the order of their names.</summary>
    public IEnumerable<ServiceLocation> Locations => _locations.Values;

    /// <summary>A service location; null where its place is not known.</summary>
    public ServiceLocation? FindLocation(string name) => _locations.GetValueOrDefault(name);
}

/// <summary>A resource that has traffic.</summary>
/// <param name="Arn">Its name.</param>
/// <param name="Sources">The traffic sources that it stands for.</param>
/// <param name="Locations">Where it answers.</param>
internal sealed record WatchableResource(ResourceArn Arn, ImmutableArray<string> Sources, ImmutableArray<string> Locations);
