using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Server.Hosting.Health;
using Isobar.Simulator.Faults;

namespace Isobar.Server.Tests.Hosting.Health;

public sealed class LiveHealthTests
{
    private const long Hour = 3600;
    private const long Midnight = HealthFixture.Midnight;

    [Fact]
    public void A_fault_in_the_world_becomes_a_stored_event_with_its_cause_and_is_resolved_after()
    {
        const long FaultStart = Midnight + Hour, FaultEnd = FaultStart + 1800;
        using HealthFixture live = new(faults: [new(FaultElement.OfLocation(HealthFixture.Location), FaultKind.ServiceFail, FaultStart, FaultEnd, 0.6)]);
        live.Play(Midnight, FaultStart + 900);
        HealthEvent open = Assert.Single(live.Events(), one => !one.IsLocal);
        Assert.Equal(EventStatus.Active, open.Status);
        Assert.Equal((HealthEventImpactType.Availability, FaultStart), (open.ImpactType, open.StartedAt));
        Assert.Equal((BlameVerdict.Blamed, Cause.Service), (open.Blames[0].Verdict, open.Blames[0].Cause));
        live.Play(FaultStart + 900, FaultEnd + 900);
        HealthEvent over = Assert.Single(live.Events(), one => !one.IsLocal);
        Assert.Equal((EventStatus.Resolved, open.EventId), (over.Status, over.EventId));
        Assert.InRange(over.EndedAt!.Value, FaultEnd, FaultEnd + 600);
        // Nobody is told of anything that is not stored.
        Assert.Equal(live.Events().Select(one => one.EventId).Order(), live.Told.Select(change => change.Event.EventId).Distinct().Order());
    }

    [Fact]
    public void Every_sealed_five_minutes_are_measured_once_and_hold_what_was_counted()
    {
        using HealthFixture live = new();
        live.Play(Midnight, Midnight + 1800);
        long measured = live.Folder.Measurements.Scan(new() { MonitorName = TrafficMonitor.DefaultName, From = 0, To = long.MaxValue })
            .Sum(batch => batch.Connections.Sum());
        Assert.Equal(live.Folder.Tallies.Totals(0, long.MaxValue).Connections, measured);
        Assert.Equal(Midnight + 1500, live.Folder.LastMeasuredWindow(TrafficMonitor.DefaultName));
        MonitorHealth monitor = Assert.Single(live.Pipeline.Status.Health.Monitors);
        Assert.Equal((ProcessingStatus.Ok, 100.0), (monitor.Status, monitor.Availability));
    }

    [Fact]
    public void Shorter_windows_are_stored_as_their_five_minute_sums()
    {
        using HealthFixture live = new(windowSeconds: 60);
        live.Play(Midnight, Midnight + 1140);
        Assert.Equal(Midnight + 600, live.Folder.LastMeasuredWindow(TrafficMonitor.DefaultName));
        long measured = live.Folder.Measurements.Scan(new() { MonitorName = TrafficMonitor.DefaultName, From = 0, To = long.MaxValue })
            .Sum(batch => batch.Connections.Sum());
        Assert.Equal(live.Folder.Tallies.Totals(Midnight, Midnight + 900).Connections, measured);
        Assert.Empty(live.Events());
    }

    [Fact]
    public void Without_history_nothing_is_said_and_the_monitor_collects()
    {
        using HealthFixture live = new(historyDays: 0);
        live.Play(Midnight, Midnight + 900);
        MonitorHealth monitor = Assert.Single(live.Pipeline.Status.Health.Monitors);
        Assert.Equal((ProcessingStatus.CollectingData, null), (monitor.Status, monitor.Availability));
        Assert.Equal(0, live.Pipeline.Status.Health.ReadyPairs);
        Assert.Empty(live.Events());
    }

    [Fact]
    public void A_log_that_is_not_written_any_more_says_nothing_about_users()
    {
        using HealthFixture live = new();
        live.Play(Midnight, Midnight + Hour);
        for (long end = Midnight + Hour + 300; end <= Midnight + 3 * Hour; end += 300)
        {
            live.RunUntil(end);
        }
        Assert.Empty(live.Events());
        Assert.Equal([HealthFixture.Location], live.Pipeline.Status.Health.SilentLocations);
        Assert.Contains(live.Pipeline.Status.Faults, fault => fault.Text.Contains(HealthFixture.Location, StringComparison.Ordinal));
        live.Play(Midnight + 3 * Hour, Midnight + 3 * Hour + 300);
        Assert.Empty(live.Pipeline.Status.Health.SilentLocations);
    }

    [Fact]
    public void The_day_that_ended_is_summarised_and_part_of_what_is_usual_from_midnight_on()
    {
        using HealthFixture live = new(historyDays: HealthFixture.HistoryDays - 1);
        live.Play(Midnight - 2 * Hour, Midnight + 300);
        Assert.Equal(HealthFixture.HistoryDays, live.Folder.SummarisedDays().Count);
        DateOnly last = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(Midnight - 1).UtcDateTime);
        Assert.All(live.Folder.DaySummaries.ReadDays(last, last.AddDays(1)), stratum => Assert.Equal(last, stratum.Day(0)));
    }

    [Fact]
    public void A_monitor_that_is_made_takes_the_place_of_the_default_one_with_the_next_window()
    {
        using HealthFixture live = new();
        live.Play(Midnight, Midnight + 600);
        TrafficMonitor made = live.Pipeline.Monitors.Find(TrafficMonitor.DefaultName)! with { Name = "shop" };
        live.Pipeline.Monitors.Put(made);
        live.Play(Midnight + 600, Midnight + 900);
        Assert.Equal(["shop"], live.Pipeline.Status.Health.Monitors.Select(monitor => monitor.Name));
        Assert.Equal(Midnight + 600, live.Folder.LastMeasuredWindow("shop"));
        live.Restart();
        Assert.True(live.Pipeline.Monitors.Remove("shop"));
        live.Play(Midnight + 900, Midnight + 1200);
        Assert.Equal([TrafficMonitor.DefaultName], live.Pipeline.Status.Health.Monitors.Select(monitor => monitor.Name));
    }
}
