using Isobar.Core.Baselines;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Sketches;

namespace Isobar.Core.Tests.Baselines;

public sealed class BaselineTableTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;

    /// <summary>A Wednesday after 30 days.</summary>
    private static readonly DateOnly s_today = s_first.AddDays(30);

    [Fact]
    public void Edges_and_shares_are_those_of_the_worked_example()
    {
        // Section 1 of the statistical design: usual p50 60 ms, p90 80 ms, edges 50.4, 56.8, 66.7, 78.3 and 88.2 ms that are exceeded by 78.1, 59.5, 31.9, 11.8
        // and 4.3 %. Its edges lie on the grid of the design; ours are up to one bucket (2 %) higher, and the shares are those of our edges.
        SyntheticDays days = new() { MedianMicros = 60_000, Sigma = Math.Log(80.0 / 60) / 1.2815515655 };
        Expectation expectation = ExpectAlone(days, 30);

        Assert.Equal((BaselineSource.Stratum, 30), (expectation.Source, expectation.Days));
        double[] edges = [50_400, 56_800, 66_700, 78_300, 88_200], shares = [0.781, 0.595, 0.319, 0.118, 0.043];
        for (int i = 0; i < EdgeExpectation.Count; i++)
        {
            Assert.InRange(EdgeMicros(expectation.Rtt, i), edges[i] * 0.985, edges[i] * 1.021);
            Assert.Equal(shares[i], expectation.Rtt.Shares[i], 0.06);
        }
    }

    [Theory]
    [InlineData(5_000, 0.1)]
    [InlineData(20_000, 0.5)]
    [InlineData(150_000, 0.24)]
    [InlineData(2_000_000, 1.0)]
    public void Edges_are_the_next_bucket_edges_above_the_margin_and_shares_exact_for_lognormal_times(double median, double sigma)
    {
        Expectation expectation = ExpectAlone(new SyntheticDays { MedianMicros = median, Sigma = sigma }, 30);
        double[] normal = [-1.2815515655, -0.6744897502, 0, 0.6744897502, 1.2815515655];
        for (int i = 0; i < EdgeExpectation.Count; i++)
        {
            double quantile = expectation.Rtt.QuantileMicros[i];
            Assert.Equal(1, quantile / (median * Math.Exp(normal[i] * sigma)), 0.002);
            long edge = QuantileSketch.EdgeAtLeast((long)Math.Ceiling(Math.Max(1.10 * quantile, quantile + 5_000)));
            Assert.Equal(edge, (long)EdgeMicros(expectation.Rtt, i));
            double share = 1 - SpecialFunctions.NormalCdf(Math.Log(EdgeMicros(expectation.Rtt, i) / median) / sigma);
            Assert.Equal(Math.Max(share, 0.001), expectation.Rtt.Shares[i], 0.004);
        }
    }

    [Fact]
    public void Ten_bad_days_of_thirty_do_not_move_the_level()
    {
        SyntheticDays good = new() { HourlyVotes = 1_000 }, bad = good with { MedianMicros = 200_000, FailedPerMille = 400 };
        BaselineHistory history = new();
        for (int day = 0; day < 30; day++)
        {
            history.Add(SyntheticDays.Key(1), (day is >= 8 and < 18 ? bad : good).Day(s_first.AddDays(day)));
        }
        Expectation expectation = Expect(Table(history), 0), clean = ExpectAlone(good, 30);
        Assert.Equal(clean.Rtt.QuantileMicros[2], expectation.Rtt.QuantileMicros[2]);
        // Pooled, a third of all samples would be four times as slow, and the p90 with them.
        Assert.Equal(clean.Rtt.QuantileMicros[4], expectation.Rtt.QuantileMicros[4]);
        Assert.InRange(expectation.NetworkFailureShare, clean.NetworkFailureShare * 0.99, clean.NetworkFailureShare * 2);
    }

    [Fact]
    public void Levels_are_medians_of_the_daily_quantiles()
    {
        // Hours are too thin for a season here, and the only member of a group is not shrunk to itself.
        Random random = new(11);
        for (int round = 0; round < 50; round++)
        {
            BaselineHistory history = new();
            List<int>[] places = [[], [], [], [], []];
            int days = 3 + random.Next(28);
            for (int day = 0; day < days; day++)
            {
                SyntheticDays drawn = new() { MedianMicros = 20_000 + random.Next(50_000), Sigma = 0.1 + random.NextDouble(), HourlySamples = 6 };
                DaySummary summary = drawn.Day(s_today.AddDays(day - days));
                history.Add(SyntheticDays.Key(1), summary);
                for (int i = 0; i < places.Length; i++)
                {
                    places[i].Add(summary.Rtt.Quantiles[1 + i]);
                }
            }
            Expectation expectation = Expect(Table(history, new BaselineSettings { ReadySamples = 1 }), 0);
            for (int i = 0; i < places.Length; i++)
            {
                places[i].Sort();
                double median = (places[i][(days - 1) / 2] + places[i][days / 2]) / 2.0;
                Assert.Equal(1, expectation.Rtt.QuantileMicros[i] / SyntheticDays.Micros(median), 0.0005);
            }
        }
    }

    [Theory]
    [InlineData(2, 100, BaselineSource.None)]
    [InlineData(3, 13, BaselineSource.None)]
    [InlineData(3, 14, BaselineSource.Stratum)]
    [InlineData(30, 1, BaselineSource.None)]
    [InlineData(30, 2, BaselineSource.Stratum)]
    public void A_baseline_is_ready_with_a_thousand_samples_and_three_days(int days, int hourly, BaselineSource expected)
    {
        Expectation expectation = ExpectAlone(new SyntheticDays { HourlySamples = hourly, HourlyVotes = hourly }, days);
        Assert.Equal(expected, expectation.Source);
        Assert.Equal(expected != BaselineSource.None, expectation.Rtt.IsKnown);
    }

    [Fact]
    public void A_new_city_network_is_spoken_for_by_the_nearest_group_that_is_ready()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, SyntheticDays.Key(1), s_first, 30);
        BaselineTable table = new();
        table.Add(SyntheticDays.Key(1), 64512, "DE", 10);
        int network = table.Add(SyntheticDays.Key(2), 64512, "DE", 10);
        int country = table.Add(SyntheticDays.Key(3), 64513, "DE", 10);
        int location = table.Add(SyntheticDays.Key(4), 64513, "FR", 2);
        int elsewhere = table.Add(SyntheticDays.Key(1, location: "sin"), 64512, "DE", 10);
        table.Derive(s_today, history.All());
        int late = table.Add(SyntheticDays.Key(5), 64512, "DE", 10);
        int pair = table.Add(SyntheticDays.Key(1, zone: "b"), 64512, "DE", 10);
        Assert.Equal(
            [BaselineSource.Network, BaselineSource.Country, BaselineSource.Location, BaselineSource.None, BaselineSource.Network],
            new[] { network, country, location, elsewhere, late }.Select(number => Expect(table, number).Source));
        Assert.Equal(BaselineSource.Network, Expect(table, pair).Source);
        table.Derive(s_today, history.All());
        Assert.Equal(BaselineSource.Pair, Expect(table, pair).Source);
        Assert.Equal(Expect(table, 0).NetworkFailureShare, Expect(table, late).NetworkFailureShare, 0.001);
    }

    [Fact]
    public void A_new_city_network_never_alarms_for_being_far_away()
    {
        // Forty cities of a network whose medians spread by half an e-fold; new ones are drawn from the same spread.
        Random random = new(5);
        BaselineHistory history = new();
        double City() => 60_000 * Math.Exp(0.5 * Normal(random));
        for (ulong city = 1; city <= 40; city++)
        {
            new SyntheticDays { MedianMicros = City() }.AddTo(history, SyntheticDays.Key(city), s_first, 30);
        }
        BaselineTable table = Table(history);
        int fresh = table.Add(SyntheticDays.Key(99), 64512, "DE", 10);
        Expectation expectation = Expect(table, fresh);
        int beyond = 0;
        double share = 0;
        for (int i = 0; i < 2_000; i++)
        {
            double median = City();
            // An alarm at an edge needs its quantile surely above it.
            beyond += Enumerable.Range(0, 5).Any(j => median * Math.Exp(0.24 * s_normal[j]) > EdgeMicros(expectation.Rtt, j)) ? 1 : 0;
            share += 1 - SpecialFunctions.NormalCdf(Math.Log(EdgeMicros(expectation.Rtt, 2) / median) / 0.24);
        }
        Assert.InRange(beyond, 0, 15);
        // The share above the edge is that of the whole family, so that aggregates expect what comes.
        Assert.Equal(share / 2_000, expectation.Rtt.Shares[2], 0.01);
    }

    [Fact]
    public void What_a_few_days_say_grows_into_the_level()
    {
        BaselineHistory history = new();
        for (ulong city = 1; city <= 20; city++)
        {
            new SyntheticDays { MedianMicros = 50_000 + 2_000 * city }.AddTo(history, SyntheticDays.Key(city), s_first, 30);
        }
        new SyntheticDays { MedianMicros = 200_000, HourlySamples = 8, HourlyVotes = 8 }.AddTo(history, SyntheticDays.Key(99), s_first.AddDays(26), 4);
        BaselineTable table = Table(history);
        Expectation expectation = Expect(table, table.Find(SyntheticDays.Key(99)));
        Assert.Equal(BaselineSource.Network, expectation.Source);
        // 768 samples of its own against the network's 70 ms, which they outweigh.
        Assert.InRange(expectation.Rtt.QuantileMicros[2], 150_000, 320_000);
    }

    [Fact]
    public void Shares_of_a_thin_stratum_are_shrunk_to_its_networks()
    {
        BaselineHistory history = new();
        for (ulong city = 1; city <= 30; city++)
        {
            new SyntheticDays { HourlyVotes = 1_000, FailedPerMille = city % 2 == 0 ? 4 : 12 }.AddTo(history, SyntheticDays.Key(city), s_first, 30);
        }
        new SyntheticDays { HourlySamples = 2, HourlyVotes = 2, FailedPerMille = 0 }.AddTo(history, SyntheticDays.Key(99), s_first, 30);
        BaselineTable table = Table(history);
        Assert.Equal(0.004, Expect(table, table.Find(SyntheticDays.Key(2))).NetworkFailureShare, 0.0001);
        Assert.Equal(0.012, Expect(table, table.Find(SyntheticDays.Key(1))).NetworkFailureShare, 0.0001);
        // p is 0.008 ± 0.004: a prior of some 500 votes beside its 1,440 without any failure.
        Assert.InRange(Expect(table, table.Find(SyntheticDays.Key(99))).NetworkFailureShare, 0.0012, 0.0035);
    }

    [Fact]
    public void The_state_does_not_depend_on_the_order_of_history_bit_for_bit()
    {
        BaselineHistory history = new();
        Random random = new(17);
        for (ulong city = 1; city <= 60; city++)
        {
            SyntheticDays days = new()
            {
                MedianMicros = 20_000 + random.Next(100_000),
                Sigma = 0.1 + 0.5 * random.NextDouble(),
                HourlySamples = random.Next(40),
                HourlyVotes = random.Next(2_000),
                Season = hour => 1 + 0.2 * Math.Sin(hour * Math.PI / 12),
            };
            days.AddTo(history, SyntheticDays.Key(city, city % 3 == 0 ? "a" : ""), s_first.AddDays(random.Next(20)), 1 + random.Next(25));
            days.AddTo(history, SyntheticDays.Key(city, "b"), s_first.AddDays(random.Next(20)), 1 + random.Next(25));
        }
        BaselineKey[] keys = [.. history.Keys.Order()];
        byte[] Derived(IEnumerable<BaselineKey> order)
        {
            BaselineTable table = new();
            foreach (BaselineKey key in keys)
            {
                table.Add(key, (uint)(key.CityNetwork.Value % 7), key.CityNetwork.Value % 2 == 0 ? "DE" : "FR", key.CityNetwork.Value % 20);
            }
            table.Derive(s_today, order.Select(history.Of));
            System.Buffers.ArrayBufferWriter<byte> written = new();
            table.Save(written);
            return written.WrittenSpan.ToArray();
        }
        byte[] inOrder = Derived(keys);
        for (int round = 0; round < 5; round++)
        {
            Assert.True(inOrder.AsSpan().SequenceEqual(Derived(keys.OrderBy(_ => random.Next()))));
        }
    }

    [Fact]
    public void A_new_normal_replaces_the_level_and_leaves_the_rest()
    {
        BaselineHistory history = new();
        SyntheticDays before = new(), after = before with { MedianMicros = 90_000 };
        for (int day = 0; day < 30; day++)
        {
            history.Add(SyntheticDays.Key(1), (day < 27 ? before : after).Day(s_first.AddDays(day)));
        }
        BaselineTable table = Table(history);
        Expectation old = Expect(table, 0);
        Assert.Equal(50_000, old.Rtt.QuantileMicros[2], 500.0);

        table.AdoptLevel(0, TallyRows.Start(s_first.AddDays(26), 15), history.Of(SyntheticDays.Key(1)));

        Expectation adopted = Expect(table, 0);
        Assert.Equal(90_000, adopted.Rtt.QuantileMicros[2], 900.0);
        Assert.Equal((BaselineSource.Stratum, 30), (adopted.Source, adopted.Days));
        Assert.Equal((old.NetworkFailureShare, old.Clients), (adopted.NetworkFailureShare, adopted.Clients));
        table.Derive(s_today, history.All());
        Assert.Equal(90_000, Expect(table, 0).Rtt.QuantileMicros[2], 900.0);
    }

    [Fact]
    public void A_day_of_which_only_the_evening_was_seen_says_little_of_days()
    {
        // Four of seven days are slow, but of those only two hours were seen; three whole ones are enough to tell.
        BaselineHistory history = new();
        for (int day = 0; day < 7; day++)
        {
            DaySummary summary = new SyntheticDays { MedianMicros = day % 2 == 0 ? 80_000 : 50_000, HourlySamples = 6 }.Day(s_today.AddDays(day - 7));
            summary.Observed = day % 2 == 0 ? 0b11u << 20 : DaySummary.AllHours;
            history.Add(SyntheticDays.Key(1), summary);
        }
        BaselineSettings settings = new() { ReadySamples = 100 };
        Assert.Equal(50_000, Expect(Table(history, settings), 0).Rtt.QuantileMicros[2], 50.0);
        Assert.Equal(7, Expect(Table(history, settings), 0).Days);
        history.Trim(s_today.AddDays(-5));
        // Two whole days of five are too few: all count.
        Assert.Equal(80_000, Expect(Table(history, settings), 0).Rtt.QuantileMicros[2], 80.0);
    }

    [Fact]
    public void A_new_normal_without_a_whole_day_takes_the_last_one_there_is()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, SyntheticDays.Key(1), s_first, 29);
        history.Add(SyntheticDays.Key(1), new SyntheticDays { MedianMicros = 90_000 }.Day(s_today.AddDays(-1)));
        BaselineTable table = Table(history);
        table.AdoptLevel(0, TallyRows.Start(s_today), history.Of(SyntheticDays.Key(1)));
        Assert.Equal(90_000, Expect(table, 0).Rtt.QuantileMicros[2], 900.0);
    }

    private static readonly double[] s_normal = [-1.2815515655, -0.6744897502, 0, 0.6744897502, 1.2815515655];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double EdgeMicros(in EdgeExpectation edges, int edge) => Math.Floor(QuantileSketch.Power(edges.Buckets[edge]));

    private static Expectation ExpectAlone(SyntheticDays days, int count)
    {
        BaselineHistory history = new();
        days.AddTo(history, SyntheticDays.Key(1), s_today.AddDays(-count), count);
        return Expect(Table(history), 0);
    }

    private static BaselineTable Table(BaselineHistory history, BaselineSettings? settings = null)
    {
        BaselineTable table = new(settings);
        foreach (BaselineKey key in history.Keys.Order())
        {
            table.Add(key, 64512, "DE", 10);
        }
        table.Derive(s_today, history.All());
        return table;
    }

    private static Expectation Expect(BaselineTable table, int number)
    {
        table.Expect(number, TallyRows.Start(s_today, 12), out Expectation expectation);
        return expectation;
    }
}
