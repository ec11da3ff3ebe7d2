using System.Collections.Immutable;
using System.Net;
using Isobar.Core.Formats;
using Isobar.Core.Locations;
using Isobar.Core.Traffic;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration;

/// <summary>
/// The whole configuration, checked, with defaults filled in. Collections are compared by reference: ask <see cref="ConfigurationChange"/> for what differs.
/// </summary>
public sealed record IsobarConfiguration
{
    /// <summary>The account that ARNs and the API show, twelve digits.</summary>
    public required string Account { get; init; }

    /// <summary>The Region that ARNs and the API show.</summary>
    public required string Region { get; init; }

    /// <summary>Where the HTTP server listens.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The folder of the stores, absolute.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The user's own service locations by name; AWS Regions and edges are built in.</summary>
    public required ImmutableSortedDictionary<string, ServiceLocation> Locations { get; init; }

    /// <summary>Traffic sources by name.</summary>
    public required ImmutableSortedDictionary<string, SourceConfiguration> Sources { get; init; }

    /// <summary>Everything a monitor can watch, by ARN: the configured resources and those that sources stand for.</summary>
    public required ImmutableSortedDictionary<string, ResourceConfiguration> Resources { get; init; }

    /// <summary>Proxies whose forwarded addresses are believed.</summary>
    public required ImmutableArray<IpPrefix> TrustedProxies { get; init; }

    /// <summary>The user's own outcome rules, first match first.</summary>
    public required ImmutableArray<OutcomeRule> Outcomes { get; init; }

    /// <summary>Length of a window, 10 s to 5 min, a whole part of five minutes.</summary>
    public required TimeSpan Window { get; init; }

    /// <summary>How long a window waits for late records.</summary>
    public required TimeSpan Grace { get; init; }

    /// <summary>How long tallies and measurements are kept, in days.</summary>
    public required int RetentionDays { get; init; }

    /// <summary>How long points of metrics are kept, in days.</summary>
    public required int MetricRetentionDays { get; init; }

    /// <summary>Who is told of alarms and health events, by name.</summary>
    public required ImmutableSortedDictionary<string, WebhookConfiguration> Webhooks { get; init; }

    /// <summary>Buckets that measurements can be delivered to, by name.</summary>
    public ImmutableSortedDictionary<string, BucketConfiguration> Buckets { get; init; } = ImmutableSortedDictionary<string, BucketConfiguration>.Empty;

    /// <summary>The log of measurements in files; null for none.</summary>
    public MeasurementLogConfiguration? MeasurementLog { get; init; }

    /// <summary>Memory budgets.</summary>
    public required MemoryBudgets Memory { get; init; }

    /// <summary>Bounds.</summary>
    public required LimitSettings Limits { get; init; }

    /// <summary>How people sign in to the console.</summary>
    public ConsoleSettings Console { get; init; } = new();

    /// <summary>Whether the API has the quotas and rules of Amazon's service.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Of an account, the accounts whose monitors it may read.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> LinkedAccounts { get; init; } = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>What the parser of a log is told that belongs to no source: proxies and outcome rules, times without an offset taken as UTC.</summary>
    public ParserOptions DefaultParserOptions => new(new TrustedProxies(TrustedProxies), new OutcomeRules(Outcomes), TimeSpan.Zero);

    /// <summary>What the parser of a source's format is told.</summary>
    public ParserOptions ParserOptionsFor(SourceConfiguration source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return DefaultParserOptions with { UtcOffset = source.TimeZone };
    }

    /// <summary>The location of this name, the user's own or a built-in one; null when there is none.</summary>
    public ServiceLocation? FindLocation(string name) => Locations.GetValueOrDefault(name) ?? BuiltInLocations.Find(name);

    /// <summary>How long windows wait for late records of a source.</summary>
    public TimeSpan GraceOf(SourceConfiguration source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.Grace ?? Grace;
    }
}
