using System.Buffers;
using System.Collections.Immutable;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Server.Hosting.Health;
using Isobar.Simulator.Worlds;
using Isobar.Storage;

namespace Isobar.Server.Simulation.History;

/// <summary>
/// Seeds a data folder with history, as a server that had run for so long would have left it: hourly sums, measurements, the days behind baselines, past events. Days are
/// drawn on all cores and stored in their order; then the hours round each fault are played.
/// </summary>
internal sealed class HistorySeeder
{
    /// <summary>Part of the work that is days; the rest is episodes.</summary>
    private const double PartOfDays = 0.7;

    private readonly HistoryOptions _options;
    private readonly SimulatedWorld _world;
    private readonly DataFolder _folder;
    private readonly IReadOnlyList<HistoryEpisode> _episodes;
    private readonly WorldPairs _pairs;
    private readonly EventFacts _facts;
    private HistoryResult _result;

    /// <param name="options">The history.</param>
    /// <param name="folder">Where to; it holds nothing of the period.</param>
    public HistorySeeder(HistoryOptions options, DataFolder folder)
    {
        _options = options;
        _world = options.World;
        _folder = folder;
        _episodes = HistoryEpisode.Of(_world.Faults, options.From, options.Until);
        _pairs = new(_world, pathsKnown: true);
        _facts = _pairs.Facts;
    }

    /// <summary>The monitor of the world's sources.</summary>
    public static TrafficMonitor MonitorOf(SimulatedWorld world, string region, string account) => TrafficMonitor.Default(
        region, account, [.. world.Sources.Select(source => new MonitoredResource(ResourceArn.OfSource(region, account, source.Name), [source.Name]))]);

    /// <summary>Writes it all.</summary>
    /// <param name="onProgress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Stops it between two days.</param>
    /// <exception cref="StorageException">Disk full or another fault of the surroundings.</exception>
    public HistoryResult Seed(Action<double>? onProgress, CancellationToken cancel)
    {
        BaselineHistory history = new();
        long first = DayStart(_options.From), last = DayStart(_options.Until - 1);
        Queue<Task<HistoryDay>> drawing = [];
        long next = first;
        for (long day = first; day <= last; day += WorldOptions.DaySeconds)
        {
            cancel.ThrowIfCancellationRequested();
            for (; next <= last && drawing.Count <= Environment.ProcessorCount; next += WorldOptions.DaySeconds)
            {
                long start = next;
                drawing.Enqueue(Task.Run(() => HistoryDay.Draw(_options, start, _episodes), cancel));
            }
            HistoryDay drawn = drawing.Dequeue().GetAwaiter().GetResult();
            bool isWhole = day + WorldOptions.DaySeconds <= _options.Until;
            Store(drawn, isWhole, isFirst: day == first);
            if (isWhole)
            {
                history.Add(drawn.Date, drawn.Summaries);
            }
            onProgress?.Invoke(PartOfDays * (day - first) / (last - first + 1));
        }
        PlayEpisodes(history, done => onProgress?.Invoke(PartOfDays + (1 - PartOfDays) * done));
        return _result;
    }

    private static long DayStart(long seconds) => seconds / WorldOptions.DaySeconds * WorldOptions.DaySeconds;

    private void Store(HistoryDay day, bool isWhole, bool isFirst)
    {
        _folder.Commit(new CommitContent
        {
            Names = isFirst ? _world.CityNetworks : [],
            Tallies = day.Tallies,
            SealedWindows = [.. day.Tallies.SelectMany(batch => batch.WindowStart).Distinct().Select(start => (HistoryWriter.Shard, start))],
            Measurements = [day.Measurements],
            DaySummaries = isWhole ? [HistoryWriter.BatchOf(day.Date, day.Summaries)] : [],
            SummarisedDays = isWhole ? [(HistoryWriter.Shard, day.Date)] : [],
        });
        _result = _result with
        {
            Tallies = _result.Tallies + day.Tallies.Sum(batch => batch.Count),
            Measurements = _result.Measurements + day.Measurements.Count,
            Days = _result.Days + (isWhole ? 1 : 0),
        };
    }

    private void PlayEpisodes(BaselineHistory history, Action<double> onProgress)
    {
        byte[] usual = Usual(history);
        TrafficMonitor monitor = MonitorOf(_world, _options.Region, _options.Account);
        EpisodeContent[] played = new EpisodeContent[_episodes.Count];
        int done = 0;
        Parallel.For(0, played.Length, i =>
        {
            played[i] = _episodes[i].Play(_world, StreetOf(usual), monitor);
            onProgress(Interlocked.Increment(ref done) / (double)played.Length);
        });
        _folder.Commit(new CommitContent
        {
            Measurements = [.. played.SelectMany(episode => episode.Measurements)],
            HealthEvents = [.. played.SelectMany(episode => episode.HealthEvents)],
            EventUpdates = [.. played.SelectMany(episode => episode.Updates)],
            InternetEvents = [.. played.SelectMany(episode => episode.InternetEvents)],
            EventGroups = [.. played.SelectMany(episode => episode.Groups)],
        });
        _result = _result with
        {
            Measurements = _result.Measurements + played.Sum(episode => episode.Measurements.Sum(batch => batch.Count)),
            HealthEvents = played.Sum(episode => episode.HealthEvents.Select(row => row.EventId).Distinct().Count()),
            InternetEvents = played.Sum(episode => episode.InternetEvents.Count),
        };
    }

    /// <summary>What is usual after the whole history, as bytes: each episode has a street of its own, and deriving it once for all is ten times as quick.</summary>
    private byte[] Usual(BaselineHistory history)
    {
        BaselineTable table = new();
        HealthEngine engine = EngineOf(table);
        foreach (BaselineKey key in history.Keys.Order())
        {
            engine.Meet(key);
        }
        table.Derive(WarmUp.DayOf(_options.Until), history.All());
        ArrayBufferWriter<byte> written = new();
        table.Save(written);
        return written.WrittenSpan.ToArray();
    }

    private ScoringStreet StreetOf(byte[] usual)
    {
        if (!BaselineTable.TryRestore(usual, null, out BaselineTable? table))
        {
            throw new InvalidOperationException("What was derived a moment ago cannot be read.");
        }
        HealthEngine engine = EngineOf(table);
        for (int stratum = 0; stratum < table.Count; stratum++)
        {
            engine.Meet(table[stratum]);
        }
        HealthPipeline pipeline = new(engine, FiveMinuteTallies.Seconds, new InternetEventRules()) { Facts = _facts };
        ImmutableArray<string> locations = [.. _world.Locations.Select(location => location.Name)];
        return new(FiveMinuteTallies.Seconds, table, engine, pipeline, locations, new LeftOutHours());
    }

    private HealthEngine EngineOf(BaselineTable table) => new(ScoringSettings.Default, table, _pairs.Directory, FiveMinuteTallies.Seconds);
}
