using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Baselines;

public sealed class DayAccumulatorTests
{
    private static readonly DateOnly s_day = SyntheticDays.Monday;

    [Fact]
    public void Order_of_rows_and_parts_does_not_matter() =>
        Prop.ForAll<int[], int>((numbers, seed) =>
        {
            Random random = new(seed);
            List<Action<TallyBatch>> rows = [.. numbers.Select(number => RowOf(number))];
            return Written(rows).SequenceEqual(Written([.. rows.OrderBy(_ => random.Next())]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hours_come_to_the_same_as_the_windows_they_are_made_of()
    {
        DayAccumulator fine = new(s_day), coarse = new(s_day);
        Random random = new(7);
        for (int hour = 0; hour < 24; hour++)
        {
            List<long> all = [];
            TallyBatch windows = TallyRows.Batch(300), hours = TallyRows.Batch(3600);
            for (int minute = 0; minute < 60; minute += 5)
            {
                long[] samples = Draw(random, 3);
                all.AddRange(samples);
                TallyRows.Add(windows, TallyRows.Start(s_day, hour, minute), 1, samples, votes: 3, failed: 1, clients: 3);
            }
            TallyRows.Add(hours, TallyRows.Start(s_day, hour), 1, [.. all], votes: 36, failed: 12, clients: 36);
            fine.Add(windows);
            coarse.Add(hours);
        }
        DaySummary fineDay = Only(fine), coarseDay = Only(coarse);
        Assert.Equal(fineDay.Rtt.Quantiles[..].ToArray(), coarseDay.Rtt.Quantiles[..].ToArray());
        Assert.Equal(fineDay.Rtt.HourP90, coarseDay.Rtt.HourP90);
        Assert.Equal(fineDay.Votes, coarseDay.Votes);
        Assert.Equal(fineDay.NetworkFailedVotes, coarseDay.NetworkFailedVotes);
        Assert.Equal(fineDay.ClientWindows, coarseDay.ClientWindows);
        Assert.Equal(DaySummary.AllHours, fineDay.FineHours);
        Assert.Equal(0u, coarseDay.FineHours);
    }

    [Fact]
    public void Sources_of_one_stratum_are_one()
    {
        DayAccumulator apart = new(s_day), together = new(s_day);
        TallyBatch two = TallyRows.Batch(300), one = TallyRows.Batch(300);
        long start = TallyRows.Start(s_day, 3);
        TallyRows.Add(two, start, 1, [10_000, 20_000], votes: 4, failed: 1, clients: 2);
        TallyRows.Add(two, start, 1, [30_000], TallyRows.Plain with { Source = "haproxy" }, votes: 2, failed: 0, clients: 1);
        TallyRows.Add(one, start, 1, [10_000, 20_000, 30_000], votes: 6, failed: 1, clients: 3);
        apart.Add(two);
        together.Add(one);
        Assert.Equal(DaySummaryCodec.Write(Only(together)), DaySummaryCodec.Write(Only(apart)));
    }

    [Fact]
    public void Quantiles_are_median_unbiased()
    {
        // Over many days of 30 lognormal samples the median of the daily p90 is the true p90; the lower rank that reports use would be 7 % low here.
        Random random = new(1);
        List<double> p90 = [], p10 = [];
        for (int day = 0; day < 1_600; day++)
        {
            DayAccumulator accumulator = new(s_day);
            TallyBatch batch = TallyRows.Batch(3600);
            TallyRows.Add(batch, TallyRows.Start(s_day, 5), 1, Draw(random, 30));
            accumulator.Add(batch);
            DaySummary summary = Only(accumulator);
            p90.Add(SyntheticDays.Micros(summary.Rtt.Quantiles[5]));
            p10.Add(SyntheticDays.Micros(summary.Rtt.Quantiles[1]));
        }
        Assert.Equal(1, p90.Order().ElementAt(800) / (50_000 * Math.Exp(1.2815515655 * 0.5)), 0.02);
        Assert.Equal(1, p10.Order().ElementAt(800) / (50_000 * Math.Exp(-1.2815515655 * 0.5)), 0.02);
    }

    [Fact]
    public void Quantiles_are_the_ranks_of_the_definition()
    {
        Random random = new(3);
        foreach (int n in (int[])[1, 6, 7, 13, 14, 66, 67, 500])
        {
            DayAccumulator accumulator = new(s_day);
            TallyBatch batch = TallyRows.Batch(3600);
            long[] samples = Draw(random, n);
            TallyRows.Add(batch, TallyRows.Start(s_day, 5), 1, samples);
            accumulator.Add(batch);
            DaySummary summary = Only(accumulator);
            Array.Sort(samples);
            for (int i = 0; i < DayQuantiles.Count; i++)
            {
                double rank = (n + 1.0 / 3) * DayQuantiles.Percents[i] / 100 + 1.0 / 3;
                if (rank < 1 - 1e-9 || rank > n + 1e-9)
                {
                    Assert.Equal(0, summary.Rtt.Quantiles[i]);
                    continue;
                }
                // Between the two samples next to the rank, give or take the width of a bucket.
                double place = SyntheticDays.Micros(summary.Rtt.Quantiles[i]);
                Assert.InRange(place, samples[Math.Max((int)Math.Floor(rank - 0.5) - 1, 0)] / 1.0203, samples[Math.Min((int)Math.Ceiling(rank), n - 1)] * 1.0203);
            }
            Assert.Equal(n >= 7, summary.Rtt.HourP90[5] != 0);
        }
    }

    [Fact]
    public void An_hour_counts_where_the_location_had_traffic_and_it_was_not_left_out()
    {
        DayAccumulator accumulator = new(s_day);
        TallyBatch batch = TallyRows.Batch(3600);
        foreach (int hour in (int[])[1, 2, 3, 4])
        {
            TallyRows.Add(batch, TallyRows.Start(s_day, hour), 1, Repeat(40_000, 20), votes: 10, clients: 5);
        }
        TallyRows.Add(batch, TallyRows.Start(s_day, 5), 2, Repeat(40_000, 20), votes: 10, clients: 5);
        TallyRows.Add(batch, TallyRows.Start(s_day, 6), 3, [], TallyRows.Plain with { ServiceLocation = "sin" }, votes: 1);
        accumulator.Add(batch);
        accumulator.Observe("fra", 7);
        accumulator.LeaveOut("fra", 2);
        accumulator.LeaveOut(new(1), "fra", 3);
        accumulator.LeaveOut(new(2), "fra", 4);
        Dictionary<BaselineKey, (uint Observed, int[] Votes, long Samples)> days = [];
        foreach ((BaselineKey key, DaySummary day) in accumulator.Finish())
        {
            days.Add(key, (day.Observed, [.. day.Votes], day.Rtt.Samples));
        }
        Assert.Equal(Bits(1, 4, 5, 7), days[SyntheticDays.Key(1)].Observed);
        Assert.Equal(Bits(1, 3, 5, 7), days[SyntheticDays.Key(2)].Observed);
        Assert.Equal(Bits(6), days[SyntheticDays.Key(3, location: "sin")].Observed);
        Assert.Equal(20, days[SyntheticDays.Key(1)].Votes.Sum());
        Assert.Equal(40, days[SyntheticDays.Key(1)].Samples);
    }

    [Fact]
    public void Rows_of_other_days_are_left_alone_and_windows_that_are_too_short_refused()
    {
        DayAccumulator accumulator = new(s_day);
        TallyBatch batch = TallyRows.Batch(3600);
        TallyRows.Add(batch, TallyRows.Start(s_day) - 3600, 1, [1000], votes: 1);
        TallyRows.Add(batch, TallyRows.Start(s_day.AddDays(1)), 1, [1000], votes: 1);
        accumulator.Add(batch);
        Assert.Empty(accumulator.Finish());
        TallyBatch tenSeconds = TallyRows.Batch(10);
        TallyRows.Add(tenSeconds, TallyRows.Start(s_day), 1, [1000], votes: 1);
        Assert.Throws<ArgumentException>(() => accumulator.Add(tenSeconds));
    }

    [Fact]
    public void A_broken_sketch_is_counted_and_the_rest_of_its_row_kept()
    {
        DayAccumulator accumulator = new(s_day);
        for (int i = 0; i < 2; i++)
        {
            TallyBatch batch = TallyRows.Batch(300);
            TallyRows.Add(batch, TallyRows.Start(s_day), 1, [1000], votes: 1, ttfb: [2000]);
            batch.RttSketch[0] = [9, 9, 9];
            accumulator.Add(batch);
        }
        DaySummary day = Only(accumulator);
        Assert.Equal(2, accumulator.MalformedSketches);
        Assert.Equal((0, 2, 2), (day.Rtt.Samples, day.Ttfb.Samples, day.Votes[0]));
    }

    [Fact]
    public void Clients_of_an_hour_are_estimated_as_visits_without_a_pause()
    {
        // 100 clients with 300 minutes: three minutes each, so 1 + 2/5 windows.
        DayAccumulator accumulator = new(s_day);
        TallyBatch batch = TallyRows.Batch(3600);
        TallyRows.Add(batch, TallyRows.Start(s_day), 1, [], votes: 300, clients: 100);
        accumulator.Add(batch);
        Assert.Equal(140, Only(accumulator).ClientWindows[0]);
    }

    private static uint Bits(params int[] hours) => hours.Aggregate(0u, (mask, hour) => mask | 1u << hour);

    private static long[] Repeat(long value, int count) => [.. Enumerable.Repeat(value, count)];

    private static long[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ =>
    {
        double normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (long)(50_000 * Math.Exp(0.5 * normal));
    })];

    private static DaySummary Only(DayAccumulator accumulator) => Assert.Single(accumulator.Finish()).Value;

    private static Action<TallyBatch> RowOf(int number)
    {
        uint mixed = unchecked((uint)number * 2654435761);
        int minute = (int)(mixed % 288) * 5, votes = (int)(mixed >> 8) % 9;
        Stratum stratum = TallyRows.Plain with { Source = (mixed & 1) == 0 ? "a" : "b", Zone = (mixed & 2) == 0 ? "" : "1" };
        long[] samples = [.. Enumerable.Range(0, (int)(mixed >> 16) % 12).Select(i => 1_000L + (mixed >> 4) % 90_000 + i * 1_000)];
        return batch => TallyRows.Add(batch, TallyRows.Start(s_day, 0, minute), mixed % 3, samples, stratum, votes, Math.Min(votes, 2), votes, samples);
    }

    private static byte[] Written(List<Action<TallyBatch>> rows)
    {
        DayAccumulator accumulator = new(s_day);
        foreach (Action<TallyBatch> row in rows)
        {
            TallyBatch batch = TallyRows.Batch(300);
            row(batch);
            accumulator.Add(batch);
        }
        return [.. accumulator.Finish().SelectMany(pair => DaySummaryCodec.Write(pair.Value))];
    }
}
