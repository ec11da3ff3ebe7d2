using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Pipeline;

/// <summary>A monitor on its way through time: its traffic, its view of the health map, its events.</summary>
internal sealed class MonitorCourse
{
    private readonly TrafficProfile _profile;
    private readonly MonitorOverlay _overlay;
    private HashSet<PairKey> _held = [];

    public MonitorCourse(TrafficMonitor monitor, int windowSeconds)
    {
        Monitor = monitor;
        _profile = new(windowSeconds);
        _overlay = new(monitor, _profile);
    }

    /// <summary>The settings in force.</summary>
    public TrafficMonitor Monitor { get; private set; }

    /// <summary>The events.</summary>
    public HealthEventTracker Events { get; private set; } = new();

    /// <summary>Takes new settings over.</summary>
    public void Apply(TrafficMonitor monitor)
    {
        Monitor = monitor;
        _overlay.Apply(monitor);
    }

    /// <summary>Adds traffic of an earlier window to the profile alone.</summary>
    public void Remember(SealedWindow window, int windowSeconds) => _overlay.Remember(window.Start, windowSeconds, window.Batches);

    /// <summary>Takes a window into account.</summary>
    public MonitorOutcome Advance(HealthMap map, SealedWindow traffic, IReadOnlyList<Blame> blames, EventFacts facts, long now)
    {
        MonitorWindow window = _overlay.Next(map, traffic.Batches);
        HealthEventOutcome outcome = Events.Advance(Monitor, new() { Map = map, Window = window, Blames = blames, Facts = facts, Now = now });
        IReadOnlyDictionary<PairKey, long> held = Events.HeldPairs();
        foreach (PairKey released in _held.Where(pair => !held.ContainsKey(pair)))
        {
            _profile.Release(released);
        }
        foreach ((PairKey pair, long startedAt) in held)
        {
            _profile.Hold(pair, startedAt);
        }
        _held = [.. held.Keys];
        return new(Monitor, window, outcome);
    }

    /// <summary>What must be kept over a restart.</summary>
    public (byte[] Events, IReadOnlyList<HeldTraffic> Held) Save() => (Events.Save(), _profile.SaveHeld());

    /// <summary>Goes on from what was kept.</summary>
    public void Restore(ReadOnlySpan<byte> events, IEnumerable<HeldTraffic> held)
    {
        Events = HealthEventTracker.Restore(events);
        _profile.RestoreHeld(held);
        _held = [.. Events.HeldPairs().Keys];
    }
}
