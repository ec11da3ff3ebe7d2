using System.Collections.Immutable;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration;

/// <summary>Makes the sources, and checks each against locations, resources and the other sources.</summary>
internal sealed class SourceAssembler(RootEntry entry, ConfigurationNode root, string baseFolder, ConfigurationInputs inputs, FaultList faults)
{
    /// <summary>What an ARN that can be monitored looks like.</summary>
    public const string ArnHint = "for example arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-0123456789abcdef0";

    private const string JsonFormat = "json";
    private readonly List<(string Source, FileGlob Glob)> _globs = [];

    /// <summary>The sources; adds the resources they stand for to <paramref name="resources"/>.</summary>
    public ImmutableSortedDictionary<string, SourceConfiguration> Assemble(
        ImmutableSortedDictionary<string, ServiceLocation> locations, SortedDictionary<string, ResourceConfiguration> resources)
    {
        ImmutableSortedDictionary<string, SourceConfiguration>.Builder sources = ImmutableSortedDictionary.CreateBuilder<string, SourceConfiguration>(StringComparer.Ordinal);
        foreach ((string name, SourceEntry source) in entry.Sources)
        {
            SourceConfiguration made = Source(name, source, locations, resources);
            CheckFormat(made);
            CheckZone(made, locations);
            CheckFiles(made);
            sources[name] = made;
            // Several sources may stand for one resource; their locations have been compared.
            resources.TryAdd(made.Resource.Text, new(made.Resource, made.ResourceKind, made.Location));
        }
        return sources.ToImmutable();
    }

    private SourceConfiguration Source(
        string name, SourceEntry source, ImmutableSortedDictionary<string, ServiceLocation> locations, SortedDictionary<string, ResourceConfiguration> resources)
    {
        ResourceArn arn = ArnOf(name, source);
        ResourceConfiguration? resource = resources.GetValueOrDefault(arn.Text);
        string? resourceLocation = resource?.Location ?? (source.Resource is not null && arn.Region.Length > 0 && arn.Kind != ResourceKind.Source ? arn.Region : null);
        return new()
        {
            Name = name,
            Kind = source.Kind,
            Files = [.. source.Files.Select(glob => ConfigurationFolders.Absolute(glob, baseFolder, inputs.Environment))],
            Format = source.Format ?? (source.Fields.IsEmpty ? null : JsonFormat),
            Columns = source.Columns,
            Fields = source.Fields,
            Location = LocationOf(name, source, KindOf(name, source, arn), resourceLocation, locations),
            Zone = source.Zone ?? "",
            Resource = arn,
            ResourceKind = source.ResourceKind ?? arn.Kind,
            TimeZone = source.TimeZone,
            Grace = source.Grace,
            MaximumLineLengthBytes = (int)(source.MaximumLineLengthBytes ?? entry.Limits.MaximumLineLengthBytes),
        };
    }

    private ResourceArn ArnOf(string name, SourceEntry source)
    {
        var own = ResourceArn.OfSource(entry.Region, entry.Account, name);
        if (source.Resource is null)
        {
            return own;
        }
        if (!ResourceArn.TryParse(source.Resource, out ResourceArn? arn, out string? fault))
        {
            Fault(ConfigurationFaultKind.InvalidValue, $"'{source.Resource}' is not the ARN of a resource: {fault}", ArnHint, name, "resource");
            return own;
        }
        if (arn.Kind == ResourceKind.Source && arn != own)
        {
            Fault(ConfigurationFaultKind.Conflict, $"'{arn}' is the ARN of another source", "leave 'resource' out: a source has its own ARN", name, "resource");
        }
        return arn;
    }

    private ResourceKind KindOf(string name, SourceEntry source, ResourceArn arn)
    {
        bool ownArn = arn.Kind == ResourceKind.Source;
        if (!ownArn && source.ResourceKind is ResourceKind kind && kind != arn.Kind)
        {
            Fault(
                ConfigurationFaultKind.Conflict, $"the resource is a {arn.Kind.Description} ('{arn.Kind}'), not '{kind}'", "leave 'resourceKind' out", name, "resourceKind");
        }
        return ownArn ? source.ResourceKind ?? arn.Kind : arn.Kind;
    }

    private string? LocationOf(
        string name, SourceEntry source, ResourceKind kind, string? resourceLocation, ImmutableSortedDictionary<string, ServiceLocation> locations)
    {
        if (source.Location is null)
        {
            // A location of a wrong type has its own fault; so has an ARN that would have told it.
            bool isTold = root.Contains("sources", name, "location") || root.Contains("sources", name, "resource");
            if (resourceLocation is null && kind != ResourceKind.CloudFront && !isTold)
            {
                Fault(
                    ConfigurationFaultKind.MissingKey, "the key 'location' is missing: distances and Regions are told from it",
                    "name an AWS Region such as eu-central-1, an edge, or an entry of 'locations'", name);
            }
            return resourceLocation;
        }
        if (LocationNames.Find(source.Location, locations) is null)
        {
            Fault(ConfigurationFaultKind.UnknownReference, $"there is no location '{source.Location}'", LocationNames.Hint(source.Location, locations), name, "location");
        }
        else if (resourceLocation is not null && resourceLocation != source.Location)
        {
            Fault(
                ConfigurationFaultKind.Conflict, $"the source is in '{source.Location}', its resource in '{resourceLocation}'",
                "leave 'location' out here, or set it for the resource under 'resources'", name, "location");
        }
        return source.Location;
    }

    private void CheckZone(SourceConfiguration source, ImmutableSortedDictionary<string, ServiceLocation> locations)
    {
        if (source.Zone.Length == 0 || (source.Location is not null && LocationNames.Find(source.Location, locations) is null))
        {
            return;
        }
        if (!source.ResourceKind.HasZones)
        {
            Fault(ConfigurationFaultKind.Conflict, $"a {source.ResourceKind.Description} is not told apart by zone", "leave 'zone' out", source.Name, "zone");
            return;
        }
        ServiceLocation? location = source.Location is null ? null : LocationNames.Find(source.Location, locations);
        if (location?.HasZone(source.Zone) == true)
        {
            return;
        }
        string hint = location switch
        {
            { Kind: ServiceLocationKind.Region } => $"such as {location.Name}a",
            { Zones.IsEmpty: false } => NearestName.Hint(source.Zone, location.Zones, $"known there: {string.Join(", ", location.Zones)}"),
            { Kind: ServiceLocationKind.Own } => $"list it under locations.{location.Name}.zones",
            _ => "edges have no zones: leave it out",
        };
        Fault(ConfigurationFaultKind.UnknownReference, $"'{source.Zone}' is not a zone of '{source.Location}'", hint, source.Name, "zone");
    }

    private void CheckFormat(SourceConfiguration source)
    {
        if (!source.Fields.IsEmpty && source.Format != JsonFormat)
        {
            Fault(ConfigurationFaultKind.Conflict, $"'fields' is for JSON lines, the format is '{source.Format}'", "leave 'format' out, or 'fields'", source.Name, "fields");
            return;
        }
        if (!source.Columns.IsEmpty && (source.Format is null || !source.Fields.IsEmpty))
        {
            Fault(ConfigurationFaultKind.Conflict, "'columns' needs a 'format' that has columns", "name the format whose columns these are", source.Name, "columns");
            return;
        }
        if (!source.Columns.IsEmpty && ColumnFormats.All.All(named => !named.Name.Equals(source.Format, StringComparison.OrdinalIgnoreCase)))
        {
            Fault(
                ConfigurationFaultKind.Conflict, $"the format '{source.Format}' takes no columns", $"those that do: {string.Join(", ", ColumnFormats.All.Select(named => named.Name))}",
                source.Name, "columns");
            return;
        }
        if (source.FormatText is not string text || inputs.CheckFormat is null)
        {
            return;
        }
        (string key, string hint) = !source.Fields.IsEmpty ? ("fields", "docs/log-formats.md lists fields and units")
            : !source.Columns.IsEmpty ? ("columns", "docs/log-formats.md lists the columns of each format")
            : ("format", "leave 'format' out to have it recognised");
        foreach (string fault in inputs.CheckFormat(text))
        {
            Fault(ConfigurationFaultKind.InvalidFormat, fault, hint, source.Name, key);
        }
    }

    /// <summary>The same file in two sources would be counted twice; within a source it is read once.</summary>
    private void CheckFiles(SourceConfiguration source)
    {
        FileGlob[] globs = [.. source.Files.Select(file => new FileGlob(file))];
        foreach (FileGlob glob in globs)
        {
            (string? other, FileGlob? same) = _globs.Find(earlier => earlier.Glob.Overlaps(glob));
            if (same is not null)
            {
                Fault(
                    ConfigurationFaultKind.Overlap,
                    $"'{glob.Pattern}' can match the same file as '{same.Pattern}' of the source '{other}', which would be counted twice",
                    "make the globs exclude each other", source.Name, "files");
            }
        }
        _globs.AddRange(globs.Select(glob => (source.Name, glob)));
    }

    private void Fault(ConfigurationFaultKind kind, string message, string hint, params string[] path)
    {
        string[] full = ["sources", .. path];
        faults.Add(kind, root.PlaceOf(full), string.Join('.', full), message, hint);
    }
}
