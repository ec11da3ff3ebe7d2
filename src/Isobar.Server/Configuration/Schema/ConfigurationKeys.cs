using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using Isobar.Core.Formats;
using Isobar.Core.Locations;
using Isobar.Core.Traffic;
using Isobar.Server.Configuration.Syntax;
using Isobar.Server.Configuration.Values;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration.Schema;

/// <summary>All keys of the configuration. Loader, environment variables, JSON Schema and the list of what reloads are made from these.</summary>
internal static partial class ConfigurationKeys
{
    public static readonly Key<string> SchemaReference = new(
        "$schema", "Where editors find this schema; Isobar does not read it.", Scalars.Text("the address of the schema"));

    public static readonly Key<string> Account = new(
        "account", "AWS account number that ARNs and the API show.", Scalars.Text("an account number of twelve digits", TwelveDigits()), "\"000000000000\"");

    public static readonly Key<string> Region = new(
        "region", "AWS Region that ARNs and the API show; where your servers are is said by the sources.",
        Scalars.Choice([.. AwsRegions.All.Select(region => (region.Name, region.Name))]), "\"us-east-1\"");

    public static readonly Key<IPEndPoint> Listen = new(
        "listen", "Address and port of the console, the API and /metrics.", Scalars.EndPoint(), "\"127.0.0.1:8610\"");

    public static readonly Key<string> Data = new(
        "data", "Folder of the stores; relative to the folder of this file. "
            + "Left out: 'data' in Isobar's own folder (ISOBAR_HOME, else isobar in XDG_DATA_HOME or ~/.local/share), which holds the geo data too.",
        Scalars.Text("a folder"));

    public static readonly Key<TimeSpan> Window = new(
        "window", "Length of a window: 10s to 5m, a whole part of 5 minutes. Shorter ones detect faster and need more traffic.",
        new ScalarSpec<TimeSpan>(
            ConfigurationNodeKind.Text, "a duration such as 30s or 5m", DurationText.TryRead,
            () => new() { ["type"] = "string", ["pattern"] = DurationText.Pattern })
        {
            Range = WindowRange,
        },
        "\"5m\"");

    public static readonly Key<TimeSpan> Grace = new(
        "grace", "How long a window waits for late records: servers log a request when it ends.", Scalars.Duration(ConfigurationBounds.MinimumGrace, ConfigurationBounds.MaximumGrace), "\"90s\"")
    {
        Reloadable = true,
    };

    public static readonly Key<TimeSpan> Retention = new(
        "retention", "How long tallies and measurements are kept, in whole days. Baselines look back 30 days: less makes them poorer.", Days(), "\"30d\"")
    {
        Reloadable = true,
    };

    public static readonly Key<TimeSpan> MetricRetention = new(
        "metricRetention", "How long points of metrics are kept, in whole days: what PutMetricData sends, and what Isobar publishes itself.", Days(), "\"455d\"");

    public static readonly Key<ImmutableSortedDictionary<string, WebhookConfiguration>> Webhooks = new(
        "webhooks", "Who is told of alarms and health events, by name.", new MapSpec<WebhookConfiguration>(WebhookKeys.Spec, Name(), "an object of webhooks by name"), "{}")
    {
        Reloadable = true,
    };

    public static readonly Key<ImmutableSortedDictionary<string, BucketEntry>> Buckets = new(
        "buckets", "Buckets that measurements can be delivered to, by name: a monitor names one in InternetMeasurementsLogDelivery.",
        new MapSpec<BucketEntry>(
            BucketKeys.Spec, BucketKeys.Name(), "an object of buckets by name", "3 to 63 lower-case letters, digits, '-' or '.', a letter or digit first and last, as S3 wants them"),
        "{}")
    {
        Reloadable = true,
    };

    public static readonly Key<string> LogFolder = new(
        "folder", "Where the files lie; made where it is missing. Relative to the folder of this file. Left out: no log is written.", Scalars.Text("a folder"));

    public static readonly Key<TimeSpan> LogRetention = new("retention", "How long the files are kept, in whole days.", Days(), "\"30d\"");

    public static readonly Key<MeasurementLogEntry> MeasurementLog = new(
        "measurementLog", "Measurements as lines of JSON in files: every five minutes the 500 of each monitor with the most traffic.",
        new SectionSpec<MeasurementLogEntry>([LogFolder, LogRetention], section => new(LogFolder.In(section), LogRetention.In(section))), "{}");

    public static readonly Key<ImmutableArray<IpPrefix>> TrustedProxies = new(
        "trustedProxies", "Proxies whose forwarded addresses (X-Forwarded-For) are believed. A list replaces the default; [] believes nobody.",
        new ListSpec<IpPrefix>(Scalars.Prefix(), "a list of prefixes"),
        """["127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7"]""")
    {
        Reloadable = true,
    };

    public static readonly Key<ImmutableArray<OutcomeRule>> Outcomes = new(
        "outcomes", "Your own rules for what counts as a failure, and whose; the first that matches a record decides, before the rules of its format.",
        new ListSpec<OutcomeRule>(OutcomeKeys.Spec, "a list of outcome rules"), "[]")
    {
        Reloadable = true,
    };

    public static readonly Key<ImmutableSortedDictionary<string, LocationEntry>> Locations = new(
        "locations", "Service locations of your own by name. AWS Regions and edges (by airport code) are built in.",
        new MapSpec<LocationEntry>(LocationKeys.Spec, Name(), "an object of locations by name"), "{}");

    public static readonly Key<ImmutableSortedDictionary<string, ResourceEntry>> Resources = new(
        "resources", "AWS resources by ARN. Those that sources name need not be listed, unless their location is not the Region of the ARN.",
        new MapSpec<ResourceEntry>(ResourceKeys.Spec, null, "an object of resources by ARN"), "{}");

    public static readonly Key<ImmutableSortedDictionary<string, SourceEntry>> Sources = new(
        "sources", "Where traffic records come from, by name.", new MapSpec<SourceEntry>(SourceKeys.Spec, Name(), "an object of sources by name"), "{}");

    public static readonly Key<long> OpenTallies = new(
        "openTallies", "Memory for tallies of open windows; beyond it they are spilled to the data folder.", Scalars.Size(ConfigurationBounds.MinimumMemory, ConfigurationBounds.MaximumMemory), "\"256MB\"");

    public static readonly Key<long> DuckDb = new(
        "duckDb", "Memory limit of the measurement store; the process takes about 100 MB more.", Scalars.Size(ConfigurationBounds.MinimumMemory, ConfigurationBounds.MaximumMemory), "\"256MB\"");

    public static readonly Key<MemoryBudgets> Memory = new(
        "memory", "Memory budgets.",
        new SectionSpec<MemoryBudgets>([OpenTallies, DuckDb], section => new(OpenTallies.In(section), DuckDb.In(section))), "{}");

    public static readonly Key<long> MaximumLine = new(
        "maximumLineLength", "Longer lines are counted and skipped.", Scalars.Size(ConfigurationBounds.MinimumLineLength, ConfigurationBounds.MaximumLineLength), "\"64KiB\"");

    public static readonly Key<int> MaximumStrata = new(
        "maximumStrata", "Records of further strata (zones and edges, address families, methods) are counted as overflow.", Scalars.Integer(1, 65_536), "4096");

    public static readonly Key<int> RequestsPerSecond = new(
        "requestsPerSecond", "API requests that a key may make in a second, for a long time; twice as many at once.", Scalars.Integer(1, 1_000_000), "1000");

    public static readonly Key<int> MonitorsPerAccount = new(
        "monitorsPerAccount", "Monitors that an account may make by the API; 0 is no limit.", Scalars.Integer(0, 1_000_000), "0");

    public static readonly Key<int> ResourcesPerMonitor = new(
        "resourcesPerMonitor", "Resources that a monitor may have; 0 is no limit.", Scalars.Integer(0, 1_000_000), "0");

    public static readonly Key<LimitSettings> Limits = new(
        "limits", "Bounds: lines and strata beyond them are counted, not kept; requests beyond them are refused.",
        new SectionSpec<LimitSettings>(
            [MaximumLine, MaximumStrata, RequestsPerSecond, MonitorsPerAccount, ResourcesPerMonitor],
            section => new((int)MaximumLine.In(section), MaximumStrata.In(section))
            {
                RequestsPerSecond = RequestsPerSecond.In(section),
                MonitorsPerAccount = MonitorsPerAccount.In(section),
                ResourcesPerMonitor = ResourcesPerMonitor.In(section),
            }),
        "{}");

    public static readonly Key<ConsoleSettings> Console = new("console", "How people sign in to the console.", ConsoleKeys.Spec, "{}");

    public static readonly Key<bool> Compatibility = new(
        "compatibility", "'strict' holds the API to the quotas of Amazon's service (50 monitors, 50 resources), its mix of resource kinds, and one Region; 'open' does not.",
        Scalars.Choice(("open", false), ("strict", true)), "\"open\"");

    public static readonly Key<ImmutableSortedDictionary<string, ImmutableArray<string>>> LinkedAccounts = new(
        "linkedAccounts", "Of an account, the other accounts whose monitors it may read (LinkedAccountId, IncludeLinkedAccounts).",
        new MapSpec<ImmutableArray<string>>(
            new ListSpec<string>(Scalars.Text("an account number of twelve digits", TwelveDigits()), "a list of account numbers"), TwelveDigits(),
            "an object of lists of accounts by account"),
        "{}");

    /// <summary>The whole file.</summary>
    public static readonly SectionSpec<RootEntry> Root = new(
        [
            SchemaReference, Account, Region, Listen, Data, Locations, Sources, Resources, TrustedProxies, Window, Grace, Retention, MetricRetention, Outcomes, Webhooks, Buckets, MeasurementLog, Memory, Limits,
            Console, Compatibility, LinkedAccounts,
        ],
        section => new(
            Account.In(section)!,
            Region.In(section)!,
            Listen.In(section)!,
            Data.In(section),
            Locations.In(section)!,
            Sources.In(section)!,
            Resources.In(section)!,
            TrustedProxies.In(section),
            Outcomes.In(section),
            Window.In(section),
            Grace.In(section),
            Retention.In(section),
            MetricRetention.In(section),
            Webhooks.In(section)!,
            Buckets.In(section)!,
            MeasurementLog.In(section)!,
            Memory.In(section)!,
            Limits.In(section)!,
            Console.In(section)!,
            Compatibility.In(section),
            LinkedAccounts.In(section)!));

    /// <summary>All keys with their paths in the form `sources.*.files`, in the order of documentation.</summary>
    public static ImmutableArray<(string Path, KeySpec Key)> All { get; } = [.. Below("", Root, reloadable: false).Select(key => (key.Path, key.Key))];

    private static readonly HashSet<string> s_reloadable = [.. Below("", Root, reloadable: false).Where(key => key.Reloadable).Select(key => key.Path)];

    /// <summary>Whether a running server takes over a new value of the key at this path (in the form `sources.*.files`).</summary>
    public static bool IsReloadable(string path) => s_reloadable.Contains(path);

    private static IEnumerable<(string Path, KeySpec Key, bool Reloadable)> Below(string path, ValueSpec spec, bool reloadable)
    {
        foreach (KeySpec key in spec.Keys)
        {
            string keyPath = KeyPath.Member(path, key.Name);
            yield return (keyPath, key, reloadable || key.Reloadable);
            ValueSpec below = key.Spec;
            string belowPath = keyPath;
            while (below.Item is not null)
            {
                belowPath += below.Accepts == ConfigurationNodeKind.List ? "[]" : ".*";
                below = below.Item;
            }
            foreach ((string Path, KeySpec Key, bool Reloadable) deeper in Below(belowPath, below, reloadable || key.Reloadable))
            {
                yield return deeper;
            }
        }
    }

    private static string? WindowRange(TimeSpan window)
    {
        bool allowed = window >= ConfigurationBounds.ShortestWindow && window <= ConfigurationBounds.LongestWindow && ConfigurationBounds.LongestWindow.Ticks % window.Ticks == 0;
        return allowed ? null : "10s, 12s, 15s, 20s, 25s, 30s, 50s, 1m, 75s, 100s, 150s or 5m: whole parts of five minutes";
    }

    private static ScalarSpec<TimeSpan> Days() =>
        new(
            ConfigurationNodeKind.Text, "a number of days such as 30d",
            (string text, out TimeSpan value) => DurationText.TryRead(text, out value) && text.EndsWith('d'),
            () => new() { ["type"] = "string", ["pattern"] = "^[0-9]{1,7}d$" })
        {
            Range = value => value < TimeSpan.FromDays(1) || value > TimeSpan.FromDays(3660) ? "from 1d to 3660d" : null,
        };

    [GeneratedRegex("^[0-9]{12}\\z")]
    private static partial Regex TwelveDigits();

    /// <summary>Names of sources and locations stand in ARNs and in environment variables.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\\z")]
    private static partial Regex Name();
}
