using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Plays faults in a test world and collects what was said.</summary>
internal sealed class TestRun
{
    private readonly Dictionary<string, EventGroup> _groups = [];

    public TestRun(TestWorld world, int seed, PlantedFault[] faults, int windows)
    {
        TestEngine engine = new(world, seed, faults);
        Tracker = new EventGroupTracker();
        for (int window = 0; window < windows; window++)
        {
            HealthMap map = engine.Next();
            Changes.AddRange(Tracker.Advance(map));
            foreach (EventGroupChange change in Changes)
            {
                _groups[change.Group.Id] = change.Group;
            }
        }
        Blames = Tracker.Blames;
    }

    public EventGroupTracker Tracker { get; }

    /// <summary>What was said about the last window.</summary>
    public ImmutableArray<Blame> Blames { get; }

    public List<EventGroupChange> Changes { get; } = [];

    /// <summary>All groups that were not found to be parts of others, with their last word.</summary>
    public EventGroup[] Groups => [.. _groups.Values.Where(group => group.Status != EventGroupStatus.Merged)];

    /// <summary>The blames of the last window that are certain.</summary>
    public Blame[] Certain => [.. Blames.Where(blame => blame.OpenedBy != OpeningPath.None)];

    /// <summary>The time of a window's start.</summary>
    public static long Time(int window) => TestEngine.Start + window * (long)TestEngine.WindowSeconds;
}
