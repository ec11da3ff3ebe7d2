using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Core.Monitors;

/// <summary>
/// A monitor at work: its settings, traffic, events and status. Each sealed window goes through it once: the monitor's traffic is laid over the health map, events
/// are decided, and what is in an event is held.
/// </summary>
public sealed partial class WatchedMonitor
{
    private readonly int _windowSeconds;
    private readonly ProcessingCourse _processing = new();
    private readonly HealthEventTracker _events;
    private readonly HashSet<PairKey> _held = [];
    private TrafficProfile _profile;
    private MonitorOverlay _overlay;

    /// <param name="settings">The settings.</param>
    /// <param name="windowSeconds">Length of a window.</param>
    public WatchedMonitor(TrafficMonitor settings, int windowSeconds)
        : this(settings, windowSeconds, new HealthEventTracker())
    {
    }

    private WatchedMonitor(TrafficMonitor settings, int windowSeconds, HealthEventTracker events)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Settings = settings;
        _windowSeconds = windowSeconds;
        _profile = new(windowSeconds);
        _overlay = new(settings, _profile);
        _events = events;
        if (settings.Status == MonitorStatus.Inactive)
        {
            _processing.Stop();
        }
    }

    /// <summary>The settings that are in force.</summary>
    public TrafficMonitor Settings { get; private set; }

    /// <summary>How far the monitor has come with its data.</summary>
    public ProcessingStatus ProcessingStatus => _processing.Status;

    /// <summary>The events that are open or may still be updated.</summary>
    public IReadOnlyList<HealthEvent> Events => _events.Events;

    /// <summary>
    /// Takes new settings over. A monitor that is switched off ends its events; so does one that loses a source, since its traffic is another from then on.
    /// </summary>
    /// <param name="settings">The settings.</param>
    /// <param name="now">Unix seconds.</param>
    public HealthEventOutcome Apply(TrafficMonitor settings, long now)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Name != Settings.Name)
        {
            throw new ArgumentException($"These are the settings of '{settings.Name}', the monitor is '{Settings.Name}'.", nameof(settings));
        }
        bool losesSources = SourcesOf(Settings).Except(SourcesOf(settings)).Any();
        Settings = settings;
        _overlay.Apply(settings);
        if (settings.Status == MonitorStatus.Inactive)
        {
            _processing.Stop();
        }
        else if (!losesSources)
        {
            return new([], [], []);
        }
        HealthEventOutcome outcome = _events.Stop(now);
        HoldAndRelease();
        if (losesSources)
        {
            _profile = new(_windowSeconds);
            _overlay = new(settings, _profile);
        }
        return outcome;
    }

    /// <summary>Takes the next sealed window. Windows come in the order of time, each once; an inactive monitor takes none.</summary>
    /// <param name="map">The health of all pairs.</param>
    /// <param name="batches">Tallies that contain the window, of all shards.</param>
    /// <param name="blames">Who is blamed for which pairs.</param>
    /// <param name="newNormals">Numbers of pairs whose new level was made their baseline.</param>
    /// <param name="facts">Names, prefixes and usual times.</param>
    /// <param name="now">The time at which the window is concluded, Unix seconds.</param>
    public MonitorStep Advance(
        HealthMap map, IReadOnlyList<TallyBatch> batches, IReadOnlyList<Blame> blames, IReadOnlySet<int> newNormals, EventFacts facts, long now)
    {
        if (Settings.Status == MonitorStatus.Inactive)
        {
            throw new InvalidOperationException($"The monitor '{Settings.Name}' is inactive and takes no windows.");
        }
        MonitorWindow window = _overlay.Next(map, batches);
        _processing.Add(window);
        WindowReading reading = new() { Map = map, Window = window, Blames = blames, NewNormals = newNormals, Facts = facts, Now = now };
        HealthEventOutcome outcome = _events.Advance(Settings, reading);
        HoldAndRelease();
        return new(window, outcome, _processing.Status);
    }

    /// <summary>Adds an explanation that was found later (see <see cref="HealthEventTracker.Amend"/>).</summary>
    public HealthEventChange? Amend(string eventId, Blame blame, PairTable pairs, EventFacts facts, long now) =>
        _events.Amend(eventId, blame, pairs, facts, now);

    /// <summary>Feeds the traffic of an earlier window again: after a restart, those of the last three hours, in the order of time.</summary>
    public void Remember(long windowStart, int windowSeconds, IReadOnlyList<TallyBatch> batches) =>
        _overlay.Remember(windowStart, windowSeconds, batches);

    /// <summary>What cannot be learned again from stored tallies.</summary>
    public MonitorCheckpoint Save() => new()
    {
        FirstWindow = _profile.FirstWindow,
        TestableUntil = _processing.TestableUntil,
        WasTestable = _processing.WasTestable,
        ProcessingStatus = _processing.Status,
        Held = [.. _profile.SaveHeld()],
        Events = _events.Save(),
    };

    /// <summary>Goes on from a checkpoint; the traffic of the last three hours is to be fed again by <see cref="Remember"/> before the next window.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="windowSeconds">Length of a window.</param>
    /// <param name="checkpoint">What <see cref="Save()"/> gave.</param>
    public static WatchedMonitor Restore(TrafficMonitor settings, int windowSeconds, MonitorCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        WatchedMonitor monitor = new(settings, windowSeconds, HealthEventTracker.Restore(checkpoint.Events));
        if (checkpoint.FirstWindow is { } first)
        {
            monitor._profile.WatchedSince(first);
        }
        monitor._profile.RestoreHeld(checkpoint.Held);
        monitor._held.UnionWith(monitor._events.HeldPairs().Keys);
        monitor._processing.Restore(checkpoint.TestableUntil, checkpoint.WasTestable, checkpoint.ProcessingStatus);
        return monitor;
    }

    private static IEnumerable<string> SourcesOf(TrafficMonitor settings) => settings.Resources.SelectMany(resource => resource.Sources);

    private void HoldAndRelease()
    {
        IReadOnlyDictionary<PairKey, long> open = _events.HeldPairs();
        foreach ((PairKey pair, long start) in open)
        {
            if (_held.Add(pair))
            {
                _profile.Hold(pair, start);
            }
        }
        foreach (PairKey pair in _held.Where(pair => !open.ContainsKey(pair)).ToArray())
        {
            _held.Remove(pair);
            _profile.Release(pair);
        }
    }
}
