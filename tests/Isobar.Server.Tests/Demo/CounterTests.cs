using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Isobar.Core.Alarms;
using Isobar.Core.Atlas;
using Isobar.Server.Alarms;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Server.Demo;
using Isobar.Server.Demo.Counter;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Simulation.History;
using Isobar.Server.Tests.Api.Clients;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Worlds;
using Isobar.Storage;
using Isobar.Storage.People;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Demo;

/// <summary>
/// The demo with its counter, from forty minutes ago to now under a clock that the test moves: what programs of an introductory course do with it, by real clients.
/// </summary>
public sealed class CounterTests : IAsyncLifetime
{
    private const int Requests = 20;

    private readonly TemporaryFolder _temporary = new();
    private readonly FakeTimeProvider _clock = new();
    private DataFolder _folder = null!;
    private DemoPipeline _pipeline = null!;
    private AlarmService _alarms = null!;
    private AccessKeys _keys = null!;
    private PeopleStore _people = null!;
    private ApiHost _api = null!;
    private LiveServer _server = null!;

    public async Task InitializeAsync()
    {
        long start = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 2400;
        SimulatedWorld world = DemoWorld.Create(start);
        _folder = DemoFolder.OpenEmpty(_temporary["demo"], new StorageSettings());
        long historyEnd = DemoRun.HistoryEnd(start);
        new HistorySeeder(new(world, historyEnd / 3600 * 3600 - 8 * 86_400, historyEnd, "us-east-1", "000000000000"), _folder).Seed(null, CancellationToken.None);
        _clock.Advance(DateTimeOffset.FromUnixTimeSeconds(start) - _clock.GetUtcNow());
        CounterSource counter = new(CityNetworkAtlas.Open(DemoAtlas.Build(world)), DemoWorld.WindowSeconds);
        HealthOptions health = DemoRun.HealthOf(world, "us-east-1", "000000000000", withCounter: true);
        _pipeline = new(new DemoTraffic(world, start, null), _folder, health, _clock, NullLogger.Instance, historyEnd, _clock.GetUtcNow(), _ => { }, counter);
        IsobarConfiguration configuration = ConfigurationLoader.LoadText(Encoding.UTF8.GetBytes("{}"), "isobar.json", _temporary.Path, ConfigurationInputs.None).Configuration!;
        _alarms = new(_folder, AlarmSettings.Of(configuration), _clock, NullLogger.Instance);
        IPEndPoint listen = new(IPAddress.Loopback, 0);
        _people = PeopleStore.Open(_folder.Path, "test");
        AuditLog audit = new(_people, TimeProvider.System);
        // Clients sign by their own clocks.
        _api = new(
            configuration, isOpen: false, new HostFilter(listen, []), _folder, LiveMonitors.Of(_pipeline.Monitors, () => _pipeline.Status, _ => null), audit, TimeProvider.System,
            NullLogger.Instance, [.. health.Sources.Select(source => source.Source)], world.Locations);
        _keys = AccessKeys.Open(_folder.Path, "test", TimeProvider.System);
        _server = await LiveServer.StartAsync(
            listen, [], () => _pipeline.Status, _clock,
            app =>
            {
                _alarms.Endpoint(_api.Authenticator, audit).Use(app);
                new CounterEndpoint(_clock, counter.Add).Map(app);
            },
            [_api.Served]);
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _alarms.DisposeAsync();
        _api.Dispose();
        _keys.Dispose();
        _people.Dispose();
        _folder.Dispose();
        _temporary.Dispose();
    }

    [SkippableFact]
    public async Task Programs_of_a_course_run_with_no_change_but_the_endpoint()
    {
        AwsClient.NeedDebianBoto();
        Skip.IfNot(Directory.Exists("/usr/lib/python3/dist-packages/requests"), "Debian's python3-requests is not installed");
        AccessKey key = _keys.Create("000000000000", AccessPolicy.Full, "");
        string endpoint = _server.Address.ToString().TrimEnd('/');
        Assert.Equal("200\n", await PythonAsync(key, "course_alarm.py", endpoint));
        await PythonAsync(key, "-c", """
            import boto3, sys
            monitor = boto3.client("internetmonitor", endpoint_url=sys.argv[1])
            monitor.create_monitor(MonitorName="demo2", TrafficPercentageToMonitor=100, Resources=monitor.get_monitor(MonitorName="default")["Resources"])
            """, endpoint);
        Assert.Equal($"[200] {Requests} 200 1\n", await PythonAsync(key, "course_traffic.py", endpoint + CounterEndpoint.Path, $"{Requests}"));
        Play();

        SourceStatus source = _pipeline.Status.Sources.Single(source => source.Name == CounterSource.Name);
        Assert.Equal((Requests + 1, 0, 0), (source.Records, source.Late, _pipeline.Status.Unlocated));
        JsonArray scores = JsonNode.Parse(await PythonAsync(key, "course_scores.py", endpoint, "demo2", "Digicom"))!.AsArray();
        Assert.InRange(scores[0]!["AvailabilityScore"]!.GetValue<double>(), 50, 100);
        Assert.InRange(scores[0]!["PerformanceScore"]!.GetValue<double>(), 50, 100);
        Assert.InRange(scores[0]!["RoundTripTime"]!.GetValue<double>(), 10, 300);
        Assert.True(scores[0]!["BytesTransferred"]!.GetValue<long>() > 1_000_000);
        Assert.All(scores[1]!.AsObject(), member => Assert.Equal("N/A", member.Value!.GetValue<string>()));

        // Those who called from this machine, with what the kernel says of their connections.
        JsonNode loopback = JsonNode.Parse(await PythonAsync(key, "course_scores.py", endpoint, "demo2", DemoAtlas.Loopback.NetworkName))!.AsArray()[1]!;
        Assert.Equal((Requests + 1) * "{\"count\":0}".Length + "up".Length, loopback["BytesTransferred"]!.GetValue<long>());
        Assert.InRange(loopback["RoundTripTime"]!.GetValue<double>(), 0.001, 50);

        _alarms.Loop.Evaluate(_clock.GetUtcNow());
        Assert.Equal(AlarmState.Ok, _alarms.Book.All["InternetMonitorLatencyAlert"].State);
    }

    [Fact]
    public async Task The_round_trip_time_is_the_kernels()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        using TcpClient client = new();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using TcpClient accepted = await listener.AcceptTcpClientAsync();
        Assert.InRange(KernelRoundTrip.MicrosOf(accepted.Client), 1, 1_000_000);
        accepted.Client.Dispose();
        Assert.Equal(-1, KernelRoundTrip.MicrosOf(accepted.Client));
    }

    /// <summary>To now, and a little further: everything that was sent is in a window that is over.</summary>
    private void Play()
    {
        while (_clock.GetUtcNow() < DateTimeOffset.UtcNow)
        {
            while (_pipeline.Step(_clock.GetUtcNow()))
            {
            }
            _clock.Advance(TimeSpan.FromSeconds(10));
        }
    }

    private static async Task<string> PythonAsync(AccessKey key, params string[] arguments)
    {
        (int status, string output, string error) = await AwsClient.RunWithKeyAsync((key.Id, key.Secret), AwsClient.Python, ["-I", .. arguments]);
        Assert.True(status == 0, error);
        return output;
    }
}
