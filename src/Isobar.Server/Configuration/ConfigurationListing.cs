using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Locations;
using Isobar.Server.Configuration.Schema;
using Isobar.Server.Configuration.Values;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration;

/// <summary>The configuration as a flat list of keys and texts, defaults included: what two configurations are compared by, and what `check-config --json` shows.</summary>
internal static class ConfigurationListing
{
    /// <summary>What stands for a value that is inherited or recognised.</summary>
    private const string Automatic = "(automatic)";

    /// <summary>All keys in ordinal order of their paths.</summary>
    public static SortedDictionary<string, Entry> Of(IsobarConfiguration configuration)
    {
        var listing = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        void Add(string path, string text) => listing[path] = new(path, text);

        Add("account", configuration.Account);
        Add("region", configuration.Region);
        Add("listen", configuration.Listen.ToString());
        Add("data", configuration.DataFolder);
        Add("window", DurationText.Write(configuration.Window));
        Add("grace", DurationText.Write(configuration.Grace));
        Add("retention", string.Create(CultureInfo.InvariantCulture, $"{configuration.RetentionDays}d"));
        Add("metricRetention", string.Create(CultureInfo.InvariantCulture, $"{configuration.MetricRetentionDays}d"));
        Add("trustedProxies", List(configuration.TrustedProxies.Select(prefix => prefix.ToString())));
        Add("outcomes", List(configuration.Outcomes.Select(Rule)));
        Add("memory.openTallies", SizeText.Write(configuration.Memory.OpenTalliesBytes));
        Add("memory.duckDb", SizeText.Write(configuration.Memory.DuckDbBytes));
        Add("limits.maximumLineLength", SizeText.Write(configuration.Limits.MaximumLineLengthBytes));
        Add("limits.maximumStrata", configuration.Limits.MaximumStrata.ToString(CultureInfo.InvariantCulture));
        Add("limits.requestsPerSecond", configuration.Limits.RequestsPerSecond.ToString(CultureInfo.InvariantCulture));
        Add("limits.monitorsPerAccount", configuration.Limits.MonitorsPerAccount.ToString(CultureInfo.InvariantCulture));
        Add("limits.resourcesPerMonitor", configuration.Limits.ResourcesPerMonitor.ToString(CultureInfo.InvariantCulture));
        Add("console.userHeader", configuration.Console.UserHeader ?? "");
        Add("console.roleHeader", configuration.Console.RoleHeader ?? "");
        Add("console.proxyRole", configuration.Console.ProxyRole);
        Add("console.proxies", List(configuration.Console.Proxies.Select(prefix => prefix.ToString())));
        if (configuration.Console.OpenId is OpenIdSettings provider)
        {
            AddProvider(Add, provider);
        }
        Add("measurementLog.folder", configuration.MeasurementLog?.Folder ?? "");
        Add("measurementLog.retention", configuration.MeasurementLog is { } log ? string.Create(CultureInfo.InvariantCulture, $"{log.RetentionDays}d") : "");
        Add("compatibility", configuration.IsStrict ? "strict" : "open");
        foreach ((string account, System.Collections.Immutable.ImmutableArray<string> linked) in configuration.LinkedAccounts)
        {
            listing[$"linkedAccounts.{account}"] = new("linkedAccounts", List(linked));
        }
        foreach ((string name, WebhookConfiguration webhook) in configuration.Webhooks)
        {
            AddWebhook(listing, name, webhook);
        }
        foreach ((string name, BucketConfiguration bucket) in configuration.Buckets)
        {
            AddBucket(listing, name, bucket);
        }
        foreach (ServiceLocation location in configuration.Locations.Values)
        {
            AddLocation(listing, location);
        }
        foreach (ResourceConfiguration resource in configuration.Resources.Values)
        {
            listing[$"resources.{resource.Arn}.kind"] = new("resources.*.kind", resource.Kind.Name);
            listing[$"resources.{resource.Arn}.location"] = new("resources.*.location", resource.Location ?? Automatic);
        }
        foreach (SourceConfiguration source in configuration.Sources.Values)
        {
            AddSource(listing, source);
        }
        return listing;
    }

    private static void AddLocation(SortedDictionary<string, Entry> listing, ServiceLocation location)
    {
        void Add(string key, string text) => listing[$"locations.{location.Name}.{key}"] = new($"locations.*.{key}", text);

        Add("latitude", location.Latitude.ToString(CultureInfo.InvariantCulture));
        Add("longitude", location.Longitude.ToString(CultureInfo.InvariantCulture));
        Add("place", location.Place);
        Add("zones", List(location.Zones));
    }

    /// <summary>Addresses and headers of webhooks are secrets as often as not, so of them only a fingerprint is shown, which tells that they changed.</summary>
    private static void AddWebhook(SortedDictionary<string, Entry> listing, string name, WebhookConfiguration webhook)
    {
        void Add(string key, string text) => listing[$"webhooks.{name}.{key}"] = new($"webhooks.*.{key}", text);

        Add("url", $"{webhook.Url.GetLeftPart(UriPartial.Authority)}/... ({Fingerprint(webhook.Url.AbsoluteUri)})");
        Add("headers", List(webhook.Headers.Select(header => $"{header.Key} ({Fingerprint(header.Value)})")));
        Add("actions", List(webhook.Actions));
        Add("healthEvents", webhook.HealthEvents ? "true" : "false");
    }

    private static void AddProvider(Action<string, string> add, OpenIdSettings provider)
    {
        void Add(string key, string text) => add($"console.openIdConnect.{key}", text);

        Add("authority", provider.Authority.AbsoluteUri);
        Add("clientId", provider.ClientId);
        Add("clientSecret", provider.ClientSecret is null ? "" : $"({Fingerprint(provider.ClientSecret)})");
        Add("clientSecretFile", provider.ClientSecretFile ?? "");
        Add("scopes", List(provider.Scopes));
        Add("nameClaim", provider.NameClaim);
        Add("roleClaim", provider.RoleClaim ?? "");
        Add("viewers", List(provider.Viewers));
        Add("editors", List(provider.Editors));
        Add("admins", List(provider.Admins));
        Add("otherRole", provider.OtherRole ?? OpenIdKeys.NoRole);
        Add("displayName", provider.DisplayName);
        Add("address", provider.Address?.AbsoluteUri ?? Automatic);
    }

    /// <summary>Of the secret only a fingerprint is shown.</summary>
    private static void AddBucket(SortedDictionary<string, Entry> listing, string name, BucketConfiguration bucket)
    {
        void Add(string key, string text) => listing[$"buckets.{name}.{key}"] = new($"buckets.*.{key}", text);

        if (bucket.Folder is { } folder)
        {
            Add("folder", folder);
            return;
        }
        Add("endpoint", bucket.Endpoint?.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped) ?? Automatic);
        Add("region", bucket.Region);
        Add("accessKey", bucket.AccessKey ?? Automatic);
        Add("secretKey", bucket.SecretKey is { } secret ? $"({Fingerprint(secret)})" : Automatic);
        Add("pathStyle", bucket.HasPathStyle ? "true" : "false");
    }

    private static string Fingerprint(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..8];

    private static void AddSource(SortedDictionary<string, Entry> listing, SourceConfiguration source)
    {
        void Add(string key, string text) => listing[$"sources.{source.Name}.{key}"] = new($"sources.*.{key}", text);

        Add("kind", source.Kind.ToString().ToLowerInvariant());
        Add("files", List(source.Files));
        Add("format", source.Format ?? Automatic);
        Add("columns", List(source.Columns));
        Add("fields", List(source.Fields.Select(entry => $"{entry.Key}={entry.Value}")));
        Add("location", source.Location ?? Automatic);
        Add("zone", source.Zone);
        Add("resource", source.Resource.Text);
        Add("resourceKind", source.ResourceKind.Name);
        Add("timeZone", UtcOffsetText.Write(source.TimeZone));
        Add("grace", source.Grace is TimeSpan grace ? DurationText.Write(grace) : Automatic);
        Add("maximumLineLength", SizeText.Write(source.MaximumLineLengthBytes));
    }

    private static string Rule(OutcomeRule rule)
    {
        string?[] parts =
        [
            rule.Format is null ? null : $"format {rule.Format}",
            rule is { StatusFrom: int from, StatusTo: int to } ? $"status {StatusRange.Write(from, to)}" : null,
            rule.Termination is null ? null : $"termination {rule.Termination}",
            rule.SentNothing is bool nothing ? $"sentNothing {(nothing ? "true" : "false")}" : null,
        ];
        return $"{string.Join(" ", parts.Where(part => part is not null))} -> {rule.Outcome}";
    }

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";

    /// <summary>A value.</summary>
    /// <param name="KeyPath">The key in the form `sources.*.files`.</param>
    /// <param name="Text">The value as text.</param>
    internal readonly record struct Entry(string KeyPath, string Text);
}
