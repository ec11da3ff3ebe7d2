using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Monitors;

public sealed class FiveMinuteSumsTests
{
    [Fact]
    public void Scores_are_weighed_by_the_traffic_of_their_windows_and_times_are_merged()
    {
        HealthWorld world = new(windowSeconds: 60);
        WorldPair pair = world.Add("A");
        FiveMinuteSums sums = new();
        MonitorWindow? whole = null;
        MonitorOverlay overlay = new(HealthWorld.Monitor(), new(60));
        long[] bytes = [100, 200, 300, 400, 500];
        for (int minute = 0; minute < 5; minute++)
        {
            pair.Send(bytes[minute]).Fail(minute == 4 ? 0.5 : 0);
            pair.RttMicros = [10_000L * (minute + 1)];
            long start = HealthWorld.At("10:00") + minute * 60;
            Assert.Null(whole);
            whole = sums.Add(overlay.Next(world.Map(start), [world.Tallies(start)]));
        }
        Assert.Equal((HealthWorld.At("10:00"), 300), (whole!.WindowStart, whole.WindowSeconds));
        PairMeasurement row = whole.Pairs.Span[0];
        Assert.Equal(100 * (1 - 250.0 / 1500), row.Availability.Score!.Value, 9);
        Assert.Equal(HealthState.Drop, row.Availability.State);
        LocationTraffic location = Assert.Single(whole.Locations);
        Assert.Equal((HealthWorld.Frankfurt, 1500L, 1), (location.ServiceLocation, location.BytesOut, location.Coverage.For(100)));
        Assert.Equal((1500L, 5L, 1500.0, 100.0), (row.BytesOut, row.Connections, row.Weight, row.PercentOfTotalTraffic));
        Assert.Equal(30, row.Rtt!.Value.P50, 0.3);
        Assert.Equal(row.Availability.Score.Value, whole.Availability.Score!.Value, 9);
        Assert.Null(sums.Take());
    }

    [Fact]
    public void A_window_of_five_minutes_is_passed_on_as_it_is()
    {
        HealthWorld world = new();
        world.Add("A").Send(10);
        MonitorWindow window = new MonitorRun(world).Step("10:00").Window;
        Assert.Same(window, new FiveMinuteSums().Add(window));
    }

    [Fact]
    public void Windows_without_traffic_may_be_left_out()
    {
        HealthWorld world = new(windowSeconds: 60);
        world.Add("A").Send(10);
        MonitorRun run = new(world);
        FiveMinuteSums sums = new();
        Assert.Null(sums.Add(run.Step("10:01").Window));
        MonitorWindow next = run.Step("10:07").Window;
        Assert.True(sums.IsBehind(next.WindowStart));
        Assert.Throws<InvalidOperationException>(() => sums.Add(next));
        Assert.Equal(10, sums.Take()!.BytesOut);
        Assert.False(sums.IsBehind(next.WindowStart));
        Assert.Null(sums.Add(next));
    }

    [Fact]
    public void What_no_window_could_judge_has_no_score()
    {
        HealthWorld world = new(windowSeconds: 150);
        WorldPair pair = world.Add("A").Send(10);
        pair.Availability = WorldPair.Unknown(HealthState.Learning);
        MonitorRun run = new(world);
        FiveMinuteSums sums = new();
        sums.Add(run.Step("10:00").Window);
        MonitorWindow whole = sums.Add(run.Step(HealthWorld.At("10:02") + 30).Window)!;
        Assert.Equal((HealthState.Learning, (double?)null), (whole.Pairs.Span[0].Availability.State, whole.Availability.Score));
        Assert.Equal(100, whole.Performance.Score);
    }
}
