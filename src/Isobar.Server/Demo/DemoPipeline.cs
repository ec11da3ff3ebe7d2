using Isobar.Core.Atlas;
using Isobar.Core.Events;
using Isobar.Core.Windows;
using Isobar.Server.Demo.Counter;
using Isobar.Server.Hosting;
using Isobar.Server.Hosting.Health;
using Isobar.Server.Simulation;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Worlds;
using Isobar.Storage;

namespace Isobar.Server.Demo;

/// <summary>
/// The demo's traffic on the street of a running server, from sealed windows on: drawn by the clock, scored, stored, told. Walked by one thread; time is an argument.
/// </summary>
internal sealed class DemoPipeline : ISteppedPipeline
{
    /// <summary>How long a window waits: the demo's servers report as it happens.</summary>
    public const int GraceSeconds = 1;

    /// <summary>Windows that are scored before the loop looks up again, when there is something to catch up with.</summary>
    private const int WindowsPerStep = 6;

    /// <summary>Days are moved into files of their own from here on: not while somebody waits for the first event.</summary>
    private const int QuietSeconds = 3_600;

    private const int RetentionDays = DemoWorld.HistoryDays;

    private static readonly CityNetwork[] s_loopback = [DemoAtlas.Loopback];

    private readonly DemoTraffic _traffic;
    private readonly CounterSource? _counter;
    private readonly DataFolder _folder;
    private readonly ILogger _log;
    private readonly LiveHealth _health;
    private readonly CommitQueue _commits;
    private readonly DayKeeper _days;
    private readonly FiveMinuteStore _sums = new();
    private readonly Action<IReadOnlyList<HealthEventChange>> _onNews;
    private readonly SortedDictionary<string, long> _connections = new(StringComparer.Ordinal);
    private readonly DateTimeOffset _start;
    private readonly string[] _sources;
    private long _next;
    private string? _fault;
    private LiveStatus _status;

    /// <param name="traffic">What is played.</param>
    /// <param name="folder">Where everything is stored; it holds the history.</param>
    /// <param name="options">What scoring must know.</param>
    /// <param name="time">Times commits and windows.</param>
    /// <param name="log">Told what an operator should know.</param>
    /// <param name="firstWindow">Start of the first window, Unix seconds; the history ends there.</param>
    /// <param name="now">The clock.</param>
    /// <param name="onNews">Told of health events that opened or changed, once they are stored.</param>
    /// <param name="counter">Requests to the demo's own application; null where it has none.</param>
    public DemoPipeline(
        DemoTraffic traffic, DataFolder folder, HealthOptions options, TimeProvider time, ILogger log, long firstWindow, DateTimeOffset now, Action<IReadOnlyList<HealthEventChange>> onNews,
        CounterSource? counter = null)
    {
        _traffic = traffic;
        _counter = counter;
        _folder = folder;
        _log = log;
        _onNews = onNews;
        _next = firstWindow;
        _start = now;
        _sources = [.. traffic.World.Sources.Select(source => source.Name)];
        WorldPairs pairs = new(traffic.World, pathsKnown: true);
        _health = new(options, folder, id => id == DemoAtlas.Loopback.Id ? DemoAtlas.Loopback : pairs.Find(id), time);
        _commits = new(folder, time);
        _days = new(folder, RetentionDays);
        _status = Describe(now);
    }

    /// <summary>How things are, as of the last step; for any thread.</summary>
    public LiveStatus Status => Volatile.Read(ref _status);

    /// <summary>The monitors, for any thread.</summary>
    public MonitorDirectory Monitors => _health.Monitors;

    /// <inheritdoc/>
    public bool Step(DateTimeOffset now)
    {
        bool hasMore = _commits.IsIdle && Seal(now);
        if (_commits.Poll(now))
        {
            _log.Committed(_folder.LastCommit, _commits.Windows);
            if (_health.News.Count > 0)
            {
                _onNews(_health.News);
            }
            _health.Stored();
        }
        if (_commits.IsIdle && (now - _start).TotalSeconds > QuietSeconds)
        {
            _days.Poll(DateTimeOffset.FromUnixTimeSeconds(_next / FiveMinuteTallies.Seconds * FiveMinuteTallies.Seconds), now);
        }
        Volatile.Write(ref _status, Describe(now));
        return hasMore && _commits.IsIdle;
    }

    /// <summary>Draws and scores the windows that are over, those of one day at a time; true when there are more.</summary>
    private bool Seal(DateTimeOffset now)
    {
        long end = (now.ToUnixTimeSeconds() - GraceSeconds) / DemoWorld.WindowSeconds * DemoWorld.WindowSeconds;
        long dayEnd = (_next / WorldOptions.DaySeconds + 1) * WorldOptions.DaySeconds;
        long before = Math.Min(Math.Min(end, dayEnd), _next + WindowsPerStep * DemoWorld.WindowSeconds);
        if (before <= _next)
        {
            return false;
        }
        try
        {
            _health.Prepare(WarmUp.DayOf(_next));
            _fault = null;
        }
        catch (StorageException error)
        {
            _fault = $"what is usual could not be derived, windows wait: {error.Message}";
            return false;
        }
        SealedWindows part = new(DemoWorld.WindowSeconds, 1);
        for (long window = _next; window < before; window += DemoWorld.WindowSeconds)
        {
            _traffic.AppendWindow(window, part.Batches[0]);
            _counter?.AppendWindow(window, part.Batches[0]);
            part.Add(window);
        }
        _next = before;
        Count(part.Batches[0]);
        _commits.Add(Content(part, before), part.Count, now);
        return before < end;
    }

    /// <summary>All that is to be stored, with sums of five minutes in the place of the windows.</summary>
    private CommitContent Content(SealedWindows part, long before)
    {
        CommitContent content = _health.Score(part, before, _counter is null ? [] : s_loopback, []);
        _sums.Add(part.Batches[0]);
        IReadOnlyList<TallyBatch> sums = _sums.TakeBefore(before);
        return new()
        {
            Tallies = sums,
            SealedWindows = FiveMinuteStore.WindowsOf(sums),
            Names = content.Names,
            Measurements = content.Measurements,
            HealthEvents = content.HealthEvents,
            EventUpdates = content.EventUpdates,
            Notices = content.Notices,
            InternetEvents = content.InternetEvents,
            EventGroups = content.EventGroups,
            Metrics = content.Metrics,
            Deliveries = content.Deliveries,
        };
    }

    private void Count(TallyBatch rows)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            string source = rows.Stratum[row].Source;
            _connections[source] = _connections.GetValueOrDefault(source) + rows.Connections[row];
        }
    }

    private IEnumerable<LiveFault> Faults()
    {
        if (_commits.Fault is { } commit)
        {
            yield return new(LiveFaultKind.Commit, commit);
        }
        if (_fault is { } scoring)
        {
            yield return new(LiveFaultKind.Scoring, scoring);
        }
        if (_counter is { Dropped: > 0 })
        {
            yield return new(LiveFaultKind.Source, $"source {CounterSource.Name}: {_counter.Dropped} requests were not counted, as too many waited for their window");
        }
        if (_days.Fault is { } days)
        {
            yield return new(LiveFaultKind.Maintenance, days);
        }
        foreach (StorageIncident incident in _folder.Incidents)
        {
            yield return new(LiveFaultKind.Store, incident.ToString());
        }
    }

    private static SourceStatus SourceOf(string name, string format, long records, long late) => new(name, format, [], [], records, records, [], late, 0, 0, 0, 0, 0, 0, 0, 0);

    private IEnumerable<SourceStatus> CounterStatus() => _counter is null ? [] : [SourceOf(CounterSource.Name, "requests", _counter.Records, _counter.Late)];

    private LiveStatus Describe(DateTimeOffset now) => new()
    {
        At = now,
        Sources = [.. _sources.Select(name => SourceOf(name, "simulated", _connections.GetValueOrDefault(name), 0)), .. CounterStatus()],
        Faults = [.. Faults()],
        Unlocated = _counter?.Unlocated ?? 0,
        OpenWindows = 1,
        OpenBytes = 0,
        EarlyWindows = 0,
        SealedWindows = _commits.Windows,
        Commits = _commits.Commits,
        CommitFailures = _commits.Failures,
        CommitDurations = _commits.Durations.Snapshot(),
        DaysRolled = _days.DaysRolled,
        Watermark = DateTimeOffset.FromUnixTimeSeconds(_next),
        Health = _health.Status,
        Configuration = new(0, false, 0),
        AtlasCityNetworks = _traffic.World.CityNetworks.Length,
        AtlasSwaps = 0,
    };
}
