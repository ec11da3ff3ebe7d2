using System.Net;
using System.Text;
using Isobar.Core.Monitors;
using Isobar.Server.Alarms;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Web;
using Isobar.Server.Web.Wire;
using Isobar.Storage;
using Isobar.Tests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Web;

/// <summary>A server with the console on a loopback port, a data folder of its own, and a clock that moves by hand. Nothing watches; what there is to see is put into the stores.</summary>
internal sealed class ConsoleFixture : IAsyncDisposable
{
    public const string Account = "123456789012", Region = "eu-central-1", Password = "a long password";

    private const string Configuration = """
        {
          "account": "123456789012", "region": "eu-central-1",
          "webhooks": { "pager": { "url": "http://127.0.0.1:9/", "actions": ["arn:aws:sns:eu-central-1:123456789012:ops"] } },
          "sources": {
            "web": { "files": ["/var/log/web.log"], "location": "eu-central-1" },
            "shop": { "files": ["/var/log/shop.log"], "location": "us-east-1" },
          }
        """;

    private readonly TemporaryFolder _temporary = new();
    private readonly ConsoleStores _stores;
    private readonly AlarmService _alarms;
    private readonly MeasurementPublisher _publisher;
    private readonly ConsoleHost _console;
    private LiveServer _server = null!;

    private ConsoleFixture(string more, bool isDemo)
    {
        ConfigurationResult result = ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes(Configuration + more + "}"), "isobar.json", _temporary.Path, ConfigurationInputs.None);
        Assert.Empty(result.Faults);
        IsobarConfiguration configuration = result.Configuration!;
        Folder = DataFolder.Open(_temporary["data"], "test");
        _stores = ConsoleStores.Open(Folder.Path, "test");
        _alarms = new AlarmService(Folder, AlarmSettings.Of(configuration), Clock, NullLogger.Instance);
        AuditLog audit = new(_stores.People, Clock);
        Api = new ApiHost(configuration, false, new HostFilter(new IPEndPoint(IPAddress.Loopback, 0), []), Folder, LiveMonitors.None, audit, Clock, NullLogger.Instance);
        _publisher = new(Folder, Api.Services.Monitors.Everybodys, new(configuration.Buckets), configuration.MeasurementLog, Clock, NullLogger.Instance);
        Services = new()
        {
            Api = Api.Services,
            Keys = Api.Keys,
            Alarms = _alarms,
            Publisher = _publisher,
            People = _stores.People,
            Audit = audit,
            Notes = _stores.Notes,
            Quiet = _stores.Quiet,
            Resources = new(configuration, [], []),
            Status = () => Status,
            Configuration = configuration,
            Clock = Clock,
            Wall = Clock,
            WindowSeconds = 300,
            Demo = isDemo ? new DemoWire(1, Clock.GetUtcNow().ToUnixTimeSeconds()) : null,
        };
        _console = new(Services, Api.Authenticator, NullLogger.Instance);
    }

    public FakeTimeProvider Clock { get; } = new();

    public DataFolder Folder { get; }

    public ApiHost Api { get; }

    public ConsoleServices Services { get; }

    public LiveStatus Status { get; set; } = new()
    {
        At = DateTimeOffset.UnixEpoch, Sources = [], Faults = [], Unlocated = 0, OpenWindows = 0, OpenBytes = 0, EarlyWindows = 0, SealedWindows = 0, Commits = 0, CommitFailures = 0,
        CommitDurations = new DurationHistogram().Snapshot(), DaysRolled = 0, Watermark = null, Configuration = new(0, false, 0), AtlasCityNetworks = 0, AtlasSwaps = 0,
    };

    public Uri Address => _server.Address;

    public long Now => Clock.GetUtcNow().ToUnixTimeSeconds();

    public IReadOnlyList<Endpoint> Endpoints => _server.Endpoints;

    /// <summary>What stands behind the number sign of the one-time link.</summary>
    public string SetupToken => _console.SetupAddress(Address)!.Fragment[1..];

    public bool HasSetupLink => _console.SetupAddress(Address) is not null;

    public static async Task<ConsoleFixture> StartAsync(string more = "", bool isDemo = false)
    {
        ConsoleFixture fixture = new(more, isDemo);
        fixture._server = await LiveServer.StartAsync(new IPEndPoint(IPAddress.Loopback, 0), [], () => fixture.Status, fixture.Clock, apis: [fixture.Api.Served], console: fixture._console);
        return fixture;
    }

    /// <summary>A browser that nobody has signed in with.</summary>
    public ConsoleClient Browser() => new(Address);

    /// <summary>A browser of a user with a role; the user is made if need be.</summary>
    public async Task<ConsoleClient> SignInAsync(string role)
    {
        if (Services.People.FindUser(role) is null)
        {
            new Isobar.Server.Web.Access.UserDesk(Services.People, Clock).Add(role, Isobar.Server.Web.Access.RoleNames.Read(role)!.Value, Password);
        }
        ConsoleClient client = Browser();
        await client.SignInAsync(role, Password);
        return client;
    }

    /// <summary>A monitor of the two sources.</summary>
    public static TrafficMonitor Monitor(string name) => new()
    {
        Name = name,
        Region = Region,
        Account = Account,
        Resources = [.. new[] { "web", "shop" }.Select(source => new MonitoredResource(ResourceArn.OfSource(Region, Account, source), [source]))],
    };

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _console.Dispose();
        Api.Dispose();
        await _alarms.DisposeAsync();
        await _publisher.DisposeAsync();
        _stores.Dispose();
        Folder.Dispose();
        _temporary.Dispose();
    }
}
