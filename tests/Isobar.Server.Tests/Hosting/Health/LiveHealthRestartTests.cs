using Isobar.Core.Events;
using Isobar.Simulator.Faults;
using Isobar.Storage;

namespace Isobar.Server.Tests.Hosting.Health;

public sealed class LiveHealthRestartTests
{
    private const long Hour = 3600;
    private const long From = HealthFixture.Midnight - Hour;
    private const long FaultStart = HealthFixture.Midnight + 600;
    private const long FaultEnd = FaultStart + 1500;
    private const long To = FaultEnd + 1200;

    private static FaultSpec[] Faults { get; } =
    [
        new(FaultElement.OfLocation(HealthFixture.Location), FaultKind.ServiceFail, FaultStart, FaultEnd, 0.6),
        new(FaultElement.OfClientAsn(Network), FaultKind.RttAdd, HealthFixture.Midnight - 1800, FaultStart + 600, 0.9) { DelayMicros = 80_000 },
    ];

    private static uint Network
    {
        get
        {
            using HealthFixture world = new(historyDays: 0);
            return HealthFixture.WidestNetwork(world.World);
        }
    }

    /// <summary>One process over midnight and two faults, and the same with a new process after every third window: everything stored is equal, to the last digit.</summary>
    [Theory]
    [InlineData(300, 1)]
    [InlineData(60, 7)]
    public void Restarts_change_nothing_that_is_stored(int windowSeconds, int windowsBetween)
    {
        (List<string> Events, List<string> Measurements, int Told) once = Run(windowSeconds, null), often = Run(windowSeconds, windowsBetween);
        Assert.Contains(once.Events, row => row.Contains("LOCAL", StringComparison.Ordinal));
        Assert.Equal(once.Events, often.Events);
        Assert.Equal(once.Measurements, often.Measurements);
        Assert.Equal(once.Told, often.Told);
    }

    [Fact]
    public void A_kill_at_any_instant_of_a_commit_changes_nothing_that_is_stored()
    {
        List<string> events = Run(300, null).Events;
        FaultPoint? next = null;
        using HealthFixture live = new(300, Faults, HealthFixture.HistoryDays - 1, point => Throw(point, ref next));
        FaultPoint[] points = [FaultPoint.SnapshotsWritten, FaultPoint.BeforeColumns, FaultPoint.AfterColumns, FaultPoint.AfterControl];
        int count = 0;
        for (long start = From; start < To; start += 300)
        {
            live.WriteWindow(start);
            next = points[count++ % points.Length];
            Assert.ThrowsAny<KilledException>(() => live.RunUntil(start + 300));
            live.Restart();
            live.RunUntil(start + 300);
        }
        Assert.Equal(events, live.EventRows());
    }

    /// <summary>Another release cannot read the memory of this one: tests begin anew, warmed up, and events go on.</summary>
    [Fact]
    public void Without_a_usable_state_the_open_event_goes_on_and_ends()
    {
        using HealthFixture live = new(300, Faults, HealthFixture.HistoryDays - 1);
        live.Play(From, FaultStart + 900);
        HealthEvent before = live.Events().Single(one => !one.IsLocal && one.ImpactType == HealthEventImpactType.Availability);
        live.DamageStates();
        live.Play(FaultStart + 900, To);
        HealthEvent after = live.Events().Single(one => !one.IsLocal && one.ImpactType == HealthEventImpactType.Availability);
        Assert.Equal((before.EventId, EventStatus.Resolved), (after.EventId, after.Status));
        Assert.InRange(after.EndedAt!.Value, FaultEnd, FaultEnd + 600);
    }

    private static (List<string> Events, List<string> Measurements, int Told) Run(int windowSeconds, int? windowsBetween)
    {
        using HealthFixture live = new(windowSeconds, Faults, HealthFixture.HistoryDays - 1);
        int windows = 0;
        live.Play(From, To, _ =>
        {
            if (++windows % windowsBetween == 0)
            {
                live.Restart();
            }
        });
        return (live.EventRows(), live.Measurements(), live.Told.Count);
    }

    private static void Throw(FaultPoint point, ref FaultPoint? at)
    {
        if (point == at)
        {
            at = null;
            throw new KilledException();
        }
    }

    /// <summary>Stands for the end of the process: nothing of the program catches it.</summary>
    private sealed class KilledException : Exception
    {
    }
}
