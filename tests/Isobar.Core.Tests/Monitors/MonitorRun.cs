using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

/// <summary>A monitor that watches a world, window after window.</summary>
internal sealed class MonitorRun(HealthWorld world, TrafficMonitor? settings = null)
{
    private readonly List<(long Start, TallyBatch Batch)> _fed = [];

    public HealthWorld World => world;

    public WatchedMonitor Monitor { get; private set; } = new(settings ?? HealthWorld.Monitor(), world.WindowSeconds);

    public EventFacts Facts { get; set; } = EventFacts.None;

    public bool WithCounts { get; set; }

    public HashSet<int> NewNormals { get; } = [];

    public List<HealthEventChange> Changes { get; } = [];

    public List<HealthEventNotice> Notices { get; } = [];

    public MonitorStep Step(string time, params Blame[] blames) => Step(HealthWorld.At(time), blames);

    public MonitorStep Step(long start, params Blame[] blames)
    {
        TallyBatch batch = world.Tallies(start);
        _fed.Add((start, batch));
        MonitorStep step = Monitor.Advance(world.Map(start, WithCounts), [batch], blames, NewNormals, Facts, start + world.WindowSeconds + 90);
        Changes.AddRange(step.Events.Changes);
        Notices.AddRange(step.Events.Notices);
        return step;
    }

    /// <summary>Windows from a time on, without a change of the world; returns the last.</summary>
    public MonitorStep Steps(string from, int count, params Blame[] blames)
    {
        MonitorStep? last = null;
        for (int i = 0; i < count; i++)
        {
            last = Step(HealthWorld.At(from) + (long)i * world.WindowSeconds, blames);
        }
        return last!;
    }

    /// <summary>Goes on as a restarted server does: from the written checkpoint and the stored tallies of the last three hours.</summary>
    public void Restart()
    {
        MonitorCheckpoint checkpoint = MonitorCheckpoint.Read(Monitor.Save().Write());
        Monitor = WatchedMonitor.Restore(Monitor.Settings, world.WindowSeconds, checkpoint);
        long firstHour = (_fed[^1].Start / 3600 - 2) * 3600;
        foreach ((long start, TallyBatch batch) in _fed.Where(fed => fed.Start >= firstHour))
        {
            Monitor.Remember(start, world.WindowSeconds, [batch]);
        }
    }
}
