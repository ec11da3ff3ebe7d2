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
        // 100 samples around 90 ms and 25 around 50: the mean of the logarithms.
        Assert.Equal(90_000 * Math.Pow(50.0 / 90, 0.2), SyntheticDays.Micros(grown.Rtt.Quantiles[3]), 50.0);
        Assert.Equal(50_000, SyntheticDays.Micros(left.Rtt.Quantiles[3]), 50.0);
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

    private static BaselineHistory History()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_a, s_first, 5);
        new SyntheticDays { MedianMicros = 90_000 }.AddTo(history, s_b, s_first, 5);
        return history;
    }

    private static byte[][] Written(BaselineHistory history, BaselineKey key) => [.. history.Of(key).Days.ToArray().Select(DaySummaryCodec.Write)];
}
