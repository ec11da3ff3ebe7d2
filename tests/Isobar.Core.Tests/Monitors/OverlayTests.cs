using Isobar.Core.Monitors;
using Isobar.Core.Scoring;
using Isobar.Core.Sketches;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Monitors;

/// <summary>The worked examples of spec 6.1-6.3, 6.8-6.10, and of section 1 of the statistical design.</summary>
public sealed class OverlayTests
{
    private const string Account = "123456789012";
    private const string Vpc = $"arn:aws:ec2:eu-central-1:{Account}:vpc/vpc-01234567";
    private const string Distribution = $"arn:aws:cloudfront::{Account}:distribution/E2EXAMPLE12345";
    private const string Directory = $"arn:aws:workspaces:eu-central-1:{Account}:directory/d-0123456789";
    private const string ZoneA = "eu-central-1a";
    private const string ZoneB = "eu-central-1b";

    private readonly HealthWorld _world = new();

    [Fact]
    public void Weighted_round_trip_time_is_the_mean_by_traffic()
    {
        _world.Add("A").Send(90).RttMicros = [5000];
        _world.Add("B").Send(10).RttMicros = [10_000];
        _world.Add("No times").Send(1000);
        Assert.Equal(5.5, Step().Window.WeightedRtt!.Value.P50, 0.06);

        HealthWorld three = new();
        three.Add("A").Send(600).RttMicros = [40_000];
        three.Add("B").Send(300).RttMicros = [80_000];
        three.Add("C").Send(100).RttMicros = [200_000];
        Assert.Equal(68, new MonitorRun(three).Step("12:00").Window.WeightedRtt!.Value.P90, 0.7);
    }

    [Fact]
    public void A_mean_of_percentiles_is_not_the_percentile_of_all()
    {
        _world.Add("A").Send(10).RttMicros = [10_000, 10_000];
        _world.Add("B").Send(10).RttMicros = [100_000, 100_000];
        MonitorWindow window = Step().Window;
        Assert.Equal(55, window.WeightedRtt!.Value.P90, 0.6);
        Assert.Equal(100, window.Pairs.ToArray().Max(row => row.Rtt!.Value.P90), 1.0);
    }

    [Fact]
    public void Scores_roll_up_by_traffic()
    {
        _world.Add("A").Send(50);
        _world.Add("B").Send(30).Fail(0.10);
        _world.Add("C").Send(20).Fail(0.30);
        MonitorWindow window = Step().Window;
        Assert.Equal(91, window.Availability.Score!.Value, 5);
        Assert.Equal(9, window.Availability.ImpactOn(window.TotalWeight), 5);
        Assert.Equal((100.0, HealthState.Ok), (window.Performance.Score!.Value, window.Performance.State));
        Assert.Equal(HealthState.Drop, window.Availability.State);
    }

    [Fact]
    public void A_pair_with_a_score_of_11_and_an_eighth_of_the_traffic_takes_more_than_ten_points()
    {
        WorldPair slow = _world.Add("A").Send(12);
        slow.Performance = WorldPair.Drop(0.890, stream: EvidenceStream.Rtt);
        _world.Add("B").Send(88);
        MonitorWindow window = Step().Window;
        Assert.True(window.TryFind(slow.Key, out PairMeasurement row));
        Assert.Equal(11.0, row.Performance.Score!.Value, 4);
        Assert.Equal(10.68, row.ImpactOf(HealthMetric.Performance), 4);
        Assert.Equal(89.32, window.Performance.Score!.Value, 4);
    }

    [Fact]
    public void What_has_no_score_is_in_no_sum()
    {
        _world.Add("A").Send(50).Fail(0.5);
        _world.Add("B").Send(50);
        _world.Add("C").Send(100).Availability = WorldPair.Unknown(HealthState.Insufficient);
        _world.Add("D").Send(100).Availability = WorldPair.Unknown(HealthState.Learning);
        MonitorWindow window = Step().Window;
        Assert.Equal(75, window.Availability.Score!.Value, 5);
        // Impact is a share of all traffic, also of what nobody could judge.
        Assert.Equal(100 * 25 / 300.0, window.Availability.ImpactOn(window.TotalWeight), 5);
        Assert.Equal((2, 1, 1), (window.Availability.Scored, window.Availability.Insufficient, window.Availability.Learning));
    }

    [Theory]
    [InlineData(80, 20, 80)]
    [InlineData(20, 80, 20)]
    [InlineData(0, 100, 0)]
    public void Impact_is_that_of_the_zones_that_a_monitor_uses(long inZoneA, long inZoneB, double impact)
    {
        WorldPair pair = ZonedPair(HealthWorld.Source, inZoneA, inZoneB);
        Assert.True(Step().Window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(100 - impact, row.Availability.Score!.Value, 5);
        Assert.Equal(impact == 0 ? HealthState.Ok : HealthState.Drop, row.Availability.State);
    }

    [Fact]
    public void A_workspaces_directory_takes_the_value_of_the_region_and_weighs_by_connections()
    {
        WorldPair pair = ZonedPair(Directory, 0, 100);
        pair.Availability = WorldPair.Drop(0.5);
        MonitorWindow window = new MonitorRun(_world, HealthWorld.MonitorOf(Directory)).Step("12:00").Window;
        Assert.True(window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(50, row.Availability.Score!.Value, 5);
        Assert.Equal((TrafficWeight.Connections, 1.0), (window.WeighedIn, row.Weight));
    }

    [Fact]
    public void Traffic_without_bytes_weighs_by_connections()
    {
        WorldPair busy = _world.Add("A"), quiet = _world.Add("B");
        (busy.Connections, quiet.Connections) = (30, 10);
        MonitorWindow window = Step().Window;
        Assert.Equal((TrafficWeight.Connections, 40.0), (window.WeighedIn, window.TotalWeight));
        Assert.True(window.TryFind(busy.Key, out PairMeasurement row));
        Assert.Equal(75, row.PercentOfTotalTraffic);
    }

    [Theory]
    [InlineData(Vpc, false)]
    [InlineData(Distribution, true)]
    public void Times_of_a_distribution_include_the_last_mile(string arn, bool included)
    {
        WorldPair pair = _world.Add("A");
        pair.Parts.Add((arn, "", AddressFamily.IPv4, 100));
        pair.RttMicros = [40_000];
        MonitorWindow window = new MonitorRun(_world, HealthWorld.MonitorOf(arn)).Step("12:00").Window;
        Assert.Equal(included, window.Pairs.Span[0].RttIncludesLastMile);
    }

    [Fact]
    public void Times_with_and_without_the_last_mile_are_never_mixed()
    {
        WorldPair pair = _world.Add("A");
        pair.Parts.Add((Vpc, "", AddressFamily.IPv4, 100));
        pair.Parts.Add((Distribution, "", AddressFamily.IPv4, 100));
        pair.Parts.Add((Distribution, "", AddressFamily.IPv6, 100));
        pair.RttMicros = [40_000, 41_000];
        MonitorWindow window = new MonitorRun(_world, HealthWorld.MonitorOf(Vpc, Distribution)).Step("12:00").Window;
        PairMeasurement row = window.Pairs.Span[0];
        Assert.True(row.RttIncludesLastMile);
        QuantileSketch sketch = new();
        Assert.True(sketch.TryMerge(row.RttSketch.Span));
        Assert.Equal(4, sketch.Count);
        Assert.Equal(300, row.BytesOut);
    }

    [Theory]
    [InlineData(1.0, 1.0, 50, 50, 0)]
    [InlineData(1.0, 0.0, 0, 100, 0)]
    [InlineData(0.0, 1.0, 30, 70, 100)]
    public void With_health_from_IPv4_the_table_of_the_original_service_holds(double ipv4, double ipv6, long ipv4Bytes, long ipv6Bytes, double score)
    {
        WorldPair pair = DualStack(ipv4, ipv6, ipv4Bytes, ipv6Bytes);
        MonitorRun run = new(_world, HealthWorld.Monitor() with { HealthFromIPv4Only = true });
        MonitorStep step = run.Step("12:00");
        Assert.True(step.Window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(score, row.Availability.Score!.Value, 5);
        Assert.Equal(100, row.BytesOut);
        Assert.Equal(score < 100, step.Events.Changes.Count > 0);
    }

    [Theory]
    [InlineData(1.0, 1.0, 50, 50, 0)]
    [InlineData(1.0, 0.0, 0, 100, 100)]
    [InlineData(0.0, 1.0, 30, 70, 30)]
    public void By_default_each_family_is_measured_for_itself(double ipv4, double ipv6, long ipv4Bytes, long ipv6Bytes, double score)
    {
        WorldPair pair = DualStack(ipv4, ipv6, ipv4Bytes, ipv6Bytes);
        Assert.True(Step().Window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(score, row.Availability.Score!.Value, 5);
    }

    [Fact]
    public void A_thin_stratum_takes_the_result_of_its_pair()
    {
        WorldPair pair = _world.Add("A").Fail(0.6);
        pair.Parts.Add((HealthWorld.Source, ZoneA, AddressFamily.IPv4, 40));
        pair.Parts.Add((HealthWorld.Source, ZoneB, AddressFamily.IPv4, 60));
        pair.Stratum(ZoneA, AddressFamily.IPv4, WorldPair.Drop(0.5)).Stratum(ZoneB, AddressFamily.IPv4, WorldPair.Unknown(HealthState.Insufficient));
        Assert.True(Step().Window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(100 - (0.4 * 50 + 0.6 * 60), row.Availability.Score!.Value, 5);
    }

    [Fact]
    public void A_pair_that_is_certain_over_all_its_strata_is_certain_where_none_of_them_is()
    {
        WorldPair pair = _world.Add("A").Fail(0.5);
        pair.Parts.Add((HealthWorld.Source, ZoneA, AddressFamily.IPv4, 40));
        pair.Stratum(ZoneA, AddressFamily.IPv4, WorldPair.Drop(0.5, path: OpeningPath.None));
        Assert.True(Step().Window.TryFind(pair.Key, out PairMeasurement row));
        Assert.Equal(OpeningPath.Fast, row.Availability.OpenedBy);
    }

    [Fact]
    public void An_outage_cannot_lower_its_own_weight()
    {
        WorldPair lost = _world.Add("A").Send(50);
        _world.Add("B").Send(50);
        MonitorRun run = new(_world, HealthWorld.Monitor());
        run.Steps("09:00", 37);
        lost.Send(0);
        lost.Availability = WorldPair.Drop(1, stream: EvidenceStream.Volume);
        Assert.Equal(50, run.Step("12:05").Window.Availability.Score!.Value, 5);
    }

    [Fact]
    public void No_traffic_has_no_score()
    {
        WorldPair pair = _world.Add("A");
        MonitorWindow window = Step().Window;
        Assert.Null(window.Availability.Score);
        Assert.Equal((0, HealthState.Insufficient), (window.Pairs.Length, window.Availability.State));
        Assert.False(window.TryFind(pair.Key, out _));
    }

    [Fact]
    public void Testable_traffic_is_what_would_show_a_drop_of_forty_percent()
    {
        _world.Add("A").Send(30);
        _world.Add("B").Send(50).Availability = WorldPair.Unknown(HealthState.Insufficient);
        WorldPair blind = _world.Add("C").Send(20);
        blind.Availability = blind.Performance = new(HealthState.Ok, 0, 0.5f, ElementKind.Pair, default, OpeningPath.None, 0);
        MonitorWindow window = Step().Window;
        Assert.Equal((30.0, 80.0, 80.0), (window.TestableAvailabilityPercent, window.TestablePerformancePercent, window.TestablePercent));
    }

    [Fact]
    public void Other_sources_are_not_the_monitors_business()
    {
        WorldPair pair = _world.Add("A");
        pair.Parts.Add(("other", "", AddressFamily.IPv4, 100));
        Assert.Equal(0, Step().Window.Pairs.Length);
    }

    [Fact]
    public void Service_locations_and_filtered_sets_have_scores_of_their_own()
    {
        _world.Add("A").Send(50).Fail(0.2);
        _world.Add("A", location: "us-east-1").Send(30).Fail(0.4);
        _world.Add("B", location: "us-east-1").Send(20);
        MonitorWindow window = Step().Window;
        IReadOnlyList<LocationMeasurement> locations = window.ByServiceLocation();
        Assert.Equal(["eu-central-1", "us-east-1"], locations.Select(location => location.ServiceLocation));
        Assert.Equal(80, locations[0].Availability.Score!.Value, 5);
        Assert.Equal(76, locations[1].Availability.Score!.Value, 5);
        Assert.Equal((50.0, 50L), (locations[1].PercentOfTotalTraffic, locations[1].BytesOut));
        TrafficScore city = window.ScoreOf(HealthMetric.Availability, row => _world.Pairs[row.Pair].CityNetwork.City == "A");
        Assert.Equal(72.5, city.Score!.Value, 5);
        Assert.Equal(
            window.Availability.ImpactOn(window.TotalWeight), locations.Sum(location => location.Availability.ImpactOn(window.TotalWeight)), 9);
    }

    private MonitorStep Step() => new MonitorRun(_world).Step("12:00");

    /// <summary>Zone a is hit, zone b is not.</summary>
    private WorldPair ZonedPair(string source, long inZoneA, long inZoneB)
    {
        WorldPair pair = _world.Add("A").Fail(0.5);
        pair.Parts.Add((source, ZoneA, AddressFamily.IPv4, inZoneA));
        pair.Parts.Add((source, ZoneB, AddressFamily.IPv4, inZoneB));
        return pair.Stratum(ZoneA, AddressFamily.IPv4, WorldPair.Drop(1)).Stratum(ZoneB, AddressFamily.IPv4, WorldPair.Drop(0));
    }

    private WorldPair DualStack(double ipv4, double ipv6, long ipv4Bytes, long ipv6Bytes)
    {
        WorldPair pair = _world.Add("A").Fail(Math.Max(ipv4, ipv6) / 2);
        pair.Parts.Add((HealthWorld.Source, "", AddressFamily.IPv4, ipv4Bytes));
        pair.Parts.Add((HealthWorld.Source, "", AddressFamily.IPv6, ipv6Bytes));
        return pair.Stratum("", AddressFamily.IPv4, WorldPair.Drop(ipv4)).Stratum("", AddressFamily.IPv6, WorldPair.Drop(ipv6));
    }
}
