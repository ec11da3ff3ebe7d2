using System.Collections.Immutable;
using System.Net;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Server.Web.Access;

namespace Isobar.Server.Configuration.Values;

/// <summary>The whole file as written.</summary>
internal sealed record RootEntry(
    string Account,
    string Region,
    IPEndPoint Listen,
    string? Data,
    ImmutableSortedDictionary<string, LocationEntry> Locations,
    ImmutableSortedDictionary<string, SourceEntry> Sources,
    ImmutableSortedDictionary<string, ResourceEntry> Resources,
    ImmutableArray<IpPrefix> TrustedProxies,
    ImmutableArray<OutcomeRule> Outcomes,
    TimeSpan Window,
    TimeSpan Grace,
    TimeSpan Retention,
    TimeSpan MetricRetention,
    ImmutableSortedDictionary<string, WebhookConfiguration> Webhooks,
    ImmutableSortedDictionary<string, BucketEntry> Buckets,
    MeasurementLogEntry MeasurementLog,
    MemoryBudgets Memory,
    LimitSettings Limits,
    ConsoleSettings Console,
    bool IsStrict,
    ImmutableSortedDictionary<string, ImmutableArray<string>> LinkedAccounts);
