using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class DropShareTests
{
    [Fact]
    public void Fifty_seven_failures_of_a_thousand_against_half_a_percent_score_94_8()
    {
        double f = DropShare.Of(57, 1000, 0.005);
        Assert.Equal(0.052, f, 0.0005);
        Assert.Equal(94.8, 100 * (1 - f), 0.05);
        Assert.True(DropShare.FailuresMatter(57, 1000, 0.005));
    }

    [Fact]
    public void Twelve_milliseconds_more_for_everybody_score_11()
    {
        int[] above = [488, 452, 330, 165, 72];
        double[] usual = [0.781, 0.595, 0.319, 0.118, 0.043];
        double[] shares = [.. above.Zip(usual, (y, q) => DropShare.Of(y, 500, q))];
        Assert.Equal([0.89, 0.76, 0.50, 0.24, 0.11], shares.Select(f => Math.Round(f, 2)));
        Assert.Equal(11.0, 100 * (1 - shares.Max()), 0.05);
        Assert.Equal(89, 100 * (1 - shares[^1]), 0.5);
    }

    [Fact]
    public void The_floor_of_each_edge_asks_for_the_quantile_to_be_surely_above_it()
    {
        // Of the worked example three quantiles are surely above their edges at this level, the upper two only at a laxer one.
        (int Count, double Quantile)[] edges = [(488, 0.10), (452, 0.25), (330, 0.50), (165, 0.75), (72, 0.90)];
        Assert.Equal([true, true, true, false, false], edges.Select(e => DropShare.EdgeMatters(e.Count, 500, e.Quantile, 0, 3.11e-5 / 5)));
        Assert.True(DropShare.EdgeMatters(165, 500, 0.75, 0, 1e-4));
        Assert.True(DropShare.EdgeMatters(72, 500, 0.90, 0, 0.01));
        Assert.False(DropShare.EdgeMatters(49, 500, 0.90, 0, 0.5));
        Assert.False(DropShare.EdgeMatters(0, 0, 0.90, 0, 0.5));
    }

    [Fact]
    public void The_edge_floor_is_the_comparison_with_the_lower_bound() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            int n = 1 + random.Next(2000), count = random.Next(n + 1);
            double quantile = 0.05 + 0.9 * random.NextShare(), rho = 0.05 * random.NextShare(), alpha = Math.Pow(10, -1 - 8 * random.NextShare());
            double bound = DropShare.LowerBound(count, n, rho, alpha);
            return Math.Abs(bound - (1 - quantile)) < 1e-9 || DropShare.EdgeMatters(count, n, quantile, rho, alpha) == bound > 1 - quantile;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(10, 1000, 0.005, false, "less than two points")]
    [InlineData(24, 1000, 0.005, false, "1.9 points")]
    [InlineData(25, 1000, 0.005, true, "two points")]
    [InlineData(59, 1000, 0.03, false, "not yet doubled")]
    [InlineData(60, 1000, 0.03, true, "doubled")]
    [InlineData(0, 0, 0.005, false, "nothing seen")]
    public void Failures_matter_from_two_points_and_double_on(int failed, int n, double usual, bool expected, string why) =>
        Assert.True(expected == DropShare.FailuresMatter(failed, n, usual), why);

    [Fact]
    public void The_share_undoes_its_mixture() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            double f = random.NextShare(), usual = 0.9 * random.NextShare();
            return Math.Abs(DropShare.OfRate(DropShare.RateUnder(f, usual), usual) - f) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shares_stay_between_0_and_1()
    {
        Assert.Equal(0, DropShare.Of(1, 1000, 0.005));
        Assert.Equal(1, DropShare.Of(1000, 1000, 0.005));
        Assert.Equal(0, DropShare.Of(0, 0, 0.005));
        Assert.Equal(0, DropShare.OfRate(1, 1));
        Assert.Equal(0.25, DropShare.OfVolume(75, 100));
        Assert.Equal(0, DropShare.OfVolume(130, 100));
        Assert.Equal(1, DropShare.OfVolume(0, 100));
        Assert.Equal(0, DropShare.OfVolume(0, 0));
    }

    [Fact]
    public void Correlated_samples_are_worth_at_most_one_over_rho()
    {
        Assert.Equal(0, DropShare.EffectiveCount(0, 0.02));
        Assert.Equal(1, DropShare.EffectiveCount(1, 0.02));
        Assert.Equal(1000 / 20.98, DropShare.EffectiveCount(1000, 0.02), 1e-12);
        Assert.InRange(DropShare.EffectiveCount(1e12, 0.02), 49.99, 50);
        Assert.Equal(1000, DropShare.EffectiveCount(1000, 0));
    }

    [Fact]
    public void Intervals_enclose_the_share_and_widen_with_correlation_and_confidence() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            int n = 1 + random.Next(3000), count = random.Next(n + 1);
            double usual = 0.5 * random.NextShare(), f = DropShare.Of(count, n, usual);
            ShareInterval narrow = DropShare.Interval(count, n, usual, 0, 0.95);
            ShareInterval correlated = DropShare.Interval(count, n, usual, 0.05, 0.95);
            ShareInterval sure = DropShare.Interval(count, n, usual, 0, 0.999999);
            const double Slack = 1e-12;
            return narrow.Lower <= f + Slack && f <= narrow.Upper + Slack
                && correlated.Lower <= narrow.Lower + Slack && narrow.Upper <= correlated.Upper + Slack
                && sure.Lower <= narrow.Lower + Slack && narrow.Upper <= sure.Upper + Slack;
        }).QuickCheckThrowOnFailure();

    /// <summary>Jeffreys' interval covers a true rate about as often as it says, over counts drawn from the binomial.</summary>
    [Theory]
    [InlineData(1000, 0.057)]
    [InlineData(200, 0.3)]
    [InlineData(50, 0.5)]
    public void Intervals_cover_about_95_percent(int n, double rate)
    {
        double covered = 0;
        for (int count = 0; count <= n; count++)
        {
            ShareInterval interval = DropShare.Interval(count, n, 0, 0, 0.95);
            covered += interval.Lower <= rate && rate <= interval.Upper ? Math.Exp(BetaBinomial.LogMass(count, n, rate, 0)) : 0;
        }
        Assert.InRange(covered, 0.93, 0.97);
    }
}
