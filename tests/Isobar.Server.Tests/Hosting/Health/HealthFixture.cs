using System.Buffers;
using System.Globalization;
using System.Text;
using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Alarms;
using Isobar.Server.Atlases;
using Isobar.Server.Hosting;
using Isobar.Server.Publishing;
using Isobar.Server.Simulation;
using Isobar.Server.Sources;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;
using Isobar.Storage;
using Isobar.Storage.Events;
using Isobar.Storage.Measurements;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Hosting.Health;

/// <summary>
/// A server that follows the logs of a small simulated world: one service location, ten days of history in the store, a clock that moves by hand. The log begins where the history
/// ends, at midnight, a while before it or after.
/// </summary>
internal sealed class HealthFixture : IDisposable
{
    public const int HistoryDays = 10;

    /// <summary>End of the history: 2025-11-13 00:00 UTC, a Thursday.</summary>
    public const long Midnight = SimulatedStart + (long)HistoryDays * WorldOptions.DaySeconds;

    private const long SimulatedStart = 1_762_128_000;

    private static readonly Lazy<byte[]> s_atlas = new(() => WorldAtlas.Build(new SimulatedWorld(Options(300, []))));

    private readonly TemporaryFolder _root = new();
    private readonly Action<FaultPoint>? _faults;
    private readonly TrafficLines _lines;
    private AtlasSlot _atlas = null!;

    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="faults">What goes wrong in the world.</param>
    /// <param name="storeFaults">What goes wrong in the store.</param>
    /// <param name="historyDays">Days of history in the store.</param>
    /// <param name="webhooks">Whom health events are told.</param>
    /// <param name="quiet">When they are not.</param>
    public HealthFixture(int windowSeconds = 300, FaultSpec[]? faults = null, int historyDays = HistoryDays, Action<FaultPoint>? storeFaults = null,
        AlarmSettings? webhooks = null, QuietTimes? quiet = null)
    {
        _faults = storeFaults;
        World = new(Options(windowSeconds, faults ?? []));
        _lines = new(World);
        Live = new()
        {
            Sources = [.. World.Sources.Select(SourceOf)],
            WindowSeconds = windowSeconds,
            Shards = 2,
            Webhooks = webhooks,
            Quiet = quiet ?? QuietTimes.None,
        };
        File.WriteAllBytes(AtlasPath, s_atlas.Value);
        using (DataFolder folder = OpenFolder())
        {
            HistoryWriter.Write(folder, WarmUp.DrawDays(World, historyDays), World.CityNetworks);
        }
        Open();
    }

    public static string Location => new WorldOptions().Locations[0].Name;

    public SimulatedWorld World { get; }

    public LiveOptions Live { get; }

    public DataFolder Folder { get; private set; } = null!;

    public LivePipeline Pipeline { get; private set; } = null!;

    /// <summary>What people were told, over all restarts.</summary>
    public List<HealthEventChange> Told { get; } = [];

    private string AtlasPath => Path.Combine(_root.Path, "world.isoatlas");

    private string DataPath => Path.Combine(_root.Path, "data");

    /// <summary>A client network with several city-networks.</summary>
    public static uint WidestNetwork(SimulatedWorld world) =>
        world.CityNetworks.GroupBy(place => place.Asn).OrderByDescending(network => network.Count()).ThenBy(network => network.Key).First().Key;

    /// <summary>Writes the lines of a window of all sources, or of some.</summary>
    public void WriteWindow(long start, Func<string, bool>? isWritten = null)
    {
        foreach (TrafficSource source in World.Sources.Where(source => isWritten?.Invoke(source.Name) ?? true))
        {
            ArrayBufferWriter<byte> lines = new();
            _lines.Append(start, source.Name, lines);
            using FileStream log = new(LogPath(source.Name), FileMode.Append);
            log.Write(lines.WrittenSpan);
        }
    }

    /// <summary>Sets the clock to the seal of the window that ends at a time, and walks until there is nothing to do.</summary>
    public void RunUntil(long windowEnd)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(windowEnd + 5);
        for (int steps = 0; Pipeline.Step(now); steps++)
        {
            Assert.True(steps < 100_000, "The pipeline never comes to rest.");
        }
        Pipeline.Step(now);
    }

    /// <summary>Writes and seals window after window.</summary>
    public void Play(long from, long to, Action<long>? afterWindow = null)
    {
        for (long start = from; start < to; start += Live.WindowSeconds)
        {
            WriteWindow(start);
            RunUntil(start + Live.WindowSeconds);
            afterWindow?.Invoke(start);
        }
    }

    /// <summary>Puts a rebuilt atlas in the place of the one in use, in which a city has another name.</summary>
    public void RenameCity(string city, string name)
    {
        AtlasBuilder builder = new();
        builder.AddCity("cities.csv", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(WorldAtlas.Cities(World)).Replace($"\"{city}\"", $"\"{name}\"", StringComparison.Ordinal)));
        builder.AddAsn("networks.csv", WorldAtlas.Networks(World));
        File.WriteAllBytes(AtlasPath + ".new", builder.Build(WorldAtlas.Edition));
        File.Move(AtlasPath + ".new", AtlasPath, overwrite: true);
    }

    /// <summary>The process dies; a new one starts. Nothing is written at the end of one, so it is the same as a kill.</summary>
    public void Restart()
    {
        Close();
        Open();
    }

    public IReadOnlyList<HealthEvent> Events() =>
        [.. Folder.HealthEvents.List(new EventFilter { Limit = 10_000 }).Select(row => EventDocument.ReadHealthEvent(row.Json))];

    /// <summary>All stored rows of events as they are, whatever kind.</summary>
    public List<string> EventRows() =>
    [
        .. ((EventStore[])[Folder.HealthEvents, Folder.InternetEvents, Folder.EventGroups])
            .SelectMany(store => store.List(new EventFilter { Limit = 10_000 })).Select(row => row.ToString()),
    ];

    /// <summary>All measurements as comparable texts.</summary>
    public List<string> Measurements() => [.. Folder.Measurements.Scan(s_all).Concat(Folder.Measurements.ScanParts(s_all)).SelectMany(RowsOf)];

    private static readonly MeasurementFilter s_all = new() { MonitorName = TrafficMonitor.DefaultName, From = 0, To = long.MaxValue };

    public void Dispose()
    {
        Close();
        _root.Dispose();
    }

    /// <summary>Breaks what restores the whole state.</summary>
    public void DamageStates()
    {
        Close();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(DataPath, "snapshots"), "health-state*"))
        {
            File.WriteAllBytes(file, [1, 2, 3]);
        }
        Open();
    }

    private static IEnumerable<string> RowsOf(MeasurementBatch batch)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{batch.WindowStart[row]} {batch.CityNetwork[row]} {batch.ServiceLocation[row]} {batch.Families[row]} {batch.AvailabilityState[row]} {batch.AvailabilityScore[row]:R} {batch.PerformanceState[row]} {batch.PerformanceScore[row]:R} w {batch.Weight[row]:R} {batch.TrafficPercent[row]:R} b {batch.BytesIn[row]} {batch.BytesOut[row]} n {batch.Connections[row]} c {batch.Clients[row]} rtt {batch.RttP50Micros[row]} {batch.RttP90Micros[row]} {batch.RttP95Micros[row]} ttfb {batch.TtfbP50Micros[row]} {batch.TtfbP90Micros[row]} {batch.TtfbP95Micros[row]} {batch.TtfbMeanMicros[row]}");
        }
    }

    private static WorldOptions Options(int windowSeconds, FaultSpec[] faults) => Options(SimulatedStart, windowSeconds, faults);

    /// <summary>The small world, with its history from a time on.</summary>
    internal static WorldOptions Options(long start, int windowSeconds, FaultSpec[] faults) => new()
    {
        Seed = 5,
        Pairs = 60,
        VotesPerWindow = 1_500,
        StartSeconds = start,
        EndSeconds = start + (HistoryDays + 2L) * WorldOptions.DaySeconds,
        WindowSeconds = windowSeconds,
        Locations = [new WorldOptions().Locations[0]],
        Faults = faults.Length > 0 ? FaultPlan.Of(faults) : FaultPlan.None,
    };

    private LogSource SourceOf(TrafficSource source) => new()
    {
        Name = source.Name,
        Files = [LogPath(source.Name)],
        Format = InputFormat.TryParse(TrafficLines.Format, out _)!,
        Location = source.ServiceLocation,
        Zone = source.Zone,
        Grace = TimeSpan.FromSeconds(5),
    };

    private string LogPath(string source) => Path.Combine(_root.Path, $"{source}.log");

    private DataFolder OpenFolder() => DataFolder.Open(DataPath, "test", new StorageSettings { Threads = 1, Faults = _faults });

    private void Open()
    {
        Folder = OpenFolder();
        _atlas = new AtlasSlot(MappedAtlas.Open(AtlasPath));
        Pipeline = new LivePipeline(
            Live, Folder, new AtlasFollower(_atlas, [AtlasPath]), TimeProvider.System, NullLogger.Instance, DateTimeOffset.FromUnixTimeSeconds(Midnight), Told.AddRange);
    }

    private void Close()
    {
        Pipeline.Dispose();
        _atlas.Dispose();
        Folder.Dispose();
    }
}
