using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Server.Publishing;
using Isobar.Storage;
using Isobar.Storage.Events;
using Isobar.Storage.Snapshots;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Scores sealed windows, and gives their commit what is to be stored with them: measurements, metrics, events, messages about these, and how far scoring has come. A restart brings back the state of some
/// earlier window and plays the stored windows since, so that nothing is scored twice with another result. Written by one thread.
/// </summary>
internal sealed class LiveHealth
{
    /// <summary>Windows are scored for so long after the last traffic: beyond the longest span, and until every event and status has had its time.</summary>
    private const long PatienceSeconds = 25 * 3600;

    /// <summary>Strata to score in one go, over all windows.</summary>
    private const long StrataAtATime = 200_000;

    /// <summary>What a window costs beside its strata, in strata.</summary>
    private const long StrataOfWindow = 1000;

    private readonly HealthOptions _options;
    private readonly DataFolder _folder;
    private readonly HealthStore _store;
    private readonly DayHistory _days;
    private readonly TimeProvider _time;
    private readonly DurationHistogram _durations = new();
    private readonly List<MonitorChange> _changes = [];
    private readonly SeenAddresses? _seen;
    private ScoringStreet _street;
    private HealthContent _content = new();
    private long? _first;
    private long? _next;
    private long _stateNext;
    private long _strataSinceState;
    private bool _isStateDue;
    private DateOnly _today;
    private long _windows;
    private long _states;
    private MovedHistories? _moved;
    private HealthStatus _status = HealthStatus.Nothing;

    /// <param name="options">What to know.</param>
    /// <param name="folder">Where everything is stored, and comes back from.</param>
    /// <param name="nameOf">What the atlas in use knows of a city-network.</param>
    /// <param name="time">Times the windows and stamps changes of monitors; the clock of windows comes with them.</param>
    /// <param name="seen">Clients that were seen lately, saved and restored with the state; null where addresses are none of an atlas that changes.</param>
    /// <exception cref="StorageException">The store, or a monitor in it, cannot be read.</exception>
    public LiveHealth(HealthOptions options, DataFolder folder, Func<CityNetworkId, CityNetwork?> nameOf, TimeProvider time, SeenAddresses? seen = null)
    {
        _seen = seen;
        _options = options;
        _time = time;
        _folder = folder;
        NameBook names = new(folder, nameOf);
        ImmutableArray<MonitoredResource> resources =
            [.. options.Sources.Select(source => new MonitoredResource(ResourceArn.OfSource(options.Region, options.Account, source.Source), [source.Source]))];
        Monitors = new(folder, TrafficMonitor.Default(options.Region, options.Account, resources), time);
        _days = new(folder, names);
        _store = new(folder, names, options.WindowSeconds, [.. options.Sources.Select(source => source.Location).Distinct()])
        {
            PathsOf = options.PathsOf,
            ServiceNetwork = options.ServiceNetwork,
            Quiet = options.Quiet,
        };
        RestoredHealth restored = Restore();
        _street = restored.Street;
        _content = restored.Content;
        _today = restored.Today;
        if (restored.Journal is { } journal)
        {
            (_first, _next, _stateNext) = (journal.First, journal.Next, journal.StateNext);
            _changes.AddRange(journal.Changes);
            _isStateDue = restored.IsStateDue;
            _strataSinceState = restored.StrataPlayed;
        }
        if (seen is not null && HealthStore.Read(folder, SeenAddresses.SnapshotName, out _) is { } written)
        {
            seen.Restore(written);
        }
        _status = Describe();
    }

    /// <summary>The monitors: what changes there is in force from the next window on.</summary>
    public MonitorDirectory Monitors { get; }

    /// <summary>Start of the first window that is not scored, Unix seconds; null before the first.</summary>
    public long? Next => _next;

    /// <summary>
    /// How far to score in one go, Unix seconds: windows of about a fifth of a second, to the end of five minutes where these are reached, since only there a state can be saved.
    /// </summary>
    /// <param name="start">Start of the first window.</param>
    public long LimitFrom(long start)
    {
        long end = start + _options.WindowSeconds * Math.Max(1, StrataAtATime / (_street.Table.Count + StrataOfWindow));
        long whole = end - end % FiveMinuteSums.Seconds;
        return whole > start ? whole : end;
    }

    /// <summary>Health events that were opened or changed by what was scored last; to be told once it is stored.</summary>
    public IReadOnlyList<HealthEventChange> News => _content.Changes;

    /// <summary>How things are, as of the last window; for any thread.</summary>
    public HealthStatus Status => Volatile.Read(ref _status);

    /// <summary>
    /// Makes ready for windows of a day: stores the summaries of days that have ended, and derives what is usual. Does nothing when that is done. Only when all windows of
    /// the days before are stored.
    /// </summary>
    /// <param name="day">The day, UTC.</param>
    /// <exception cref="StorageException">The store fails; call it again.</exception>
    public void Prepare(DateOnly day)
    {
        if (day == _today)
        {
            return;
        }
        _days.Summarise(day, _street.LeftOut);
        _days.Derive(day, _street.Table, _street.Engine);
        _today = day;
        // A restart need not derive it again.
        _isStateDue = true;
    }

    /// <summary>What an atlas swap moves of the strata that have a history.</summary>
    public IReadOnlyList<BaselineMove> MovesOf(Func<BaselineTable, IReadOnlyList<BaselineMove>> swap) => swap(_street.Table);

    /// <summary>Whether histories may be moved now: between five minutes, when the whole state can be saved.</summary>
    public bool CanMove => _next is { } next && ScoringStreet.IsWhole(next) && _street.Latest is not null;

    /// <summary>
    /// Moves histories as an atlas swap moved addresses, lets the tests of what moved begin anew, and saves the state at once, as no window tells a restart of it.
    /// </summary>
    /// <param name="moves">What moved.</param>
    /// <param name="now">Start of the next window.</param>
    /// <exception cref="StorageException">The store fails; call it again.</exception>
    public void Move(IReadOnlyList<BaselineMove> moves, long now)
    {
        if (moves.Count == 0)
        {
            return;
        }
        if (!ReferenceEquals(_moved?.Moves, moves))
        {
            MovedHistories moved = _days.Moved(moves, _today);
            // What has a history is judged by it from its first line on.
            foreach (BaselineKey arriving in moves.Select(move => move.To).Distinct().Order())
            {
                _street.Engine.Meet(arriving);
            }
            _street.Engine.Move(moves, moved.After.Of, now);
            // Tried again after a fault of the store, they must not be moved a second time.
            _moved = moved;
        }
        _folder.Commit(new CommitContent { DaySummaries = _moved.Days, Snapshots = [.. SaveStateNow(now), new(HealthJournal.SnapshotName, Journal(now).Write())] });
        _moved = null;
    }

    /// <summary>Scores sealed windows of one day that follow those before, and gives all that is to be stored with them.</summary>
    /// <param name="part">The windows that have traffic.</param>
    /// <param name="before">Start of the first window that is still open: those up to there without a row have no traffic.</param>
    /// <param name="names">Names of their city-networks.</param>
    /// <param name="checkpoints">How far the sources were read.</param>
    public CommitContent Score(SealedWindows part, long before, IReadOnlyList<CityNetwork> names, IReadOnlyList<SourceCheckpoint> checkpoints)
    {
        WindowSlices slices = new(part.Batches);
        long? next = _next ?? slices.NextStart;
        List<Snapshot> snapshots = [];
        if (next is { } start && start < before)
        {
            _first ??= start;
            _stateNext = _next is null ? start : _stateNext;
            TakeOverMonitors(start);
            Play(start, before, slices);
            _next = before;
            snapshots.AddRange(SaveState(before));
            snapshots.Add(new(HealthJournal.SnapshotName, Journal(before).Write()));
            Volatile.Write(ref _status, Describe());
        }
        DateTimeOffset now = _time.GetUtcNow();
        ILookup<string?, HealthEventChange> changes = _content.Changes.ToLookup(change => _options.Quiet.ReasonFor(change.Event, now.ToUnixTimeSeconds()));
        return new()
        {
            Tallies = part.Batches,
            SealedWindows = part.Windows,
            Names = names,
            Checkpoints = checkpoints,
            Measurements = _content.Measurements,
            HealthEvents = _content.HealthEvents,
            EventUpdates = _content.Updates,
            InternetEvents = _content.InternetEvents,
            EventGroups = _content.Groups,
            Metrics = _content.Metrics,
            Deliveries = _options.Webhooks is { } webhooks ? HealthEventMessage.Deliveries(webhooks, changes[null], now) : [],
            Notices = _options.Webhooks is { } receivers ? HeldBack(HealthEventMessage.ReceiversOf(receivers), changes, now) : [],
            Snapshots = snapshots,
        };
    }

    /// <summary>What would have been told but for somebody's word.</summary>
    private static IReadOnlyList<NoticeRow> HeldBack(string[] webhooks, ILookup<string?, HealthEventChange> changes, DateTimeOffset now) =>
    [
        .. from quiet in changes
           where quiet.Key is not null
           from change in quiet
           from webhook in webhooks
           select new NoticeRow(change.Event.EventArn, webhook, now.ToUnixTimeSeconds(), "silenced", quiet.Key!),
    ];

    /// <summary>What was scored last is stored: it is not given again.</summary>
    public void Stored() => _content = new();

    private RestoredHealth Restore()
    {
        try
        {
            return new HealthRestart(_folder, _store, _days, _options.WindowSeconds).Run();
        }
        catch (StorageException)
        {
            // A damaged block: what cannot be read is set aside and told, and the rest is read again.
            _folder.Verify();
            return new HealthRestart(_folder, _store, _days, _options.WindowSeconds).Run();
        }
    }

    private void Play(long start, long before, WindowSlices slices)
    {
        for (long window = start; window < before; window += _options.WindowSeconds)
        {
            IReadOnlyList<TallyBatch> batches = slices.Take(window);
            if (IsPassedOver(_street, window, batches))
            {
                continue;
            }
            long began = _time.GetTimestamp();
            _street.Advance(window, batches, _content);
            _durations.Add(_time.GetElapsedTime(began).TotalSeconds);
            _strataSinceState += _street.Table.Count + StrataOfWindow;
            _windows++;
        }
    }

    /// <summary>Whether a window is not worth scoring: nobody has come for so long that there is nothing left to count.</summary>
    internal static bool IsPassedOver(ScoringStreet street, long window, IReadOnlyList<TallyBatch> batches) =>
        batches.Count == 0 && (street.LastTraffic is not { } last || window - last > PatienceSeconds);

    /// <summary>What changed in the directory since the last window. The journal has it with the same commit, so that a restart plays it again at its window.</summary>
    private void TakeOverMonitors(long window)
    {
        Dictionary<string, string> watched = _street.Pipeline.Watched.ToDictionary(monitor => monitor.Name, MonitorDocument.Write);
        Dictionary<string, string> wanted = Monitors.All.ToDictionary(monitor => monitor.Name, MonitorDocument.Write);
        IEnumerable<MonitorChange> gone = watched.Keys.Where(name => !wanted.ContainsKey(name)).Select(name => new MonitorChange(window, name, null));
        IEnumerable<MonitorChange> changed = wanted.Where(entry => watched.GetValueOrDefault(entry.Key) != entry.Value)
            .Select(entry => new MonitorChange(window, entry.Key, entry.Value));
        foreach (MonitorChange change in gone.Concat(changed).OrderBy(change => change.Name, StringComparer.Ordinal).ToArray())
        {
            _street.Apply(change, _content);
            _changes.Add(change);
        }
    }

    private IReadOnlyList<Snapshot> SaveState(long next)
    {
        bool isDue = _isStateDue || _strataSinceState >= _options.StrataBetweenStates + 2L * _street.Table.Count;
        if (!isDue || !ScoringStreet.IsWhole(next) || _street.Latest is null)
        {
            return [];
        }
        _states++;
        return SaveStateNow(next);
    }

    private IReadOnlyList<Snapshot> SaveStateNow(long next)
    {
        (_isStateDue, _strataSinceState, _stateNext) = (false, 0, next);
        _changes.Clear();
        IReadOnlyList<Snapshot> state = HealthStore.Save(_street, next);
        return _seen is null ? state : [.. state, new(SeenAddresses.SnapshotName, _seen.Write())];
    }

    private HealthJournal Journal(long next) =>
        new() { WindowSeconds = _options.WindowSeconds, First = _first!.Value, Next = next, StateNext = _stateNext, Changes = [.. _changes] };

    private HealthStatus Describe() =>
        HealthStatusBuilder.Of(_street) with { Windows = _windows, Durations = _durations.Snapshot(), StatesSaved = _states };
}
