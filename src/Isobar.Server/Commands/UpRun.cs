using Isobar.Server.Alarms;
using Isobar.Server.Api;
using Isobar.Server.Api.Access;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Atlases;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Sources;
using Isobar.Server.Web;
using Isobar.Storage;

namespace Isobar.Server.Commands;

/// <summary>One run of `isobar up`: opens atlas and store, starts the pipeline and the HTTP server, and waits for a signal.</summary>
internal sealed class UpRun(UpSettings settings, TimeProvider time)
{
    /// <summary>Runs until the process is asked to stop.</summary>
    /// <returns>The exit status.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        try
        {
            MappedAtlas opened = settings.AtlasPath is { } path
                ? MappedAtlas.Open(path)
                : await AtlasProgress.ShowAsync(progress => DefaultAtlas.ForThisProcess().OpenAsync(progress, cancel));
            using AtlasSlot atlas = new(opened);
            using DataFolder folder = DataFolder.Open(
                settings.DataFolder, "isobar up", new StorageSettings { MemoryLimitMegabytes = settings.StoreMegabytes });
            return await ServeAsync(atlas, opened.Path, folder, cancel);
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return ExitCode.Ok;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or StorageException or AtlasUnavailableException)
        {
            await Console.Error.WriteLineAsync($"isobar up: {fault.Message}");
            return ExitCode.Failed;
        }
    }

    private async Task<int> ServeAsync(AtlasSlot atlas, string atlasPath, DataFolder folder, CancellationToken cancel)
    {
        using ILoggerFactory logs = LiveLog.OnConsole(settings.IsVerbose);
        ILogger log = logs.CreateLogger("isobar");
        // An atlas that the user builds while the server runs takes the place of the default one.
        string[] atlasPaths = settings.AtlasPath is null ? [DefaultAtlas.ForThisProcess().OwnPath, atlasPath] : [atlasPath];
        HealthTeller teller = new(Terminal.For(Console.Out, ConfigurationInputs.OfProcess().Environment));
        await using AlarmService alarms = new(folder, settings.Alarms, time, log);
        using ConsoleStores stores = ConsoleStores.Open(folder.Path, "isobar up");
        AuditLog audit = new(stores.People, time);
        AtlasFollower places = new(atlas, atlasPaths);
        using LivePipeline pipeline = new(settings.Live with { Quiet = stores.Quiet }, folder, places, time, log, time.GetUtcNow(), changes =>
        {
            teller.Tell(changes);
            alarms.Dispatcher.Notify();
        });
        using ApiHost api = new(
            settings.Configuration, settings.NeedsNoAuth, new HostFilter(settings.Listen, settings.HostNames), folder,
            LiveMonitors.Of(pipeline.Monitors, () => pipeline.Status, new SeenPrefixes(places.Seen, time).Of), audit, time, log, [.. settings.Live.Sources.Select(source => source.Name)]);
        await using MeasurementPublisher publisher = api.CreatePublisher(time, log);
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
                Resources = new(settings.Configuration, settings.Live.Sources.Select(source => (source.Name, source.Location)), []),
                Status = () => pipeline.Status,
                Configuration = settings.Configuration,
                Clock = time,
                Wall = time,
                WindowSeconds = settings.Live.WindowSeconds,
            },
            api.Authenticator, log);
        await using LiveServer server = await LiveServer.StartAsync(
            settings.Listen, settings.HostNames, () => pipeline.Status with { Webhooks = alarms.Dispatcher.Status(), Publishing = publisher.Status() }, time,
            app => alarms.Endpoint(api.Authenticator, audit).Use(app), [api.Served], console);
        alarms.Start();
        publisher.Start();
        Greet(server.Address, console.SetupAddress(server.Address), api.HasKeys);
        using ConfigurationFollower? configuration = settings.Watched is null
            ? null
            : new(settings, settings.Watched, pipeline.Post, alarms.TakeOver, publisher.TakeOver, time, log);
        return await server.WalkAsync(pipeline, time, log, cancel) ? ExitCode.Ok : ExitCode.Failed;
    }

    private void Greet(Uri address, Uri? setup, bool hasKeys)
    {
        Console.WriteLine("Isobar follows");
        foreach (LogSource source in settings.Live.Sources)
        {
            Console.WriteLine($"  {source.Name}: {string.Join(", ", source.Files)} ({source.Format?.Name ?? "format by its first lines"})");
            string[] compressed = [.. source.Files.SelectMany(LogFiles.Matching).Where(LogFiles.IsCompressed)];
            if (compressed.Length > 0)
            {
                Console.WriteLine($"  {source.Name}: {compressed.Length} compressed files are not followed, read them with `isobar replay`: {compressed[0]} ...");
            }
        }
        Console.WriteLine($"Windows of {settings.Live.WindowSeconds} s, sealed {settings.Live.Sources.Max(source => source.Grace).TotalSeconds:0} s after their end, go to {settings.DataFolder}");
        Console.WriteLine(setup is null ? $"Console  {address}" : $"Console  {setup} (makes the first user; this link works once)");
        Console.WriteLine($"Metrics  {new Uri(address, "/metrics")}");
        Console.WriteLine($"Health   {new Uri(address, "/health")}");
        Console.WriteLine($"API      {address} {(hasKeys || settings.NeedsNoAuth ? "(--endpoint-url of AWS clients)" : "(make a key first: isobar keys create)")}");
        if (settings.NeedsNoAuth)
        {
            Console.Error.WriteLine("isobar up: --no-auth lets every program of this machine read and change monitors.");
        }
        Console.WriteLine("Stop with Ctrl-C: a restart goes on where this one stopped.");
    }
}
