using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>An event is not closed by silence (section 8 of the statistical design).</summary>
public sealed class SilenceTests
{
    private readonly HealthWorld _world = new();
    private readonly WorldPair _lost;
    private readonly MonitorRun _run;

    public SilenceTests()
    {
        _lost = _world.Add("A").Send(50);
        _world.Add("B").Send(50);
        _run = new(_world) { WithCounts = true };
        _run.Steps("07:00", 36);
    }

    [Fact]
    public void Events_wait_for_traffic_that_is_missing()
    {
        // 10 clients are expected in five minutes, far more than 40 in six hours.
        _lost.Counts.ClientsExpected = 10;
        _lost.Fail(1);
        Assert.Equal(2, _run.Step("10:00").Events.Changes.Count);
        FallSilent();
        _lost.Counts.ClientsExpected = 0;
        MonitorStep later = _run.Steps("10:05", 40);
        Assert.Empty(later.Events.Changes);
        Assert.Equal(2, _run.Monitor.Events.Count(one => one.Status == EventStatus.Active));
        Assert.Equal(100, later.Window.Availability.Score);
        _lost.Send(50).Fail(0);
        MonitorStep back = _run.Step("13:25");
        Assert.All(back.Events.Changes, change => Assert.Equal((HealthEventChangeKind.Closed, HealthWorld.At("13:25")), (change.Kind, change.Event.EndedAt)));
        Assert.Equal(2, back.Events.Changes.Count);
    }

    [Fact]
    public void Where_too_few_clients_are_expected_events_close_without_data_after_six_windows()
    {
        _lost.Counts.ClientsExpected = 0.5f;
        _lost.Fail(1);
        _run.Step("10:00");
        FallSilent();
        _run.Steps("10:05", 5);
        Assert.Equal(2, _run.Monitor.Events.Count(one => one.Status == EventStatus.Active));
        HealthEvent[] closed = [.. _run.Step("10:30").Events.Changes.Select(change => change.Event)];
        Assert.Equal(2, closed.Length);
        Assert.All(closed, one => Assert.Equal(ClosingReason.NoData, one.ClosedBecause));
        Assert.Equal(HealthWorld.At("10:05"), closed.Single(one => one.IsLocal).EndedAt);
    }

    [Fact]
    public void An_outage_found_by_missing_clients_ends_when_four_fifths_are_back()
    {
        _lost.Counts.ClientsExpected = 100;
        _lost.Send(0);
        _lost.Availability = WorldPair.Drop(1, stream: EvidenceStream.Volume);
        _run.Step("10:00");
        _lost.Send(10).Fail(0);
        _lost.Counts.Clients = 79;
        Assert.DoesNotContain(_run.Step("10:05").Events.Changes, change => change.Kind == HealthEventChangeKind.Closed);
        _lost.Counts.Clients = 80;
        Assert.Equal(2, _run.Step("10:10").Events.Changes.Count(change => change.Kind == HealthEventChangeKind.Closed));
    }

    [Fact]
    public void An_event_without_a_single_pair_to_hear_of_closes_without_data()
    {
        HealthWorld world = new();
        WorldPair only = world.Add("A").Send(10).Fail(1);
        MonitorRun run = new(world);
        run.Step("10:00");
        only.Send(0);
        only.Availability = only.Performance = WorldPair.Unknown(HealthState.Insufficient);
        run.Steps("10:05", 5);
        Assert.Equal(2, run.Monitor.Events.Count(one => one.Status == EventStatus.Active));
        run.Step("10:30");
        Assert.All(run.Monitor.Events, one => Assert.Equal((ClosingReason.NoData, HealthWorld.At("10:05")), (one.ClosedBecause, one.EndedAt)));
    }

    private void FallSilent()
    {
        _lost.Send(0);
        _lost.Availability = WorldPair.Unknown(HealthState.Insufficient);
    }
}
