using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Core.Monitors;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Events;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Api.Queries;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Publishing.Measurements;
using Isobar.Storage;

namespace Isobar.Server.Api;

/// <summary>The API of a server as it is configured: keys, queries and operations, put together.</summary>
internal sealed class ApiHost : IDisposable
{
    private readonly AccessKeys _keys;
    private readonly QueryDesk _queries;
    private readonly IsobarConfiguration _configuration;
    private readonly ImmutableArray<ServiceLocation> _locations;

    /// <param name="configuration">The configuration.</param>
    /// <param name="isOpen">Whether requests need no signature.</param>
    /// <param name="hosts">The names of this server.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="live">The pipeline that watches monitors.</param>
    /// <param name="audit">Records changes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Faults of the server.</param>
    /// <param name="sources">Names of sources besides those of the configuration: each is a resource.</param>
    /// <param name="locations">Where they answer, besides the locations of the configuration.</param>
    public ApiHost(
        IsobarConfiguration configuration, bool isOpen, HostFilter hosts, DataFolder folder, LiveMonitors live, AuditLog audit, TimeProvider time, ILogger log,
        IReadOnlyList<string>? sources = null, IEnumerable<ServiceLocation>? locations = null)
    {
        _keys = AccessKeys.Open(folder.Path, "isobar up", time);
        _configuration = configuration;
        _locations = [.. configuration.Locations.Values, .. locations ?? []];
        _queries = new QueryDesk(folder, _locations, time);
        int rate = configuration.Limits.RequestsPerSecond;
        Authenticator = new RequestAuthenticator(
            _keys.Find, new AccessSettings(configuration.Account, isOpen, configuration.IsStrict ? configuration.Region : null, rate, 2 * rate), hosts, time);
        MonitorRecordCodec codec = new(configuration.Region, configuration.Account, arn => SourcesOf(configuration, sources ?? [], arn));
        Services = new ApiServices
        {
            Folder = folder,
            Monitors = new MonitorCatalogue(folder, codec, configuration.Account, live, time),
            Accounts = new AccountLinks(configuration.LinkedAccounts.ToDictionary(link => link.Key, link => link.Value.ToImmutableSortedSet(StringComparer.Ordinal))),
            Limits = LimitsOf(configuration),
            Queries = _queries,
            Events = new HealthEventAnswers(live.PrefixesOf),
            Region = configuration.Region,
            OwnAccount = configuration.Account,
            Time = time,
        };
        InternetMonitorApi api = new(Services, Authenticator, audit, log);
        Served = new ServedApi(context => OperationRouter.IsOfApi(RawTarget.Of(context).Path), api.HandleAsync);
    }

    /// <summary>Who lets callers in; other services of this server use it too.</summary>
    public RequestAuthenticator Authenticator { get; }

    /// <summary>What operations work with.</summary>
    public ApiServices Services { get; }

    /// <summary>The Internet Monitor API, for the server.</summary>
    public ServedApi Served { get; }

    /// <summary>The keys.</summary>
    public AccessKeys Keys => _keys;

    /// <summary>Whether there is a key at all.</summary>
    public bool HasKeys => _keys.All().Count > 0;

    /// <summary>Makes what publishes the measurements of the monitors, for the caller to start and to end. Monitors say from then on where their log cannot be written.</summary>
    /// <param name="clock">The clock of the measurements.</param>
    /// <param name="log">What an operator should know.</param>
    public MeasurementPublisher CreatePublisher(TimeProvider clock, ILogger log)
    {
        MeasurementPublisher publisher = new(Services.Folder, Services.Monitors.Everybodys, new(_configuration.Buckets), _configuration.MeasurementLog, clock, log, _locations);
        Services.Monitors.HasLogFault = publisher.HasLogFault;
        return publisher;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _queries.Dispose();
        _keys.Dispose();
    }

    private static ApiLimits LimitsOf(IsobarConfiguration configuration)
    {
        static int? Limit(int value) => value > 0 ? value : null;
        ApiLimits usual = configuration.IsStrict ? ApiLimits.Strict : ApiLimits.None;
        return usual with
        {
            Monitors = Limit(configuration.Limits.MonitorsPerAccount) ?? usual.Monitors,
            ResourcesPerMonitor = Limit(configuration.Limits.ResourcesPerMonitor) ?? usual.ResourcesPerMonitor,
        };
    }

    private static IReadOnlyList<string> SourcesOf(IsobarConfiguration configuration, IReadOnlyList<string> others, string arn) =>
    [
        .. configuration.Sources.Values.Where(source => source.Resource.Text == arn).Select(source => source.Name),
        .. others.Where(name => !configuration.Sources.ContainsKey(name) && ResourceArn.OfSource(configuration.Region, configuration.Account, name).Text == arn),
    ];
}
