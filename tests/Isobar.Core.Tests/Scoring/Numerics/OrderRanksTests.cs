using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class OrderRanksTests
{
    [Theory]
    [InlineData(50, 41, 50)]
    [InlineData(100, 84, 96)]
    [InlineData(200, 171, 189)]
    [InlineData(500, 436, 464)]
    public void The_95_percent_interval_of_p90_has_these_ranks(int n, int lower, int upper) =>
        Assert.Equal((lower, upper), OrderRanks.Enclosing(n, 0.9, 0.95));

    [Fact]
    public void A_sample_above_p90_exists_from_36_on_and_one_sided_from_29_on()
    {
        Assert.Equal(36, OrderRanks.Enclosing(35, 0.9, 0.95).Upper);
        Assert.Equal(36, OrderRanks.Enclosing(36, 0.9, 0.95).Upper);
        Assert.Equal(29, OrderRanks.Enclosing(28, 0.9, 0.90).Upper);
        Assert.Equal(29, OrderRanks.Enclosing(29, 0.9, 0.90).Upper);
    }

    [Fact]
    public void Ranks_leave_at_most_half_of_the_rest_on_either_side()
    {
        for (int n = 1; n < 300; n += 7)
        {
            foreach (double p in (double[])[0.1, 0.5, 0.9])
            {
                (long lower, long upper) = OrderRanks.Enclosing(n, p, 0.95);
                Assert.InRange(lower, 0, upper);
                // y_(r) is above the quantile when fewer than r samples are below it, y_(s) below it when at least s are.
                Assert.True(1 - BetaBinomial.AtLeast(lower, n, p, 0) <= 0.025 + 1e-12);
                Assert.True(BetaBinomial.AtLeast(upper, n, p, 0) <= 0.025 + 1e-12);
                Assert.True(1 - BetaBinomial.AtLeast(lower + 1, n, p, 0) > 0.025 - 1e-12);
                Assert.True(BetaBinomial.AtLeast(upper - 1, n, p, 0) > 0.025 - 1e-12);
            }
        }
    }

    /// <summary>In the design's words: at p90 the order-statistic test "y_(r) above T" is the comparison of the count above T with n − r.</summary>
    [Fact]
    public void The_lower_rank_is_the_critical_count_from_above()
    {
        foreach (int n in (int[])[50, 100, 200, 500])
        {
            long above = n - OrderRanks.Enclosing(n, 0.9, 0.95).Lower + 1;
            Assert.Equal(BetaBinomial.CriticalCount(n, 0.1, 0, 0.025, TailKind.Exact), above);
        }
    }

    [Theory]
    [InlineData(10, 2, 8)]
    [InlineData(30, 9, 21)]
    [InlineData(100, 40, 60)]
    [InlineData(1, 1, 1)]
    public void Wilson_ranks_of_a_median_are_these(int n, int lower, int upper) => Assert.Equal((lower, upper), OrderRanks.Wilson(n, 0.5, 0.95));

    [Fact]
    public void The_Wilson_interval_is_that_of_the_quadratic_equation()
    {
        ShareInterval interval = OrderRanks.WilsonInterval(57, 1000, 0.95);
        foreach (double bound in (double[])[interval.Lower, interval.Upper])
        {
            Assert.Equal(1.959963984540054, Math.Abs(0.057 - bound) / Math.Sqrt(bound * (1 - bound) / 1000), 1e-9);
        }
        Assert.Equal(0, OrderRanks.WilsonInterval(0, 10, 0.95).Lower, 1e-15);
        Assert.Equal(1, OrderRanks.WilsonInterval(10, 10, 0.95).Upper, 1e-15);
    }
}
