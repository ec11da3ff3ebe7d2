using System.Collections.Immutable;
using Isobar.Core.Formats;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Server.Atlases;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;

namespace Isobar.Server.Configuration;

/// <summary>Makes the configuration from what was written, and checks what no key can check alone: locations, zones, resources, buckets, overlapping files.</summary>
internal sealed class ConfigurationAssembler(
    RootEntry entry, ConfigurationNode root, string baseFolder, ConfigurationInputs inputs, FaultList faults)
{
    private readonly SourceAssembler _sources = new(entry, root, baseFolder, inputs, faults);

    /// <summary>The configuration; of use only when no fault has been found.</summary>
    public IsobarConfiguration Assemble()
    {
        ImmutableSortedDictionary<string, ServiceLocation> locations = Locations();
        SortedDictionary<string, ResourceConfiguration> resources = Resources(locations);
        ImmutableSortedDictionary<string, SourceConfiguration> sources = _sources.Assemble(locations, resources);
        CheckOutcomes();
        CheckOutcomeFormats(sources);
        return new()
        {
            Account = entry.Account,
            Region = entry.Region,
            Listen = entry.Listen,
            DataFolder = entry.Data is null
                ? DataHome.FindStores(inputs.Variable)
                : ConfigurationFolders.Absolute(entry.Data, baseFolder, inputs.Environment),
            Locations = locations,
            Sources = sources,
            Resources = resources.ToImmutableSortedDictionary(StringComparer.Ordinal),
            TrustedProxies = entry.TrustedProxies,
            Outcomes = entry.Outcomes,
            Window = entry.Window,
            Grace = entry.Grace,
            RetentionDays = (int)entry.Retention.TotalDays,
            MetricRetentionDays = (int)entry.MetricRetention.TotalDays,
            Webhooks = entry.Webhooks,
            Buckets = Buckets(),
            MeasurementLog = entry.MeasurementLog.Folder is { } logs
                ? new(ConfigurationFolders.Absolute(logs, baseFolder, inputs.Environment), (int)entry.MeasurementLog.Retention.TotalDays)
                : null,
            Memory = entry.Memory,
            Limits = entry.Limits,
            Console = new ConsoleAssembler(entry.Console, root, baseFolder, inputs, faults).Assemble(),
            IsStrict = entry.IsStrict,
            LinkedAccounts = entry.LinkedAccounts,
        };
    }

    private ImmutableSortedDictionary<string, ServiceLocation> Locations()
    {
        foreach (string name in entry.Locations.Keys.Where(name => BuiltInLocations.Find(name) is not null))
        {
            Fault(ConfigurationFaultKind.Conflict, $"'{name}' is a built-in location", "choose another name, or leave it out to use the built-in one", "locations", name);
        }
        foreach ((string name, LocationEntry location) in entry.Locations)
        {
            foreach (string zone in location.Zones.GroupBy(zone => zone, StringComparer.Ordinal).Where(group => group.Count() > 1).Select(group => group.Key))
            {
                Fault(ConfigurationFaultKind.DuplicateKey, $"the zone '{zone}' is there twice", "keep one of them", "locations", name, "zones");
            }
        }
        return entry.Locations.ToImmutableSortedDictionary(
            location => location.Key,
            location => new ServiceLocation(
                location.Key, ServiceLocationKind.Own, location.Value.Place ?? location.Key, location.Value.Latitude, location.Value.Longitude, location.Value.Zones),
            StringComparer.Ordinal);
    }

    private SortedDictionary<string, ResourceConfiguration> Resources(ImmutableSortedDictionary<string, ServiceLocation> locations)
    {
        var resources = new SortedDictionary<string, ResourceConfiguration>(StringComparer.Ordinal);
        foreach ((string name, ResourceEntry resource) in entry.Resources)
        {
            if (!ResourceArn.TryParse(name, out ResourceArn? arn, out string? fault))
            {
                Fault(ConfigurationFaultKind.InvalidValue, $"'{name}' is not the ARN of a resource: {fault}", SourceAssembler.ArnHint, "resources", name);
                continue;
            }
            if (resource.Kind is ResourceKind kind && kind != arn.Kind)
            {
                Fault(ConfigurationFaultKind.Conflict, $"the ARN names a {arn.Kind.Description} ('{arn.Kind}'), not '{kind}'", "leave 'kind' out", "resources", name, "kind");
            }
            if (resource.Location is string location && LocationNames.Find(location, locations) is null)
            {
                Fault(
                    ConfigurationFaultKind.UnknownReference, $"there is no location '{location}'", LocationNames.Hint(location, locations), "resources", name, "location");
            }
            resources[name] = new(arn, arn.Kind, resource.Location ?? (arn.Region.Length > 0 ? arn.Region : null));
        }
        return resources;
    }

    private ImmutableSortedDictionary<string, BucketConfiguration> Buckets()
    {
        foreach ((string name, BucketEntry bucket) in entry.Buckets)
        {
            bool isRemote = bucket is not { Endpoint: null, Region: null, AccessKey: null, SecretKey: null, HasPathStyle: null };
            if (faults.AnyAt(KeyPath.Member("buckets", name)))
            {
                // What is wrong in itself says nothing about the rest.
            }
            else if (bucket.Folder is not null && isRemote)
            {
                Fault(ConfigurationFaultKind.Conflict, "a folder has no endpoint, region, keys or path style", "keep 'folder' alone, or leave it out", "buckets", name, "folder");
            }
            else if (bucket is { Folder: null, Endpoint: null, Region: null })
            {
                Fault(ConfigurationFaultKind.MissingKey, "nothing says where the bucket is", "add 'folder', 'endpoint' or, for Amazon S3, 'region'", "buckets", name);
            }
            else if (bucket.AccessKey is null != bucket.SecretKey is null)
            {
                string missing = bucket.AccessKey is null ? "accessKey" : "secretKey", other = bucket.AccessKey is null ? "secretKey" : "accessKey";
                Fault(
                    ConfigurationFaultKind.MissingKey, $"'{other}' is there and '{missing}' is not", "give both, or neither to take the credentials of the surroundings",
                    "buckets", name, other);
            }
        }
        return entry.Buckets.ToImmutableSortedDictionary(
            bucket => bucket.Key,
            bucket => new BucketConfiguration(
                bucket.Value.Folder is { } folder ? ConfigurationFolders.Absolute(folder, baseFolder, inputs.Environment) : null, bucket.Value.Endpoint,
                bucket.Value.Region ?? entry.Region, bucket.Value.AccessKey, bucket.Value.SecretKey, bucket.Value.HasPathStyle ?? bucket.Value.Endpoint is not null),
            StringComparer.Ordinal);
    }

    private void CheckOutcomes()
    {
        ConfigurationNode? list = root.Find("outcomes")?.Value;
        // Rules that are wrong in themselves lack the conditions that they were meant to have.
        if (list is null || faults.AnyAt("outcomes"))
        {
            return;
        }
        for (int later = 0; later < entry.Outcomes.Length; later++)
        {
            OutcomeRule rule = entry.Outcomes[later];
            string path = KeyPath.Item("outcomes", later);
            if (rule is { Format: null, StatusFrom: null, Termination: null, SentNothing: null })
            {
                faults.Add(
                    ConfigurationFaultKind.MissingKey, list.Items[later].Origin, path, "the rule matches every record", "add format, status, termination or sentNothing");
                continue;
            }
            int earlier = 0;
            while (earlier < later && !entry.Outcomes[earlier].Covers(rule))
            {
                earlier++;
            }
            if (earlier < later)
            {
                faults.Add(
                    ConfigurationFaultKind.Overlap, list.Items[later].Origin, path, $"never applies: {KeyPath.Item("outcomes", earlier)} matches all of its records first",
                    "put the narrower rule first");
            }
        }
    }

    /// <summary>A rule for a format that there is not would never apply, and nobody would notice.</summary>
    private void CheckOutcomeFormats(ImmutableSortedDictionary<string, SourceConfiguration> sources)
    {
        string[] names = [.. LogFormats.Named.Select(named => named.Name)];
        for (int rule = 0; rule < entry.Outcomes.Length; rule++)
        {
            if (entry.Outcomes[rule].Format is string format
                && !names.Contains(format, StringComparer.OrdinalIgnoreCase)
                && !sources.Values.Any(source => format.Equals(source.FormatText, StringComparison.OrdinalIgnoreCase)))
            {
                string path = KeyPath.Item("outcomes", rule);
                faults.Add(
                    ConfigurationFaultKind.UnknownReference, root.Find("outcomes")!.Value.Items[rule].Origin, path, $"there is no format '{format}'",
                    NearestName.Hint(format, names, "name a log format (docs/log-formats.md), or repeat the 'format' of a source"));
            }
        }
    }

    private void Fault(ConfigurationFaultKind kind, string message, string hint, params string[] path) =>
        faults.Add(kind, root.PlaceOf(path), string.Join('.', path), message, hint);
}
