using Isobar.Core.Sketches;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Worlds;

/// <summary>What is drawn has the distributions that the design asks for (section 11 of the statistical design).</summary>
public sealed class WorldMarginalTests
{
    private const int Hour = 3600;

    private static readonly SimulatedWorld s_world = new(new WorldOptions { Seed = 3 });

    [ThreadStatic]
    private static RowDraws? t_draws;

    private static WorldOptions Options => s_world.Options;

    [Fact]
    public void There_are_as_many_pairs_cities_and_locations_as_asked_for()
    {
        Assert.Equal(10_000, s_world.Pairs.Length);
        Assert.Equal(200, s_world.CityNetworks.Select(network => (network.CountryCode, network.Subdivision, network.City)).Distinct().Count());
        Assert.Equal(s_world.CityNetworks.Length, s_world.CityNetworks.Select(network => network.Id).Distinct().Count());
        Assert.All(s_world.Pairs.GroupBy(pair => pair.CityNetwork.Id), pairs => Assert.InRange(pairs.Select(pair => pair.LocationIndex).Distinct().Count(), 1, 2));
        Assert.All(s_world.Pairs.CountBy(pair => pair.ServiceLocation), count => Assert.True(count.Value > 300, count.Key));
        Assert.Equal(100_000, s_world.Pairs.Sum(pair => pair.MeanVotes), 1e-3);
    }

    [Fact]
    public void Traffic_of_networks_follows_zipf_with_exponent_1_1()
    {
        double[] totals = [.. s_world.Pairs.GroupBy(pair => pair.CityNetwork.Asn).Select(pairs => pairs.Sum(pair => pair.MeanVotes)).OrderDescending()];
        Assert.True(totals.Length > 1000);
        // The slope of the line through log rank and log traffic, by least squares.
        double[] x = [.. Enumerable.Range(1, totals.Length).Select(rank => Math.Log(rank))], y = [.. totals.Select(total => Math.Log(total))];
        double slope = x.Zip(y, (a, b) => (a - x.Average()) * (b - y.Average())).Sum() / x.Sum(a => (a - x.Average()) * (a - x.Average()));
        Assert.Equal(-1.1, slope, 0.01);
    }

    [Fact]
    public void Forty_seven_percent_of_networks_have_one_path_to_a_location_and_paths_share_transit()
    {
        SimulatedPair[] oneEach = [.. s_world.Pairs.DistinctBy(pair => (pair.CityNetwork.Asn, pair.LocationIndex))];
        Assert.Equal(0.47, oneEach.Average(pair => pair.AsPaths.Length == 1 ? 1.0 : 0), 0.02);
        Assert.All(oneEach, pair =>
        {
            Assert.InRange(pair.AsPaths.Length, 1, 3);
            Assert.Equal(1, pair.AsPaths.Sum(path => path.Weight), 1e-9);
            Assert.Equal(pair.AsPaths.Length, pair.AsPaths.Select(path => path.Text).Distinct().Count());
            Assert.All(pair.AsPaths, path => Assert.Equal(pair.CityNetwork.Asn, path.Hops[^1]));
        });
        Dictionary<uint, int> networksOfTransit = oneEach
            .SelectMany(pair => pair.AsPaths.SelectMany(path => path.Transit.ToArray()).Distinct())
            .CountBy(transit => transit).ToDictionary();
        Assert.True(networksOfTransit.Count < 200);
        Assert.True(networksOfTransit.Values.Max() > oneEach.Length / 10);
    }

    [Fact]
    public void Paths_are_told_only_when_they_are_measured()
    {
        SimulatedWorld unmeasured = new(Options with { Pairs = 100, AsPathsKnown = false });
        Assert.All(unmeasured.Pairs, pair => Assert.Empty(unmeasured.AsPathsOf(pair)));
        Assert.All(unmeasured.Pairs, pair => Assert.NotEmpty(pair.AsPaths));
        Assert.All(s_world.Pairs.Take(100), pair => Assert.Equal(pair.AsPaths, s_world.AsPathsOf(pair)));
    }

    [Fact]
    public void Votes_of_a_week_and_the_shares_of_failures_and_families_are_those_of_the_world()
    {
        double votes = 0, ipv6 = 0, failed = 0, expectedFailed = 0, attempts = 0;
        const int Windows = 7 * 6;
        Dictionary<(ulong, string), SimulatedPair> pairs = s_world.Pairs.ToDictionary(pair => (pair.CityNetwork.Id.Value, pair.ServiceLocation));
        for (int i = 0; i < Windows; i++)
        {
            TallyBatch batch = new() { WindowSeconds = 300 };
            s_world.AppendWindow(Options.StartSeconds + i * 4L * Hour, batch);
            for (int row = 0; row < batch.Count; row++)
            {
                votes += batch.Votes[row];
                ipv6 += batch.Stratum[row].Family == AddressFamily.IPv6 ? batch.Votes[row] : 0;
                failed += batch.NetworkFailedVotes[row];
                expectedFailed += batch.Votes[row] * pairs[(batch.CityNetwork[row].Value, batch.Stratum[row].ServiceLocation)].NetworkFailureShare;
                attempts += batch.Attempts[row];
            }
        }
        Assert.InRange(votes / Windows, 98_500, 101_500);
        Assert.InRange(ipv6 / votes, 0.2, 0.45);
        Assert.Equal(1, failed / expectedFailed, 0.02);
        Assert.InRange(attempts / votes, 1.3, 4);
    }

    [Fact]
    public void Rows_are_such_as_the_tallies_of_records_could_be()
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        s_world.AppendWindow(Options.StartSeconds + 20 * Hour, batch);
        ClientSketch clients = new();
        for (int row = 0; row < batch.Count; row++)
        {
            Assert.True(batch.Votes[row] >= 1);
            Assert.True(batch.Attempts[row] >= batch.Votes[row]);
            Assert.True(batch.NetworkFailures[row] + batch.ServiceFailures[row] <= batch.Attempts[row]);
            Assert.True(batch.NetworkFailedVotes[row] <= batch.NetworkFailures[row] && batch.ServiceFailedVotes[row] <= batch.ServiceFailures[row]);
            Assert.InRange(batch.Clients[row], (batch.Votes[row] + 4) / 5, batch.Votes[row]);
            Assert.True(batch.RttSamples[row] <= 4 * (batch.Votes[row] - batch.NetworkFailedVotes[row]));
            Assert.True(batch.RttSamples[row] <= batch.Attempts[row] - batch.NetworkFailures[row]);
            Assert.Equal(batch.RttSamples[row], batch.TtfbSamples[row]);
            QuantileSketch rtt = new();
            Assert.True(rtt.TryMerge(batch.RttSketch[row]));
            Assert.Equal(batch.RttSamples[row], rtt.Count);
            clients.Clear();
            Assert.True(clients.TryMerge(batch.ClientSketch[row]));
            Assert.True(batch.Clients[row] > 15 || clients.Estimate() == batch.Clients[row]);
        }
    }

    [Fact]
    public void Exceedances_are_over_dispersed_as_real_ones_are()
    {
        List<double> rhos = [];
        foreach (StratumStream stream in s_world.Model.Streams.OrderByDescending(stream => stream.Share * s_world.Pairs[stream.Pair].MeanVotes).Take(24))
        {
            rhos.Add(Correlation(stream));
        }
        Assert.All(rhos, rho => Assert.InRange(rho, 0.002, 0.05));
        Assert.InRange(rhos.Order().ElementAt(rhos.Count / 2), 0.006, 0.022);
    }

    [Fact]
    public void Arrivals_are_negative_binomial()
    {
        int stream = BusiestStream();
        List<double> votes = [.. WeekdayPeriods(400, 300).Select(period => (double)Draw(stream, period).Votes)];
        (double mean, double variance) = Fit.Moments(votes);
        double size = s_world.Model.Models[s_world.Model.Streams[stream].Pair].ArrivalSize;
        Assert.InRange(variance / (mean + mean * mean / size), 0.75, 1.25);
        Assert.True(variance > 3 * mean, "A Poisson process would not spread like this.");
    }

    [Fact]
    public void Hourly_sums_are_distributed_like_sums_of_windows()
    {
        int stream = BusiestStream();
        Tally[] hours = [.. WeekdayPeriods(400, Hour).Select(period => Draw(stream, period))];
        Tally[][] windows = [.. WeekdayPeriods(400, Hour).Select(hour =>
            Enumerable.Range(0, 12).Select(i => Draw(stream, new DrawPeriod(hour.StartSeconds + i * 300, 300, 300))).ToArray())];
        Compare(hour => hour.Votes, 0.01, 0.35);
        Compare(hour => hour.NetworkFailedVotes, 0.03, 0.35);
        Compare(hour => hour.ServiceFailedVotes, 0.1, 0.5);
        Compare(hour => hour.Attempts, 0.01, 0.35);
        Compare(hour => hour.BytesOut, 0.01, 0.35);
        Compare(hour => hour.Rtt.Samples, 0.01, 0.35);
        foreach (double share in new[] { 0.1, 0.5, 0.9 })
        {
            CompareValues([.. hours.Select(hour => Quantile([hour.Rtt.Sketch], share))],
                [.. windows.Select(hour => Quantile(hour.Select(tally => tally.Rtt.Sketch), share))], 0.004, 0.5);
            CompareValues([.. hours.Select(hour => Quantile([hour.Ttfb.Sketch], share))],
                [.. windows.Select(hour => Quantile(hour.Select(tally => tally.Ttfb.Sketch), share))], 0.006, 0.6);
        }

        void Compare(Func<Tally, double> column, double meanTolerance, double spreadTolerance) => CompareValues(
            [.. hours.Select(column)], [.. windows.Select(hour => hour.Sum(column))], meanTolerance, spreadTolerance);
    }

    private static void CompareValues(double[] hours, double[] sums, double meanTolerance, double spreadTolerance)
    {
        (double hourMean, double hourVariance) = Fit.Moments(hours);
        (double sumMean, double sumVariance) = Fit.Moments(sums);
        Assert.Equal(1, hourMean / sumMean, meanTolerance);
        Assert.InRange(Math.Log(hourVariance / sumVariance), -spreadTolerance, spreadTolerance);
    }

    [Fact]
    public void Usual_round_trip_times_are_those_that_are_drawn()
    {
        int stream = BusiestStream();
        SimulatedPair pair = s_world.Pairs[s_world.Model.Streams[stream].Pair];
        List<byte[]> week = [.. Enumerable.Range(0, 7 * 24).Select(i => Draw(stream, new DrawPeriod(Options.StartSeconds + i * Hour, 300, 300)).Rtt.Sketch)];
        Assert.Equal(1, Quantile(week, 0.1) / pair.UsualRtt.P10Micros, 0.08);
        Assert.Equal(1, Quantile(week, 0.5) / pair.UsualRtt.P50Micros, 0.08);
        Assert.Equal(1, Quantile(week, 0.9) / pair.UsualRtt.P90Micros, 0.1);
    }

    [Fact]
    public void Round_trip_times_rise_with_the_distance()
    {
        SimulatedPair near = s_world.Pairs.First(pair => pair.CityNetwork.CountryCode == "DE" && pair.ServiceLocation == "frankfurt");
        SimulatedPair far = s_world.Pairs.First(pair => pair.CityNetwork.CountryCode == "NZ");
        Assert.True(near.UsualRtt.P10Micros < 45_000);
        Assert.True(far.UsualRtt.P10Micros > 100_000);
        Assert.All(s_world.Pairs, pair => Assert.True(pair.UsualRtt.P10Micros < pair.UsualRtt.P50Micros && pair.UsualRtt.P50Micros < pair.UsualRtt.P90Micros));
    }

    [Fact]
    public void Traffic_has_a_daily_rhythm_and_weekends()
    {
        foreach (PairModel model in s_world.Model.Models.Take(200))
        {
            double[] week = [.. Enumerable.Range(0, 7 * 24).Select(hour => Rhythm(model, Options.StartSeconds + hour * Hour + Hour / 2))];
            // Where the weekend begins in the middle of a peak, the mean of the product is not quite the product of the means.
            Assert.Equal(1, week.Average(), 0.06);
            Assert.True(week.Max() / week.Min() > 1.8);
            double[] weekday = [.. week.Where((_, hour) => !IsWeekend(model, hour))], weekend = [.. week.Where((_, hour) => IsWeekend(model, hour))];
            Assert.Equal(48, weekend.Length);
            Assert.Equal(model.WeekendFactor / model.WeekdayFactor, weekend.Average() / weekday.Average(), 1e-3);
        }

        static bool IsWeekend(in PairModel model, int hour) => DateTimeOffset.FromUnixTimeSeconds(Options.StartSeconds + hour * Hour + Hour / 2 + model.SolarSeconds)
            .DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
    }

    [Fact]
    public void Drawing_a_row_allocates_its_sketches_and_columns_and_little_else()
    {
        TallyBatch warm = new() { WindowSeconds = 300 };
        s_world.AppendWindow(Options.StartSeconds, warm);
        long before = GC.GetAllocatedBytesForCurrentThread();
        TallyBatch batch = new() { WindowSeconds = 300 };
        s_world.AppendWindow(Options.StartSeconds + 300, batch);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(batch.Count > 8_000);
        // Three arrays of some 24 + 40 bytes, and 24 columns of 150 bytes a row, whose lists double when they grow.
        Assert.InRange(allocated / (double)batch.Count, 200, 900);
    }

    private static int BusiestStream() => Enumerable.Range(0, s_world.Model.Streams.Length)
        .MaxBy(i => s_world.Model.Streams[i].Share * s_world.Pairs[s_world.Model.Streams[i].Pair].MeanVotes);

    /// <summary>Moment estimate of ρ of being slower than an edge near the 75th percentile, over windows of one hour of the day.</summary>
    private static double Correlation(StratumStream stream)
    {
        int index = Array.IndexOf(s_world.Model.Streams, stream);
        Tally[] windows = [.. WeekdayPeriods(240, 300).Select(period => Draw(index, period))];
        long edge = (long)Quantile(windows.Select(window => window.Rtt.Sketch), 0.75);
        (double Slow, double Count)[] counts = [.. windows.Select(window =>
        {
            QuantileSketch sketch = new();
            sketch.TryMerge(window.Rtt.Sketch);
            return ((double)(sketch.Count - sketch.CountAtMost(edge)), (double)sketch.Count);
        })];
        double share = counts.Sum(window => window.Slow) / counts.Sum(window => window.Count);
        double variance = counts.Average(window => Math.Pow(window.Slow / window.Count - share, 2));
        double inverse = counts.Average(window => 1 / window.Count);
        return (variance / (share * (1 - share)) - inverse) / (1 - inverse);
    }

    /// <summary>Periods at the same hour of different weekdays, so that rhythms are the same in all.</summary>
    private static IEnumerable<DrawPeriod> WeekdayPeriods(int count, int seconds)
    {
        for (int day = 0, made = 0; made < count; day++)
        {
            long start = Options.StartSeconds + day * 86_400L + 12 * Hour;
            if (DateTimeOffset.FromUnixTimeSeconds(start).DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Wednesday or DayOfWeek.Thursday)
            {
                made++;
                yield return new DrawPeriod(start, seconds, 300);
            }
        }
    }

    private static Tally Draw(int stream, DrawPeriod period)
    {
        RowDraws draws = t_draws ??= new(s_world.Model);
        draws.Begin(period);
        Assert.True(draws.TryDraw(stream, out Tally tally, null));
        return tally;
    }

    private static double Quantile(IEnumerable<byte[]> sketches, double share)
    {
        QuantileSketch sum = new();
        foreach (byte[] sketch in sketches)
        {
            sum.TryMerge(sketch);
        }
        // Between the buckets, so that changes smaller than a bucket show.
        long rank = (long)(share * sum.Count);
        int bucket = QuantileSketch.BucketOf((long)sum.Quantile(share));
        double below = bucket == 0 ? 0 : sum.CountAtMost(QuantileSketch.Edge(bucket - 1)), upTo = sum.CountAtMost(QuantileSketch.Edge(bucket));
        double low = bucket == 0 ? 0 : QuantileSketch.Edge(bucket - 1);
        return low + (QuantileSketch.Edge(bucket) - low) * (rank - below) / (upTo - below);
    }

    private static double Rhythm(in PairModel model, long seconds)
    {
        DrawPeriod period = new(seconds, 300, 300);
        return model.RhythmAt(seconds, period.DayCos, period.DaySin);
    }
}
