using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>What people are told, and when.</summary>
public sealed class NoticeTests
{
    private readonly HealthWorld _world = new();
    private readonly WorldPair _hit;
    private readonly MonitorRun _run;

    public NoticeTests()
    {
        _hit = _world.Add("A").Send(30);
        _world.Add("B").Send(70);
        _run = new(_world, Overall());
    }

    [Fact]
    public void The_end_is_told_when_it_has_been_good_beyond_doubt_for_three_windows()
    {
        _hit.Fail(1);
        Assert.Equal(HealthEventNoticeKind.Opened, Assert.Single(_run.Step("10:00").Events.Notices).Kind);
        // 95.5 is above the threshold, so the event closes, but within the margin of two points.
        _hit.Fail(0.15);
        MonitorStep closing = _run.Step("10:05");
        Assert.Equal(HealthEventChangeKind.Closed, Assert.Single(closing.Events.Changes).Kind);
        Assert.Empty(closing.Events.Notices);
        _hit.Fail(0.05);
        Assert.Empty(_run.Steps("10:10", 2).Events.Notices);
        Assert.Equal(HealthEventNoticeKind.Resolved, Assert.Single(_run.Step("10:20").Events.Notices).Kind);
    }

    [Fact]
    public void A_drop_that_returns_is_not_told_as_over_and_opened_again()
    {
        _hit.Fail(1);
        _run.Step("10:00");
        _hit.Fail(0);
        _run.Steps("10:05", 2);
        _hit.Fail(1);
        _run.Step("10:15");
        Assert.Equal(HealthEventNoticeKind.Opened, Assert.Single(_run.Notices).Kind);
    }

    [Fact]
    public void An_event_younger_than_five_minutes_is_not_told()
    {
        HealthWorld world = new(windowSeconds: 60);
        WorldPair hit = world.Add("A").Send(30);
        world.Add("B").Send(70);
        MonitorRun run = new(world, Overall());
        hit.Fail(1);
        run.Steps("10:00", 4);
        hit.Fail(0);
        run.Steps("10:04", 10);
        Assert.Empty(run.Notices);
        hit.Fail(1);
        Assert.Single(run.Steps("11:00", 5).Events.Notices);
    }

    [Fact]
    public void Counts_that_are_still_unusual_delay_the_notice_of_the_end_for_an_hour_at_most()
    {
        _run.WithCounts = true;
        _hit.Fail(1);
        _run.Step("10:00");
        _hit.Fail(0);
        _hit.Counts = new() { Votes = 200, NetworkExpected = 1, NetworkFailed = 5 };
        _run.Steps("10:05", 11);
        Assert.Single(_run.Notices);
        Assert.Equal(HealthEventNoticeKind.Resolved, Assert.Single(_run.Step("11:00").Events.Notices).Kind);
    }

    [Fact]
    public void Counts_that_are_usual_again_are_calm()
    {
        _run.WithCounts = true;
        _hit.Fail(1);
        _run.Step("10:00");
        _hit.Fail(0);
        _hit.Counts = new() { Votes = 200, NetworkExpected = 1, NetworkFailed = 2 };
        Assert.Empty(_run.Steps("10:05", 2).Events.Notices);
        Assert.Single(_run.Step("10:15").Events.Notices);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(20, false)]
    public void Times_are_calm_when_no_edge_has_too_many_above(int above, bool calm)
    {
        _run.WithCounts = true;
        _hit.Performance = WorldPair.Drop(1, stream: EvidenceStream.Rtt);
        _run.Step("10:00");
        _hit.Performance = WorldPair.Drop(0);
        EdgeCounts rtt = new() { Samples = 100 };
        for (int edge = 0; edge < EdgeExpectation.Count; edge++)
        {
            rtt.Expected[edge] = 4;
            rtt.Above[edge] = edge == 4 ? above : 4;
        }
        _hit.Counts = new() { Rtt = rtt };
        _run.Steps("10:05", 3);
        Assert.Equal(calm ? 2 : 1, _run.Notices.Count);
    }

    private static TrafficMonitor Overall() => HealthWorld.Monitor() with
    {
        HealthEvents = new() { AvailabilityLocal = new(IsEnabled: false), PerformanceLocal = new(IsEnabled: false) },
    };
}
