using Isobar.Core.Windows;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Scenarios;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Demo;

/// <summary>The live traffic of the demo, window by window: with faults on its schedule, which never ends, or with those of a scenario.</summary>
internal sealed class DemoTraffic
{
    private readonly bool _isScheduled;
    private readonly long _start;
    private long _scheduledUntil;

    /// <param name="world">The demo's world, of which the history was written.</param>
    /// <param name="start">When the demo starts, Unix seconds: faults are planned from here on.</param>
    /// <param name="scenario">Faults that a person wrote, instead of the schedule.</param>
    public DemoTraffic(SimulatedWorld world, long start, Scenario? scenario)
    {
        _start = start;
        _isScheduled = scenario is null;
        World = scenario is null ? DemoWorld.Continue(world, start, start) : world.WithFaults(scenario.Plan);
        _scheduledUntil = start + (long)DemoWorld.ScheduleDays * WorldOptions.DaySeconds;
    }

    /// <summary>The world with the faults of now.</summary>
    public SimulatedWorld World { get; private set; }

    /// <summary>Appends the rows of a window.</summary>
    public void AppendWindow(long windowStart, TallyBatch batch)
    {
        if (_isScheduled && windowStart >= _scheduledUntil - WorldOptions.DaySeconds)
        {
            World = DemoWorld.Continue(World, _start, windowStart);
            _scheduledUntil = windowStart + (long)DemoWorld.ScheduleDays * WorldOptions.DaySeconds;
        }
        World.AppendWindow(windowStart, batch);
    }
}
