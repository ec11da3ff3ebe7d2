using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Monitors;

/// <summary>The worked examples of spec 6.7.</summary>
public sealed class SelectionTests
{
    private readonly HealthWorld _world = new();
    private readonly WorldPair[] _five;

    public SelectionTests() => _five =
    [
        _world.Add("A").Send(50), _world.Add("B").Send(30), _world.Add("C").Send(10), _world.Add("D").Send(6), _world.Add("E").Send(4),
    ];

    [Theory]
    [InlineData(90, null, "ABC", 90)]
    [InlineData(91, null, "ABCD", 96)]
    [InlineData(100, 2, "AB", 80)]
    [InlineData(100, null, "ABCDE", 100)]
    [InlineData(1, null, "A", 50)]
    [InlineData(90, 2, "AB", 80)]
    public void The_smallest_number_reaches_the_percentage_and_the_maximum_wins(int percentage, int? maximum, string selected, double covered)
    {
        MonitorRun run = Run(percentage, maximum);
        run.Steps("12:00", 30);
        MonitorStep step = run.Step("14:30");
        Assert.Equal(selected, Cities(step));
        Assert.Equal(covered, step.Window.Coverage.TrafficMonitoredPercent, 9);
        Assert.Equal(selected.Length, step.Window.Coverage.CityNetworksMonitored);
    }

    [Fact]
    public void Coverage_says_how_many_city_networks_carry_how_much()
    {
        MonitorRun run = Run(100, 2);
        TrafficCoverage coverage = run.Steps("12:00", 31).Window.Coverage;
        Assert.Equal("1 1 2 3 4 5 5", string.Join(" ", coverage.CityNetworksFor));
        Assert.Equal((3, 5), (coverage.For(90), coverage.For(99)));
        Assert.Throws<ArgumentOutOfRangeException>(() => coverage.For(26));
    }

    [Fact]
    public void The_published_example_of_a_long_tail_is_covered_in_part()
    {
        HealthWorld world = new();
        // 2,637 networks, the first 100 with 12.5 % of the traffic.
        for (int i = 0; i < 2637; i++)
        {
            world.Add($"City {i:0000}").Send(i < 100 ? 2537 : 700);
        }
        MonitorRun limited = new(world, HealthWorld.Monitor() with { MaximumCityNetworks = 100 });
        TrafficCoverage few = limited.Step("12:00").Window.Coverage;
        MonitorRun wide = new(world, HealthWorld.Monitor() with { MaximumCityNetworks = 5000 });
        TrafficCoverage all = wide.Step("12:00").Window.Coverage;
        Assert.Equal((100, 2637, 2637), (few.CityNetworksMonitored, few.For(100), all.CityNetworksMonitored));
        Assert.Equal(12.5, few.TrafficMonitoredPercent, 3);
        Assert.Equal(100, all.TrafficMonitoredPercent);
    }

    [Fact]
    public void The_hour_before_the_last_ranks()
    {
        WorldPair late = _world.Add("F");
        MonitorRun run = Run(99, null);
        run.Steps("12:00", 16);
        late.Send(60);
        run.Steps("13:20", 14);
        Assert.Equal("ABCDE", Cities(run.Step("14:30")));
        run.Steps("14:35", 5);
        Assert.Contains("F", Cities(run.Step("15:00")), StringComparison.Ordinal);
    }

    [Fact]
    public void With_all_traffic_and_no_maximum_a_newcomer_is_watched_at_once()
    {
        WorldPair late = _world.Add("F");
        MonitorRun run = Run(100, null);
        run.Steps("12:00", 30);
        late.Send(60);
        Assert.Equal("ABCDEF", Cities(run.Step("14:30")));
    }

    [Fact]
    public void A_newcomer_takes_a_free_place_below_the_maximum()
    {
        WorldPair first = _world.Add("F", asn: 2), second = _world.Add("G", asn: 1);
        MonitorRun run = Run(100, 6);
        run.Steps("12:00", 30);
        first.Send(60);
        second.Send(60);
        Assert.Equal("ABCDEG", Cities(run.Step("14:30")));
    }

    [Fact]
    public void Before_a_full_hour_everything_seen_ranks()
    {
        MonitorRun run = Run(90, null);
        Assert.Equal("ABC", Cities(run.Step("12:20")));
        _five[4].Send(4000);
        Assert.Equal("E", Cities(run.Step("12:25")));
    }

    [Fact]
    public void Ties_go_by_number_of_the_network_and_then_by_place()
    {
        HealthWorld world = new();
        world.Add("Zell", asn: 2).Send(10);
        world.Add("Aach", asn: 3).Send(10);
        world.Add("Bonn", asn: 2).Send(10);
        MonitorRun run = new(world, HealthWorld.Monitor() with { MaximumCityNetworks = 1 });
        MonitorStep step = run.Step("12:00");
        Assert.Equal("Bonn", world.Pairs[step.Window.Pairs.Span[0].Pair].CityNetwork.City);
    }

    [Fact]
    public void A_city_network_in_an_open_event_keeps_its_place_and_weight()
    {
        MonitorRun run = Run(100, 2);
        run.Steps("12:00", 31);
        // B fails at 14:35 and sends nothing from then on; C overtakes it in every ranking hour to come.
        WorldPair b = _five[1];
        b.Fail(1, HealthWorld.At("14:35"));
        b.Send(0);
        _five[2].Send(40);
        MonitorStep last = run.Steps("14:35", 60);
        Assert.Equal("AB", Cities(last));
        Assert.True(last.Window.TryFind(b.Key, out PairMeasurement row));
        Assert.Equal((30.0, HealthState.Drop), (row.Weight, row.Availability.State));
        b.Fail(0);
        run.Step("19:35");
        Assert.Equal("AC", Cities(run.Step("19:40")));
    }

    private MonitorRun Run(int percentage, int? maximum) =>
        new(_world, HealthWorld.Monitor() with { TrafficPercentage = percentage, MaximumCityNetworks = maximum });

    private string Cities(MonitorStep step) =>
        string.Concat(step.Window.Pairs.ToArray().Select(row => _world.Pairs[row.Pair].CityNetwork.City).Order(StringComparer.Ordinal));
}
