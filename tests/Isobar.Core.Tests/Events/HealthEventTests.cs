using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Tests.Monitors;

namespace Isobar.Core.Tests.Events;

/// <summary>The worked examples of spec 6.4 and 6.6, and the rules of section 8 of the statistical design.</summary>
public sealed class HealthEventTests
{
    private readonly HealthWorld _world = new();

    [Fact]
    public void Small_problems_together_open_an_overall_event_by_the_worked_example()
    {
        WorldPair a = _world.Add("A").Send(2), b = _world.Add("B").Send(1), c = _world.Add("C").Send(4);
        _world.Add("D").Send(93);
        MonitorRun run = new(_world, WithoutLocal());
        a.Fail(1);
        b.Fail(0.5);
        Assert.Empty(run.Step("10:00").Events.Changes);
        b.Fail(1);
        c.Fail(0.5);
        HealthEvent opened = Single(run.Step("10:05"), HealthEventChangeKind.Created);
        Assert.Equal((HealthWorld.At("10:05"), 5.0), (opened.StartedAt, Math.Round(opened.PercentOfTotalTrafficImpacted, 4)));
        Assert.Equal("2026-01-05T10-05-00Z/availability", opened.EventId);
        Assert.Equal((95.0, HealthEventImpactType.Availability), (opened.HealthScoreThreshold, opened.ImpactType));
        c.Fail(1);
        HealthEvent updated = Single(run.Step("10:10"), HealthEventChangeKind.Updated);
        Assert.Equal((7.0, 93.0), (Math.Round(updated.PercentOfTotalTrafficImpacted, 4), Math.Round(updated.Score, 4)));
        Assert.Equal(["C", "A", "B"], updated.ImpactedLocations.Select(location => location.City));
        c.Fail(1.9 / 4);
        HealthEvent closed = Single(run.Step("10:15"), HealthEventChangeKind.Closed);
        Assert.Equal((HealthWorld.At("10:15"), EventStatus.Resolved, ClosingReason.Recovered), (closed.EndedAt, closed.Status, closed.ClosedBecause));
        // Once resolved the peak is shown, and the parts still sum to it.
        Assert.Equal(7, closed.PercentOfTotalTrafficImpacted, 4);
        Assert.Equal(7, closed.ImpactedLocations.Sum(location => location.InternetHealth.Availability!.Value.PercentOfTotalTrafficImpacted), 4);
        Assert.All(closed.ImpactedLocations, location => Assert.Equal(EventStatus.Active, location.Status));
    }

    [Theory]
    [InlineData(0.76, 0, true, false)]
    [InlineData(0.05, 0, false, false)]
    [InlineData(10, 61, false, false)]
    [InlineData(10, 60, true, false)]
    [InlineData(15, 60, true, true)]
    public void Local_events_open_by_score_and_impact(double share, double score, bool opensLocal, bool opensOverall)
    {
        long bytes = (long)Math.Round(share * 100);
        _world.Add("A").Send(bytes).Fail(1 - score / 100);
        _world.Add("B").Send(10_000 - bytes);
        HealthEvent[] events = [.. new MonitorRun(_world).Step("10:00").Events.Changes.Select(change => change.Event)];
        Assert.Equal(opensLocal, events.Any(one => one.IsLocal));
        Assert.Equal(opensOverall, events.Any(one => !one.IsLocal));
        Assert.All(events, one => Assert.Equal(share * (100 - score) / 100, one.PercentOfTotalTrafficImpacted, 4));
    }

    [Fact]
    public void Figures_of_published_events_come_out()
    {
        WorldPair[] pairs = [_world.Add("A").Send(201), _world.Add("B").Send(105), _world.Add("C").Send(61), _world.Add("D").Send(78)];
        _world.Add("E").Send(10_000 - 445);
        double[] drops = [0.3945, 0.2977, 0.0407, 0.0288];
        for (int i = 0; i < pairs.Length; i++)
        {
            pairs[i].Performance = WorldPair.Drop(drops[i], stream: EvidenceStream.Rtt);
        }
        TrafficMonitor monitor = WithoutLocal() with { HealthEvents = new() { PerformanceScoreThreshold = 99 } };
        HealthEvent one = Single(new MonitorRun(_world, monitor).Step("10:00"), HealthEventChangeKind.Created);
        Assert.Equal(1.1528, one.PercentOfTotalTrafficImpacted, 3);
        HealthFigures first = one.ImpactedLocations[0].InternetHealth.Performance!.Value;
        Assert.Equal((39.45, 60.55), (Math.Round(first.PercentOfClientLocationImpacted, 4), Math.Round(first.ExperienceScore, 4)));
    }

    [Fact]
    public void A_local_event_closes_when_either_condition_fails()
    {
        WorldPair a = _world.Add("A").Send(100).Fail(0.5, HealthWorld.At("10:00"));
        WorldPair rest = _world.Add("B").Send(9_900);
        MonitorRun run = new(_world);
        Single(run.Step("10:00"), HealthEventChangeKind.Created);
        a.Fail(0.39, HealthWorld.At("10:00"));
        Assert.Equal(HealthWorld.At("10:05"), Single(run.Step("10:05"), HealthEventChangeKind.Closed).EndedAt);
        // Back within a quarter of an hour: the same event.
        a.Fail(0.5, HealthWorld.At("10:00"));
        HealthEvent back = Single(run.Step("10:10"), HealthEventChangeKind.Reactivated);
        Assert.Equal((HealthWorld.At("10:00"), (long?)null, EventStatus.Active), (back.StartedAt, back.EndedAt, back.Status));
        // Its share shrinks below the minimal impact, as the others send a hundred times as much.
        rest.Send(990_000);
        Assert.Equal(HealthWorld.At("10:15"), Single(run.Step("10:15"), HealthEventChangeKind.Closed).EndedAt);
    }

    [Fact]
    public void A_window_that_is_merely_significant_opens_nothing_but_is_back_dated_once_a_path_opens()
    {
        WorldPair a = _world.Add("A").Send(50).Fail(0.5, HealthWorld.At("10:00"), OpeningPath.None);
        _world.Add("B").Send(50);
        MonitorRun run = new(_world);
        Assert.Empty(run.Step("10:00").Events.Changes);
        a.Fail(0.5, HealthWorld.At("10:00"), OpeningPath.Slow);
        MonitorStep step = run.Step("10:05");
        Assert.Equal(2, step.Events.Changes.Count);
        Assert.All(step.Events.Changes, change => Assert.Equal(HealthWorld.At("10:00"), change.Event.StartedAt));
    }

    [Fact]
    public void An_aggregate_that_opened_opens_the_overall_event_of_its_pairs()
    {
        WorldPair[] pairs = [.. Enumerable.Range(0, 20).Select(i => _world.Add($"City {i}").Send(5))];
        foreach (WorldPair pair in pairs)
        {
            pair.Availability = new(HealthState.Drop, 0.2f, 0.3f, ElementKind.Country, EvidenceStream.NetworkFailures, OpeningPath.None, HealthWorld.At("10:00"));
        }
        MonitorRun run = new(_world);
        Assert.Empty(run.Step("10:00").Events.Changes);
        _world.Elements.Add(new(
            new(ElementKind.Country, HealthWorld.Frankfurt, "DE"), HealthMetric.Availability, WorldPair.Drop(0.2, path: OpeningPath.Accumulating),
            [.. pairs.Select(pair => pair.Number)], HealthWorld.Failures(200, 1000, 0.005, 0.2, 0.17, 0.23)));
        HealthEvent opened = Single(run.Step("10:05"), HealthEventChangeKind.Created);
        Assert.Equal((HealthWorld.At("10:00"), 20), (opened.StartedAt, opened.LocationCount));
        Assert.NotNull(opened.ImpactedLocations[0].Evidence);
    }

    [Fact]
    public void Certain_drops_below_the_floors_are_observations()
    {
        WorldPair a = _world.Add("A").Send(1).Fail(0.3, HealthWorld.At("10:00"));
        _world.Add("B").Send(99);
        Observation observed = Assert.Single(new MonitorRun(_world).Step("10:00").Events.Observations);
        Assert.Equal((a.Key, 70.0, 0.3), (observed.Pair, Math.Round(observed.Score, 4), Math.Round(observed.PercentOfTotalTrafficImpacted, 4)));
    }

    [Fact]
    public void Availability_and_performance_are_events_of_their_own()
    {
        WorldPair a = _world.Add("A").Send(50).Fail(0.5);
        a.Performance = WorldPair.Drop(0.7, stream: EvidenceStream.Rtt);
        _world.Add("B").Send(50);
        MonitorStep step = new MonitorRun(_world).Step("10:00");
        Assert.Equal(
            [HealthEventImpactType.Availability, HealthEventImpactType.LocalAvailability, HealthEventImpactType.Performance, HealthEventImpactType.LocalPerformance],
            step.Events.Changes.Select(change => change.Event.ImpactType));
    }

    [Fact]
    public void A_drop_that_returns_after_more_than_a_quarter_of_an_hour_is_a_new_event()
    {
        WorldPair a = _world.Add("A").Send(50).Fail(0.5);
        _world.Add("B").Send(50);
        MonitorRun run = new(_world, WithoutLocal());
        run.Step("10:00");
        a.Fail(0);
        run.Steps("10:05", 3);
        a.Fail(0.5);
        Assert.Equal("2026-01-05T10-00-00Z/availability", Single(run.Step("10:20"), HealthEventChangeKind.Reactivated).EventId);
        a.Fail(0);
        run.Steps("10:25", 4);
        a.Fail(0.5);
        Assert.Equal("2026-01-05T10-45-00Z/availability", Single(run.Step("10:45"), HealthEventChangeKind.Created).EventId);
    }

    [Fact]
    public void With_margin_and_windows_an_event_closes_only_when_it_stays_good()
    {
        WorldPair a = _world.Add("A").Send(10).Fail(1);
        _world.Add("B").Send(90);
        MonitorRun run = new(_world, WithoutLocal() with { EventRules = new() { ClosingMargin = 2, ClosingWindows = 3 } });
        run.Step("10:00");
        a.Fail(0.4);
        run.Steps("10:05", 5);
        Assert.Equal(EventStatus.Active, Assert.Single(run.Monitor.Events).Status);
        a.Fail(0.3);
        run.Steps("10:30", 2);
        a.Fail(1);
        run.Step("10:40");
        a.Fail(0);
        run.Steps("10:45", 3);
        HealthEvent one = Assert.Single(run.Monitor.Events);
        Assert.Equal((EventStatus.Resolved, HealthWorld.At("10:45")), (one.Status, one.EndedAt));
    }

    [Fact]
    public void A_new_threshold_resolves_a_running_event_that_keeps_the_old_one()
    {
        _world.Add("A").Send(10).Fail(1);
        _world.Add("B").Send(90);
        MonitorRun run = new(_world, WithoutLocal());
        run.Step("10:00");
        run.Monitor.Apply(run.Monitor.Settings with { HealthEvents = run.Monitor.Settings.HealthEvents with { AvailabilityScoreThreshold = 80 } }, HealthWorld.At("10:07"));
        HealthEvent closed = Single(run.Step("10:05"), HealthEventChangeKind.Closed);
        Assert.Equal(95, closed.HealthScoreThreshold);
    }

    [Fact]
    public void Switching_local_events_or_the_monitor_off_ends_them()
    {
        _world.Add("A").Send(10).Fail(1);
        _world.Add("B").Send(90);
        MonitorRun run = new(_world);
        Assert.Equal(2, run.Step("10:00").Events.Changes.Count);
        run.Monitor.Apply(WithoutLocal(), HealthWorld.At("10:06"));
        HealthEvent local = run.Step("10:05").Events.Changes.Single(change => change.Kind == HealthEventChangeKind.Closed).Event;
        Assert.Equal((true, ClosingReason.Settings), (local.IsLocal, local.ClosedBecause));
        HealthEvent overall = Assert.Single(run.Monitor.Apply(WithoutLocal() with { Status = MonitorStatus.Inactive }, HealthWorld.At("10:12")).Changes).Event;
        Assert.Equal((false, HealthWorld.At("10:12"), ProcessingStatus.Inactive), (overall.IsLocal, overall.EndedAt, run.Monitor.ProcessingStatus));
        Assert.Throws<InvalidOperationException>(() => run.Step("10:10"));
    }

    [Fact]
    public void A_new_normal_closes_with_that_reason()
    {
        WorldPair a = _world.Add("A").Send(10).Fail(1);
        _world.Add("B").Send(90);
        MonitorRun run = new(_world);
        run.Step("10:00");
        a.Fail(0);
        run.NewNormals.Add(a.Number);
        Assert.All(run.Step("10:05").Events.Changes, change => Assert.Equal(ClosingReason.NewNormal, change.Event.ClosedBecause));
    }

    [Fact]
    public void Figures_of_short_windows_are_news_every_five_minutes_only()
    {
        HealthWorld world = new(windowSeconds: 60);
        WorldPair a = world.Add("A").Send(10).Fail(1);
        world.Add("B").Send(90);
        MonitorRun run = new(world, WithoutLocal());
        Single(run.Step("10:00"), HealthEventChangeKind.Created);
        for (int minute = 1; minute < 4; minute++)
        {
            a.Fail(1 - minute / 100.0);
            Assert.Empty(run.Step($"10:0{minute}").Events.Changes);
        }
        a.Fail(0.9);
        Single(run.Step("10:04"), HealthEventChangeKind.Updated);
    }

    [Fact]
    public void Two_city_networks_that_differ_in_their_metro_alone_have_two_ids()
    {
        _world.Add("Springfield", metro: "Metro 1").Send(10).Fail(1);
        _world.Add("Springfield", metro: "Metro 2").Send(10).Fail(1);
        _world.Add("B").Send(1000);
        string[] ids = [.. new MonitorRun(_world).Step("10:00").Events.Changes.Select(change => change.Event.EventId)];
        Assert.Equal(2, ids.Length);
        Assert.Equal(2, ids.Distinct().Count());
    }

    private static TrafficMonitor WithoutLocal() => HealthWorld.Monitor() with
    {
        HealthEvents = new() { AvailabilityLocal = new(IsEnabled: false), PerformanceLocal = new(IsEnabled: false) },
    };

    private static HealthEvent Single(MonitorStep step, HealthEventChangeKind kind)
    {
        HealthEventChange change = Assert.Single(step.Events.Changes);
        Assert.Equal(kind, change.Kind);
        return change.Event;
    }
}
