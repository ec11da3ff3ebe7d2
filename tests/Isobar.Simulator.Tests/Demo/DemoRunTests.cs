using Isobar.Core.Attribution;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Server.Demo;
using Isobar.Server.Simulation;
using Isobar.Simulator.Demo;
using Isobar.Simulator.Faults;
using Isobar.Storage;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Tests;

namespace Isobar.Simulator.Tests.Demo;

/// <summary>What a newcomer sees: a history, then a fault after half a minute, and its event within two.</summary>
public sealed class DemoRunTests(DemoRunFixture demo) : IClassFixture<DemoRunFixture>
{
    [Fact]
    public void The_first_event_opens_within_two_minutes_with_its_cause_and_what_to_do()
    {
        Fault first = new DemoTraffic(demo.World, DemoRunFixture.Start, null).World.Faults[0];
        Assert.Equal(DemoRunFixture.Start + 30, first.Spec.StartSeconds);
        (long second, HealthEventChange change) = demo.News.First(news => news.Change.Event.Blames.Any(blame => blame.Verdict == BlameVerdict.Blamed));
        Assert.InRange(second, 30, 120);
        Assert.Equal(EventStatus.Active, change.Event.Status);
        Assert.True(FaultElements.IsSame(first.Spec.Element, change.Event.Blames[0].Element), $"{first.Spec.Element}: {change.Event.Reason}");
        Assert.NotEmpty(change.Event.Action.Text);
        Assert.InRange(change.Event.StartedAt, first.Spec.StartSeconds - 10, first.Spec.StartSeconds + 30);
    }

    [Fact]
    public void Nothing_is_told_before_the_first_fault() => Assert.DoesNotContain(demo.News, news => news.Second < 30);

    [Fact]
    public void The_event_ends_when_the_fault_does()
    {
        HealthEvent last = demo.News.Last(news => news.Change.Event.EndedAt is not null).Change.Event;
        Assert.InRange(last.EndedAt!.Value, DemoRunFixture.Start + 260, DemoRunFixture.Start + 330);
    }

    [Fact]
    public void The_history_holds_hourly_sums_of_all_pairs_and_past_events()
    {
        long hours = (demo.HistoryEnd - demo.HistoryFrom) / 3_600;
        Assert.InRange(demo.Seeded.Tallies, hours * DemoWorld.UsualPairs * 95 / 100, hours * 2 * DemoWorld.UsualPairs);
        Assert.InRange(demo.Seeded.Measurements, hours * DemoWorld.UsualPairs * 95 / 100, hours * 2 * DemoWorld.UsualPairs);
        Assert.Equal(8, demo.Seeded.Days);
        Assert.InRange(demo.Seeded.HealthEvents, 3, 3_000);
        Assert.InRange(demo.Seeded.InternetEvents, 3, 3_000);
        IReadOnlyList<EventRow> past = demo.Folder.HealthEvents.List(new() { StartedBefore = demo.HistoryEnd, Limit = 5_000 });
        Assert.Equal(demo.Seeded.HealthEvents, past.Count);
        Assert.All(past, row => Assert.True(row.EndedAt is not null));
        Assert.Contains(past.Select(row => EventDocument.ReadHealthEvent(row.Json)), one => !one.IsLocal && one.Blames[0].Verdict == BlameVerdict.Blamed);
        // The weather map looks back a day.
        Assert.Contains(demo.Folder.InternetEvents.List(new() { ActiveFrom = DemoRunFixture.Start - 86_400, Limit = 5_000 }), row => row.StartedAt < demo.HistoryEnd);
    }

    [Fact]
    public void Seeded_days_make_baselines_that_are_ready()
    {
        DateOnly today = WarmUp.DayOf(DemoRunFixture.Start);
        Dictionary<Core.Atlas.CityNetworkId, Core.Atlas.CityNetwork> names = demo.World.CityNetworks.ToDictionary(place => place.Id);
        BaselineTable table = new();
        HealthEngine engine = new(ScoringSettings.Default, table, PairDirectory.WithoutPaths(id => names[id]), 10);
        BaselineHistory history = new();
        foreach (StratumDays stratum in demo.Folder.DaySummaries.ReadDays(today.AddDays(-30), today))
        {
            engine.Meet(stratum.Key);
            for (int day = 0; day < stratum.Count; day++)
            {
                DaySummary summary = new();
                Assert.True(DaySummaryCodec.TryRead(stratum.Summary(day), summary));
                history.Add(stratum.Key, summary);
            }
        }
        table.Derive(today, history.All());
        Assert.InRange(table.Count, DemoWorld.UsualPairs, 2 * DemoWorld.UsualPairs);
        int ready = Enumerable.Range(0, table.Count).Count(stratum =>
        {
            table.Expect(stratum, DemoRunFixture.Start, out Expectation usual);
            return usual.Source != BaselineSource.None;
        });
        Assert.True(ready > 0.95 * table.Count, $"{ready} of {table.Count}");
    }

    [Fact]
    public void Live_measurements_follow_the_history_without_a_gap_and_without_overlap()
    {
        // A pair has one row for the same five minutes: the store would have refused another.
        long? last = demo.Folder.LastMeasuredWindow(TrafficMonitor.DefaultName);
        Assert.Equal((DemoRunFixture.Start + 330) / 300 * 300 - 300, last);
        Assert.Equal(demo.HistoryEnd, demo.Folder.SealedWindows().Select(window => window.WindowStart).Last(start => start <= demo.HistoryEnd));
    }

    [Fact]
    public void A_folder_that_is_not_a_demos_is_left_alone()
    {
        using TemporaryFolder folder = new();
        folder.File("real/precious.txt", "data");
        StorageException fault = Assert.Throws<StorageException>(() => DemoFolder.OpenEmpty(folder["real"], new StorageSettings()));
        Assert.Contains("not the folder of a demo", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["real/precious.txt"]));
    }

    [Fact]
    public void The_next_demo_starts_anew()
    {
        using TemporaryFolder folder = new();
        using (DataFolder first = DemoFolder.OpenEmpty(folder["demo"], new StorageSettings()))
        {
            first.Commit(new CommitContent { SealedWindows = [(0, 0)] });
        }
        using DataFolder second = DemoFolder.OpenEmpty(folder["demo"], new StorageSettings());
        Assert.Equal(0, second.LastCommit);
        Assert.Empty(second.SealedWindows());
    }

    [Fact]
    public void The_demos_clock_runs_as_fast_as_asked()
    {
        FakeTimeProvider real = new();
        DateTimeOffset start = real.GetUtcNow();
        DemoClock clock = new(real, 30);
        real.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(start + TimeSpan.FromMinutes(5), clock.GetUtcNow());
    }
}
