using System.Collections.Immutable;
using System.Diagnostics;
using Isobar.Core.Atlas;
using Isobar.Server.Alarms;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.CloudWatch;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Demo.Counter;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Publishing;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Replay;
using Isobar.Server.Simulation;
using Isobar.Server.Simulation.History;
using Isobar.Server.Web;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;
using Isobar.Storage;

namespace Isobar.Server.Demo;

/// <summary>One run of the demo: writes a month of history, starts the HTTP server, plays, tells of events, and waits for a signal.</summary>
internal sealed class DemoRun(DemoOptions options, TimeProvider time)
{
    private const int WidestLine = 120;

    private readonly ReportWriter _output = Output();

    /// <summary>Runs until the process is asked to stop.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        try
        {
            long now = time.GetUtcNow().ToUnixTimeSeconds();
            SimulatedWorld world = DemoWorld.Create(now);
            if (options.ScenarioPath is { } file && ReadScenario(file, world, now, out ImmutableArray<string> faults) is null)
            {
                foreach (string fault in faults)
                {
                    await Console.Error.WriteLineAsync($"isobar up: {file}: {fault}");
                }
                return ExitCode.Usage;
            }
            using DataFolder folder = DemoFolder.OpenEmpty(options.Folder, new StorageSettings { MemoryLimitMegabytes = options.Up.StoreMegabytes });
            byte[] atlas = DemoAtlas.Build(world);
            File.WriteAllBytes(Path.Combine(options.Folder, "demo.atlas"), atlas);
            long historyEnd = HistoryEnd(now);
            WriteHistory(world, now, historyEnd, folder, cancel);
            return await ServeAsync(world, CityNetworkAtlas.Open(atlas), historyEnd, folder, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException)
        {
            await Console.Error.WriteLineAsync($"isobar up: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    /// <summary>Where the history ends and live windows begin: some minutes before now, as tests and profiles of monitors need windows to start from.</summary>
    internal static long HistoryEnd(long now) => now / PlayOptions.WindowSeconds * PlayOptions.WindowSeconds - PlayOptions.WindowSeconds;

    /// <summary>What the street must know of the demo.</summary>
    internal static HealthOptions HealthOf(SimulatedWorld world, string region, string account, AlarmSettings? webhooks = null, bool withCounter = false, QuietTimes? quiet = null) => new()
    {
        Quiet = quiet ?? QuietTimes.None,
        WindowSeconds = DemoWorld.WindowSeconds,
        Region = region,
        Account = account,
        Webhooks = webhooks,
        Sources =
        [
            .. world.Sources.Select(source => (source.Name, source.ServiceLocation)),
            .. withCounter ? [(CounterSource.Name, CounterSource.Location)] : Array.Empty<(string, string)>(),
        ],
        PathsOf = new WorldPairs(world, pathsKnown: true).Directory.PathsOf,
        ServiceNetwork = new WorldPairs(world, pathsKnown: true).Facts.ServiceNetwork,
    };

    private static Scenario? ReadScenario(string file, SimulatedWorld world, long start, out ImmutableArray<string> faults) =>
        Scenario.Read(File.ReadAllBytes(file), world, start, out faults);

    private static ReportWriter Output()
    {
        Spectre.Console.IAnsiConsole console = ReportConsole.Create(Console.Out, Console.IsOutputRedirected);
        return new(console, Math.Min(console.Profile.Width, WidestLine));
    }

    private void WriteHistory(SimulatedWorld world, long now, long until, DataFolder folder, CancellationToken cancel)
    {
        _output.Wrapped("Nothing to follow was named, so Isobar plays its demo: an invented internet. No real provider is meant.");
        long began = Stopwatch.GetTimestamp();
        HistoryOptions history = new(world, DemoWorld.HistoryStart(now), until, options.Up.Live.Region, options.Up.Live.Account);
        HistoryResult result = Terminal.Progress("writing 30 days of history", onProgress => new HistorySeeder(history, folder).Seed(onProgress, cancel));
        _output.Wrapped($"{DemoWorld.HistoryDays} days of history: {ReportText.Count(result.Measurements)} measurements of {ReportText.Count(world.Pairs.Length)} pairs of places and service locations, "
            + $"{ReportText.Count(result.HealthEvents)} health events of the past, in {ReportText.Duration(Stopwatch.GetElapsedTime(began))}.");
    }

    private async Task<int> ServeAsync(SimulatedWorld world, CityNetworkAtlas atlas, long firstWindow, DataFolder folder, CancellationToken cancel)
    {
        using ILoggerFactory logs = LiveLog.OnConsole(options.Up.IsVerbose);
        ILogger log = logs.CreateLogger("isobar");
        DemoClock clock = new(time, options.Speed);
        long start = clock.GetUtcNow().ToUnixTimeSeconds();
        Scenario? scenario = options.ScenarioPath is { } file ? ReadScenario(file, world, start, out _) : null;
        HealthTeller teller = new(Terminal.For(Console.Out, ConfigurationInputs.OfProcess().Environment));
        UpSettings up = options.Up;
        // Alarms are judged in the time of the demo, which is that of its metrics.
        await using AlarmService alarms = new(folder, up.Alarms, clock, log);
        CounterSource? counter = options.ServesCounter ? new(atlas, DemoWorld.WindowSeconds) : null;
        using ConsoleStores stores = ConsoleStores.Open(folder.Path, "isobar up (demo)");
        AuditLog audit = new(stores.People, time);
        HealthOptions health = HealthOf(world, up.Live.Region, up.Live.Account, up.Alarms, options.ServesCounter, stores.Quiet);
        DemoPipeline pipeline = new(
            new DemoTraffic(world, start, scenario), folder, health, clock, log, firstWindow, clock.GetUtcNow(), changes =>
            {
                teller.Tell(changes);
                alarms.Dispatcher.Notify();
            },
            counter);
        // Clients sign by their own clocks, whatever the pace of the demo.
        using ApiHost api = new(
            up.Configuration, up.NeedsNoAuth, new HostFilter(up.Listen, up.HostNames), folder, LiveMonitors.Of(pipeline.Monitors, () => pipeline.Status, new WorldPairs(world, pathsKnown: true).PrefixesOf), audit, time, log,
            [.. health.Sources.Select(source => source.Source)], world.Locations);
        await using MeasurementPublisher publisher = api.CreatePublisher(clock, log);
        using ConsoleHost console = new(
            new()
            {
                Api = api.Services,
                Keys = api.Keys,
                Alarms = alarms,
                Publisher = publisher,
                People = stores.People,
                Audit = audit,
                Notes = stores.Notes,
                Quiet = stores.Quiet,
                Resources = new(up.Configuration, health.Sources, world.Locations),
                Status = () => pipeline.Status,
                Configuration = up.Configuration,
                Clock = clock,
                Wall = time,
                WindowSeconds = DemoWorld.WindowSeconds,
                Demo = new(options.Speed, start),
            },
            api.Authenticator, log);
        await using LiveServer server = await LiveServer.StartAsync(
            up.Listen, up.HostNames, () => pipeline.Status with { Webhooks = alarms.Dispatcher.Status(), Publishing = publisher.Status() }, clock,
            app => AddRoutes(app, alarms.Endpoint(api.Authenticator, audit), counter, clock), [api.Served], console);
        alarms.Start();
        publisher.Start();
        Uri link = console.SetupAddress(server.Address) ?? server.Address;
        Greet(server.Address, link, scenario);
        options.OnServing?.Invoke(server.Address, link);
        using ConfigurationFollower? configuration = up.Watched is null
            ? null
            : new(up, up.Watched, _ => { }, alarms.TakeOver, publisher.TakeOver, time, log);
        return await server.WalkAsync(pipeline, clock, log, cancel) ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void AddRoutes(WebApplication app, CloudWatchEndpoint alarms, CounterSource? counter, TimeProvider clock)
    {
        alarms.Use(app);
        if (counter is not null)
        {
            new CounterEndpoint(clock, counter.Add).Map(app);
        }
    }

    private void Greet(Uri address, Uri console, Scenario? scenario)
    {
        _output.Plain("");
        _output.Plain($"Console  {console}");
        _output.Plain($"Metrics  {new Uri(address, "/metrics")}");
        _output.Plain($"Health   {new Uri(address, "/health")}");
        _output.Plain($"API      {address} {(options.Up.NeedsNoAuth ? "without signatures: --no-auth" : $"(make a key: isobar keys create --data {options.Folder})")}");
        if (options.ServesCounter)
        {
            _output.Plain($"Counter  {new Uri(address, CounterEndpoint.Path)} (GET reads it, POST counts up; its requests are the source {CounterSource.Name})");
        }
        _output.Plain("");
        string pace = options.Speed > 1 ? $" Time runs {options.Speed:0.#} times as fast." : "";
        _output.Wrapped((scenario is null
            ? "In half a minute a network will fail; its event opens within two minutes from now, and every five minutes something else breaks."
            : $"The faults of {options.ScenarioPath} are played: {ReportText.Count(scenario.Faults.Length, "fault")}.") + pace);
        _output.Wrapped("Your own log instead: isobar up --log /var/log/nginx/access.log. Stop with Ctrl-C; the next demo starts anew.");
        _output.Plain("");
    }
}
