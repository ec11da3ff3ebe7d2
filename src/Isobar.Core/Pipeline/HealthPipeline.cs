using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Pipeline;

/// <summary>
/// The street from sealed windows to health events: score, blame, group, overlay each monitor, decide its events, draw the weather map. Windows come in the order
/// of time, those without traffic too; the same windows give the same outcome.
/// </summary>
public sealed partial class HealthPipeline
{
    private const double MicrosPerMilli = 1000;

    private static readonly HashSet<int> s_none = [];

    private readonly HealthEngine _engine;
    private readonly EventGroupTracker _groups = new();
    private readonly SortedDictionary<string, WatchedMonitor> _monitors = new(StringComparer.Ordinal);
    private readonly InternetEventRules _rules;
    private InternetEventTracker _internetEvents;
    private readonly TopTalkers _topTalkers;
    private readonly int _windowSeconds;
    private EventFacts _facts = EventFacts.None;

    /// <param name="engine">Scores the windows.</param>
    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="rules">What the weather map shows.</param>
    public HealthPipeline(HealthEngine engine, int windowSeconds, InternetEventRules rules)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(rules);
        _engine = engine;
        _windowSeconds = windowSeconds;
        _rules = rules;
        _internetEvents = new(rules);
        _topTalkers = new(rules.TopTalkers);
        Facts = EventFacts.None;
    }

    /// <summary>Names and prefixes for events, asked by several monitors at a time. Usual times come from the engine, whatever is given here.</summary>
    public EventFacts Facts
    {
        get => _facts;
        set => _facts = value with { UsualRoundTripTime = (pair, _) => UsualTimesOf(pair) };
    }

    /// <summary>The event groups that last.</summary>
    public ImmutableArray<EventGroup> Groups => _groups.Active;

    /// <summary>What the weather map shows.</summary>
    public IReadOnlyList<InternetEvent> WeatherMap => _internetEvents.Map;

    /// <summary>The settings of the monitors that are watched, in the order of their names.</summary>
    public IEnumerable<TrafficMonitor> Watched => _monitors.Values.Select(static monitor => monitor.Settings);

    /// <summary>The events of all monitors that are open or may still be updated.</summary>
    public IEnumerable<HealthEvent> Events => _monitors.Values.SelectMany(static monitor => monitor.Events);

    /// <summary>How far a monitor has come with its data; null where there is none of this name.</summary>
    public ProcessingStatus? ProcessingStatusOf(string name) => _monitors.GetValueOrDefault(name)?.ProcessingStatus;

    /// <summary>Adds a monitor, or takes its new settings over; they are in force from the next window on. Gives what that did to its events.</summary>
    public HealthEventOutcome Watch(TrafficMonitor monitor, long now)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        if (_monitors.TryGetValue(monitor.Name, out WatchedMonitor? watched))
        {
            return watched.Apply(monitor, now);
        }
        _monitors.Add(monitor.Name, new(monitor, _windowSeconds));
        return new([], [], []);
    }

    /// <summary>Goes on with a monitor from a checkpoint.</summary>
    public void Restore(TrafficMonitor monitor, MonitorCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        _monitors[monitor.Name] = WatchedMonitor.Restore(monitor, _windowSeconds, checkpoint);
    }

    /// <summary>What must be kept of the monitors over a restart, by name.</summary>
    public IReadOnlyDictionary<string, MonitorCheckpoint> Save() => _monitors.ToDictionary(entry => entry.Key, entry => entry.Value.Save());

    /// <summary>Ends the open events of a monitor and forgets it; null where there is none of this name.</summary>
    public HealthEventOutcome? Unwatch(string name, long now) =>
        _monitors.Remove(name, out WatchedMonitor? watched) ? watched.Apply(watched.Settings with { Status = MonitorStatus.Inactive }, now) : null;

    /// <summary>Adds traffic of an earlier window to the profiles of monitors alone: how they are rebuilt after a restart.</summary>
    public void Remember(SealedWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        foreach (WatchedMonitor monitor in _monitors.Values)
        {
            monitor.Remember(window.Start, _windowSeconds, window.Batches);
        }
    }

    /// <summary>Lets the tests see a window of before, and nothing else: after a restart without a saved state.</summary>
    public void WarmUp(SealedWindow window) => _engine.Score(window);

    /// <summary>Takes a sealed window all the way.</summary>
    /// <param name="window">Its traffic.</param>
    /// <param name="now">The time at which it is concluded, Unix seconds: the time stamp of all changes.</param>
    /// <param name="forEach">Calls an action for 0 to n − 1, on several cores where there are several; in turn when null.</param>
    public WindowOutcome Advance(SealedWindow window, long now, Action<int, Action<int>>? forEach = null)
    {
        HealthMap map = _engine.Score(window, _groups.Explained, forEach);
        ImmutableArray<EventGroupChange> groups = _groups.Advance(map);
        ImmutableArray<Blame> blames = [.. _groups.Active.Select(group => group.Blame)];
        // Monitors and the weather map look at the same health and at nothing of one another.
        WatchedMonitor[] active = [.. _monitors.Values.Where(monitor => monitor.Settings.Status != MonitorStatus.Inactive)];
        MonitorOutcome[] monitors = new MonitorOutcome[active.Length];
        IReadOnlyList<InternetEventChange> internetEvents = [];
        (forEach ?? HealthEngine.InTurn)(active.Length + 1, number =>
        {
            if (number == active.Length)
            {
                internetEvents = _internetEvents.Advance(map, blames, _topTalkers.Add(map));
                return;
            }
            WatchedMonitor monitor = active[number];
            monitors[number] = new(monitor.Settings, monitor.Advance(map, window.Batches, blames, s_none, Facts, now));
        });
        return new(map, blames, groups, monitors, internetEvents);
    }

    private UsualTimes? UsualTimesOf(int pair) =>
        _engine.UsualRoundTrip(pair) is { } usual ? new(usual.P50 / MicrosPerMilli, usual.P90 / MicrosPerMilli) : null;
}
