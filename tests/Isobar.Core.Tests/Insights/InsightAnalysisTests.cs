using Isobar.Core.Atlas;
using Isobar.Core.Insights;
using Isobar.Core.Locations;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Sketches;

namespace Isobar.Core.Tests.Insights;

public sealed class InsightAnalysisTests
{
    private static readonly string[] s_six = ["us-east-1", "us-west-2", "eu-central-1", "ap-northeast-1", "sa-east-1", "ap-south-1"];

    private static readonly MedianInterval s_unknown = new(double.NaN, double.PositiveInfinity);

    [Fact]
    public void The_worked_example_of_the_specification_counts_traffic_with_and_without_the_cdn()
    {
        CityNetwork x = InsightWorld.Network("X", 64512, 45, -90);
        InsightOptions options = new() { Locations = [.. new[] { "us-east-1", "us-west-2", "us-west-1" }.Select(name => AwsRegions.Find(name)!)] };
        PairTimes[] times =
        [
            Times(x, "us-east-1", 350, 40),
            Times(x, "us-west-2", 0, 30),
            Times(x, "us-west-1", 0, 35),
            Times(x, InsightAnalysis.Cdn, 0, 22),
        ];

        InsightReport report = InsightAnalysis.Analyse(times, options);

        LocationInsight insight = report.Locations[0];
        Assert.Equal(("us-east-1", 40L), (insight.ServiceLocation, insight.FirstByte!.Value.Millis));
        Assert.Equal(("us-west-2", 30L), (insight.BestRegion!.ServiceLocation, insight.BestRegion.FirstByte!.Value.Millis));
        Assert.Equal(22L, insight.BestCdn!.FirstByte!.Value.Millis);
        TrafficSuggestion west = Assert.Single(report.Overall, row => row is { CurrentLocation: "us-east-1", ProposedLocation: "us-west-2" });
        Assert.Equal((350L, 350L, 0L), (west.Traffic, west.OptimizedTrafficExcludingCdn, west.OptimizedTrafficIncludingCdn));
        TrafficSuggestion cdn = Assert.Single(report.Overall, row => row is { CurrentLocation: "us-east-1", ProposedLocation: InsightAnalysis.Cdn });
        Assert.Equal((0L, 350L), (cdn.OptimizedTrafficExcludingCdn, cdn.OptimizedTrafficIncludingCdn));
    }

    [Fact]
    public void A_difference_of_less_than_a_millisecond_is_no_better_choice()
    {
        CityNetwork x = InsightWorld.Network("X", 64512, 45, -90);
        InsightOptions options = new() { Locations = [AwsRegions.Find("us-east-1")!, AwsRegions.Find("us-west-2")!] };

        InsightReport report = InsightAnalysis.Analyse([Times(x, "us-east-1", 10, 40), Times(x, "us-west-2", 0, 39.1)], options);

        Assert.Equal("us-east-1", report.Locations[0].BestRegion!.ServiceLocation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_times_alone_are_those_of_the_whole_report(bool withRegions)
    {
        for (int seed = 0; seed < 4; seed++)
        {
            InsightWorld world = new(seed, 200, s_six);
            InsightOptions options = world.Options with { IncludeRegions = withRegions, IncludeCdn = withRegions };
            // Some places see the network of edges, some a location that nobody knows, and some have no time.
            PairTimes[] times =
            [
                .. world.Times.Select((pair, at) => (at % 10) switch
                {
                    0 => pair with { ServiceLocation = InsightAnalysis.Cdn },
                    1 => pair with { ServiceLocation = "unknown" },
                    2 => pair with { FirstByte = s_unknown },
                    _ => pair,
                }).DistinctBy(pair => (pair.CityNetwork.Id, pair.ServiceLocation)),
            ];
            PlacementOutlook outlook = new(times, options);
            foreach (LocationInsight insight in InsightAnalysis.Analyse(times, options).Locations)
            {
                PairTimes pair = times.Single(pair => (pair.CityNetwork.Id, pair.ServiceLocation) == (insight.CityNetwork.Id, insight.ServiceLocation));
                Assert.Equal((PlaceOf(insight.BestRegion), PlaceOf(insight.BestCdn)), outlook.BestOf(pair));
            }
        }

        static PlaceTime? PlaceOf(CandidateEstimate? candidate) => candidate?.FirstByte is { } time ? new(candidate.ServiceLocation, time.Micros) : null;
    }

    [Fact]
    public void Intervals_of_predictions_hold_the_truth_nineteen_times_in_twenty()
    {
        int inside = 0, all = 0;
        for (int seed = 0; seed < 4; seed++)
        {
            InsightWorld world = new(seed, 300, s_six);
            foreach (LocationInsight insight in InsightAnalysis.Analyse(world.Times, world.Options).Locations)
            {
                foreach (CandidateEstimate candidate in insight.Candidates.Where(candidate => candidate.FirstByte!.Value.IsPredicted))
                {
                    TimeEstimate estimate = candidate.FirstByte!.Value;
                    double truth = world.Truth(insight.CityNetwork, candidate.ServiceLocation);
                    inside += truth >= estimate.LowMicros && truth <= estimate.HighMicros ? 1 : 0;
                    all++;
                }
            }
        }
        Assert.InRange(inside / (double)all, 0.93, 0.995);
    }

    [Fact]
    public void Predictions_are_much_nearer_than_distance_alone()
    {
        InsightWorld world = new(3, 300, s_six);
        List<double> errors = [], plain = [];
        foreach (LocationInsight insight in InsightAnalysis.Analyse(world.Times, world.Options).Locations)
        {
            foreach (CandidateEstimate candidate in insight.Candidates.Where(candidate => candidate.FirstByte!.Value.Source == EstimateSource.Predicted))
            {
                double truth = world.Truth(insight.CityNetwork, candidate.ServiceLocation);
                ServiceLocation to = AwsRegions.Find(candidate.ServiceLocation)!;
                double kilometres = GreatCircle.Kilometres(insight.CityNetwork.Latitude, insight.CityNetwork.Longitude, to.Latitude, to.Longitude);
                errors.Add(Math.Abs(candidate.FirstByte!.Value.Micros - truth) / 1000);
                plain.Add(Math.Abs(1000 * (30 + 0.02 * kilometres) - truth) / 1000);
            }
        }
        Assert.InRange(errors.Average(), 0, 5.5);
        Assert.True(errors.Average() < 0.6 * plain.Average(), $"{errors.Average():f1} ms against {plain.Average():f1} ms");
    }

    [Fact]
    public void Where_a_city_network_is_seen_the_measured_time_is_told()
    {
        InsightWorld world = new(5, 60, s_six, multiHomed: 0.5);
        InsightReport report = InsightAnalysis.Analyse(world.Times, world.Options);
        foreach (PairTimes times in world.Times)
        {
            foreach (LocationInsight insight in report.Locations.Where(insight => insight.CityNetwork.Id == times.CityNetwork.Id))
            {
                TimeEstimate told = insight.Find(times.ServiceLocation)!.FirstByte!.Value;
                Assert.Equal((EstimateSource.Measured, times.FirstByte.Median), (told.Source, told.Micros));
            }
        }
    }

    [Fact]
    public void Every_advice_is_worth_ten_milliseconds_and_a_tenth_for_sure_and_nearly_all_come_true()
    {
        InsightWorld world = new(6, 400, s_six);
        InsightReport report = InsightAnalysis.Analyse(world.Times, world.Options);
        Assert.NotEmpty(report.Advice);
        Assert.All(report.Advice, advice =>
        {
            Assert.True(advice.Gain.LowMicros >= 10_000 && advice.Gain.LowMicros >= 0.1 * advice.Now.Micros);
            Assert.NotEqual(advice.CurrentLocation, advice.ProposedLocation);
        });
        Assert.Equal(report.Advice.OrderByDescending(advice => advice.Gain.Micros * advice.Traffic), report.Advice);
        int right = report.Advice.Count(advice => world.Truth(advice.CityNetwork, advice.CurrentLocation) - world.Truth(advice.CityNetwork, advice.ProposedLocation) >= 10_000);
        Assert.True(right >= 0.97 * report.Advice.Length, $"{right} of {report.Advice.Length}");
    }

    [Fact]
    public void With_one_measured_location_distance_alone_predicts_and_little_is_advised()
    {
        InsightWorld world = new(7, 200, ["us-east-1"]);
        InsightReport report = InsightAnalysis.Analyse(world.Times, world.Options with { IncludeRegions = true });
        Assert.Contains("Only one service location", report.Basis, StringComparison.Ordinal);
        Assert.All(report.Locations, insight => Assert.All(
            insight.Candidates.Where(candidate => candidate.ServiceLocation != "us-east-1"),
            candidate => Assert.Equal(EstimateSource.PredictedByDistance, candidate.FirstByte!.Value.Source)));
        Assert.All(report.Advice, advice => Assert.True(advice.Gain.LowMicros >= 10_000));
        // Tokyo is nearer to Tokyo's users than Virginia is: that much distance alone can tell.
        Assert.Contains(report.Advice, advice => advice.ProposedLocation.StartsWith("ap-", StringComparison.Ordinal));
        Assert.DoesNotContain(report.Advice, advice => GreatCircle.Kilometres(advice.CityNetwork.Latitude, advice.CityNetwork.Longitude, 39.04, -77.49) < 1000);
    }

    [Fact]
    public void Without_coordinates_nothing_is_predicted()
    {
        CityNetwork nowhere = InsightWorld.Network("Nowhere", 64512, double.NaN, double.NaN);
        InsightWorld world = new(8, 50, s_six);
        LocationInsight insight = InsightAnalysis.Analyse([.. world.Times, Times(nowhere, "us-east-1", 5_000, 80)], world.Options with { IncludeCdn = true }).Locations[0];
        Assert.Equal(nowhere.Id, insight.CityNetwork.Id);
        Assert.All(insight.Candidates.Where(candidate => candidate.ServiceLocation != "us-east-1"), candidate => Assert.Null(candidate.FirstByte));
        Assert.Equal("us-east-1", insight.BestRegion!.ServiceLocation);
    }

    [Fact]
    public void Round_trips_are_compared_where_first_bytes_are_not_known()
    {
        CityNetwork x = InsightWorld.Network("X", 64512, 45, -90);
        InsightOptions options = new() { Locations = [AwsRegions.Find("us-east-1")!, AwsRegions.Find("us-west-2")!] };
        PairTimes now = Times(x, "us-east-1", 10, 80) with { FirstByte = s_unknown };
        PairTimes then = Times(x, "us-west-2", 0, 30) with { FirstByte = s_unknown };

        PlacementAdvice advice = Assert.Single(InsightAnalysis.Analyse([now, then], options).Advice);

        Assert.True(advice.IsRoundTrip);
        Assert.Equal("us-west-2", advice.ProposedLocation);
    }

    [Fact]
    public void Regions_and_the_cdn_are_candidates_when_asked_for()
    {
        CityNetwork lyon = InsightWorld.Network("Lyon", 64512, 45.76, 4.84, "FR");
        InsightOptions options = new() { Locations = [AwsRegions.Find("us-east-1")!] };
        PairTimes[] times = [Times(lyon, "us-east-1", 10, 110)];

        LocationInsight plain = InsightAnalysis.Analyse(times, options).Locations[0];
        LocationInsight wide = InsightAnalysis.Analyse(times, options with { IncludeRegions = true, IncludeCdn = true }).Locations[0];

        Assert.Equal(["us-east-1"], plain.Candidates.Select(candidate => candidate.ServiceLocation));
        Assert.Null(plain.BestCdn);
        Assert.Contains(wide.Candidates, candidate => candidate.ServiceLocation == "eu-central-1");
        Assert.DoesNotContain(wide.Candidates, candidate => candidate.ServiceLocation.StartsWith("us-gov", StringComparison.Ordinal) || candidate.ServiceLocation.StartsWith("cn-", StringComparison.Ordinal));
        Assert.Contains(wide.BestRegion!.ServiceLocation, (string[])["eu-west-3", "eu-central-2", "eu-south-1", "eu-central-1"]);
        Assert.True(wide.BestCdn!.FirstByte!.Value.Micros < 60_000);
    }

    [Fact]
    public void The_order_of_what_is_given_does_not_matter()
    {
        InsightWorld world = new(9, 80, s_six);
        InsightReport one = InsightAnalysis.Analyse(world.Times, world.Options);
        InsightReport other = InsightAnalysis.Analyse([.. Enumerable.Reverse(world.Times)], world.Options);
        Assert.Equal(one.Overall.AsEnumerable(), other.Overall);
        Assert.Equal(one.Advice.AsEnumerable(), other.Advice);
    }

    [Fact]
    public void Medians_of_sketches_have_the_interval_of_their_order_statistics()
    {
        Random random = new(1);
        QuantileSketch sketch = new();
        List<double> values = [];
        for (int i = 0; i < 400; i++)
        {
            long value = 40_000 + random.Next(20_000);
            values.Add(value);
            sketch.Add(value);
        }
        values.Sort();
        MedianInterval exact = MedianInterval.Of([.. values]);
        MedianInterval sketched = PairTimes.MedianOf(sketch);
        Assert.InRange(sketched.Median / exact.Median, 0.985, 1.015);
        Assert.InRange(sketched.StandardError / exact.StandardError, 0.4, 1.8);
        Assert.Equal(double.PositiveInfinity, PairTimes.MedianOf(new QuantileSketch()).StandardError);
    }

    [Fact]
    public void Nothing_measured_is_said_so()
    {
        InsightReport report = InsightAnalysis.Analyse([], new InsightOptions { Locations = [AwsRegions.Find("us-east-1")!] });
        Assert.Empty(report.Locations);
        Assert.Contains("No times are measured", report.Basis, StringComparison.Ordinal);
    }

    private static PairTimes Times(CityNetwork network, string location, long traffic, double millis)
    {
        MedianInterval median = new(millis * 1000, 300);
        return new(network, location, traffic, median, median);
    }
}
