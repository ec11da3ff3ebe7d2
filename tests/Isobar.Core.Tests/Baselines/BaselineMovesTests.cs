using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class BaselineMovesTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;
    private static readonly BaselineKey s_a = SyntheticDays.Key(1), s_b = SyntheticDays.Key(2), s_c = SyntheticDays.Key(3);

    [Fact]
    public void A_renamed_city_network_takes_its_whole_history_along()
    {
        BaselineHistory history = History();
        byte[][] before = Written(history, s_a);
        history.Move([new(s_a, s_c, 1)]);
        Assert.Equal(before, Written(history, s_c));
        Assert.Empty(Written(history, s_a));
    }

    [Fact]
    public void A_part_that_moves_takes_its_share_of_the_counts()
    {
        BaselineHistory history = History();
        history.Move([new(s_a, s_b, 0.25)]);
        DaySummary left = history.Of(s_a).Days.Span[0], grown = history.Of(s_b).Days.Span[0];
        Assert.Equal((75, 75, 45), (left.Votes[5], left.Rtt.HourSamples[5], left.ClientWindows[5]));
        Assert.Equal((125, 125, 75), (grown.Votes[5], grown.Rtt.HourSamples[5], grown.ClientWindows[5]));
        Assert.Equal(1_800, left.Rtt.Samples);
        Assert.Equal(50_000, SyntheticDays.Micros(left.Rtt.Quantiles[3]), 50.0);
    }

    [Theory]
    [InlineData(0.1, 90_000)]
    [InlineData(0.4, 20_000)]
    [InlineData(0.4, 50_000)]
    [InlineData(0.9, 300_000)]
    public void Times_of_two_places_become_those_of_their_mixture(double share, double medianMicros)
    {
        BaselineHistory history = new();
        SyntheticDays there = new() { MedianMicros = medianMicros, HourlySamples = 1000 }, here = new() { MedianMicros = 40_000, Sigma = 0.1, HourlySamples = 1000 };
        there.AddTo(history, s_a, s_first, 1);
        here.AddTo(history, s_b, s_first, 1);
        history.Move([new(s_a, s_b, share)]);
        DayTimes mixed = history.Of(s_b).Days.Span[0].Rtt;
        double Share(double micros) => (Below(here, micros) + share * Below(there, micros)) / (1 + share);
        for (int i = 0; i < DayQuantiles.Count; i++)
        {
            Assert.Equal(DayQuantiles.Percents[i] / 100.0, Share(SyntheticDays.Micros(mixed.Quantiles[i])), 0.002);
        }
        // Hours keep their quantiles in quarters of a bucket, half a percent.
        Assert.InRange(Share(SyntheticDays.Micros(mixed.HourP50[7] + 8)), 0.47, 0.53);
        Assert.InRange(Share(SyntheticDays.Micros(mixed.HourP90[7] + 8)), 0.88, 0.92);
    }

    [Fact]
    public void A_move_of_many_strata_gives_the_same_times_as_one_of_all_their_traffic()
    {
        SyntheticDays near = new() { MedianMicros = 30_000, Sigma = 0.12 };
        BaselineHistory whole = new(), split = new();
        foreach (BaselineHistory history in (BaselineHistory[])[whole, split])
        {
            new SyntheticDays { MedianMicros = 73_000, Sigma = 0.06 }.AddTo(history, s_b, s_first, 1);
        }
        (near with { HourlySamples = 300 }).AddTo(whole, s_a, s_first, 1);
        whole.Move([new(s_a, s_b, 1)]);
        BaselineKey[] zones = [.. Enumerable.Range(0, 6).Select(zone => SyntheticDays.Key(1, "z" + zone))];
        foreach (BaselineKey zone in zones)
        {
            (near with { HourlySamples = 50 }).AddTo(split, zone, s_first, 1);
        }
        split.Move([.. zones.Select(zone => new BaselineMove(zone, s_b, 1))]);
        DayTimes one = whole.Of(s_b).Days.Span[0].Rtt, other = split.Of(s_b).Days.Span[0].Rtt;
        Assert.Equal(one.Quantiles[..].ToArray(), other.Quantiles[..].ToArray());
        Assert.Equal((one.HourP50[5], one.HourP90[5], one.Samples), (other.HourP50[5], other.HourP90[5], other.Samples));
        // A quarter of the samples is around 73 ms: so is the highest tenth.
        Assert.InRange(SyntheticDays.Micros(other.Quantiles[5]), 72_500, 75_500);
    }

    [Fact]
    public void After_a_swap_the_mixture_is_usual_at_once_and_volume_is_not_tested_for_a_day()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_a, s_first, 28);
        new SyntheticDays { MedianMicros = 90_000 }.AddTo(history, s_b, s_first, 28);
        DateOnly today = s_first.AddDays(28);
        BaselineTable table = new();
        table.Add(s_a, 64500, "DE", 8.7);
        table.Add(s_b, 64500, "DE", 13.4);
        table.Derive(today, history.All());
        long noon = TallyRows.Start(today, 12);
        table.Expect(1, noon, out Expectation before);
        Assert.True(before.Clients > 0);

        BaselineMove[] moves = [new(s_a, s_b, 0.5)];
        history.Move(moves);
        table.Move(moves, history.Of, noon);

        table.Expect(1, noon, out Expectation after);
        Assert.Equal((0f, BaselineSource.Stratum), (after.Clients, after.Source));
        // A third of the samples is around 50 ms now: the lowest tenth is theirs (44.1 ms), the highest is not (115.4 ms).
        Assert.InRange(after.Rtt.QuantileMicros[0], 43_000, 45_500);
        Assert.InRange(after.Rtt.QuantileMicros[4], 112_000, 118_000);
        table.Derive(today.AddDays(1), history.All());
        table.Expect(1, noon + 86_400, out Expectation next);
        Assert.True(next.Clients > before.Clients * 1.3);
    }

    [Fact]
    public void Several_parts_meet_and_swap_places()
    {
        BaselineHistory history = History();
        byte[][] a = Written(history, s_a), b = Written(history, s_b);
        history.Move([new(s_a, s_b, 1), new(s_b, s_a, 1)]);
        Assert.Equal(b, Written(history, s_a));
        Assert.Equal(a, Written(history, s_b));
        history.Move([new(s_a, s_c, 0.5), new(s_b, s_c, 0.5)]);
        Assert.Equal(100, history.Of(s_c).Days.Span[0].Votes[0]);
        Assert.Equal(Math.Sqrt(50_000.0 * 90_000), SyntheticDays.Micros(history.Of(s_c).Days.Span[0].Rtt.Quantiles[3]), 60.0);
    }

    [Fact]
    public void The_order_of_moves_does_not_matter()
    {
        BaselineMove[] moves = [new(s_a, s_c, 0.3), new(s_b, s_c, 0.6), new(s_a, s_b, 0.2)];
        BaselineHistory one = History(), other = History();
        one.Move(moves);
        other.Move([.. moves.Reverse()]);
        foreach (BaselineKey key in (BaselineKey[])[s_a, s_b, s_c])
        {
            Assert.Equal(Written(one, key), Written(other, key));
        }
    }

    [Fact]
    public void Thin_hours_and_days_with_unlike_quantiles_can_be_mixed()
    {
        BaselineHistory history = new();
        new SyntheticDays { HourlySamples = 4 }.AddTo(history, s_a, s_first, 3);
        SyntheticDays other = new() { MedianMicros = 10_000, HourlySamples = 5 };
        for (int day = 0; day < 3; day++)
        {
            DaySummary summary = other.Day(s_first.AddDays(day));
            (summary.Rtt.Quantiles[0], summary.Rtt.Quantiles[6], summary.Rtt.Quantiles[7]) = (0, 0, 0);
            history.Add(s_b, summary);
        }
        history.Move([new(s_a, s_b, 0.01), new(s_b, s_c, 0.9)]);
        Assert.All(history.Of(s_b).Days.ToArray(), day =>
        {
            ushort[] known = [.. day.Rtt.Quantiles[..].ToArray().Where(place => place != 0)];
            Assert.Equal(known.Order(), known);
        });
        Assert.Equal(3, history.Of(s_c).Days.Length);
    }

    [Fact]
    public void More_than_all_of_a_history_cannot_leave() =>
        Assert.Throws<ArgumentException>(() => History().Move([new(s_a, s_b, 0.7), new(s_a, s_c, 0.4)]));

    private static double Below(SyntheticDays days, double micros) =>
        MathNet.Numerics.Distributions.Normal.CDF(0, 1, Math.Log(micros / days.MedianMicros) / days.Sigma);

    private static BaselineHistory History()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_a, s_first, 5);
        new SyntheticDays { MedianMicros = 90_000 }.AddTo(history, s_b, s_first, 5);
        return history;
    }

    private static byte[][] Written(BaselineHistory history, BaselineKey key) => [.. history.Of(key).Days.ToArray().Select(DaySummaryCodec.Write)];
}
