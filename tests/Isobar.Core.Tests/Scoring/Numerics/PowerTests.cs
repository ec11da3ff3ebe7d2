using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>The table of sample sizes, section 6 of the statistical design, to the last number; and that power means what it says.</summary>
public sealed class PowerTests
{
    [Theory]
    [InlineData(0.005, 0.002, 1e-4, 0.10, 103, 7)]
    [InlineData(0.005, 0.002, 1e-4, 0.20, 38, 5)]
    [InlineData(0.005, 0.002, 1e-4, 0.40, 15, 4)]
    [InlineData(0.005, 0.002, 3e-5, 0.10, 128, 9)]
    [InlineData(0.005, 0.002, 3e-5, 0.20, 45, 6)]
    [InlineData(0.005, 0.002, 3e-5, 0.40, 15, 4)]
    [InlineData(0.005, 0.002, 3e-5, 0.50, Power.LeastVotes, 4)]
    [InlineData(0.005, 0.002, 1e-9, 0.10, 354, 28)]
    [InlineData(0.005, 0.002, 1e-9, 0.20, 87, 13)]
    [InlineData(0.005, 0.002, 1e-9, 0.40, 27, 8)]
    [InlineData(0.10, 0, 1e-4, 0.10, 375, 62)]
    [InlineData(0.10, 0, 1e-4, 0.20, 109, 25)]
    [InlineData(0.10, 0, 1e-4, 0.30, 58, 17)]
    [InlineData(0.10, 0, 1e-4, 0.40, 33, 12)]
    [InlineData(0.10, 0, 1e-4, 0.50, 23, 10)]
    [InlineData(0.10, 0, 1e-4, 0.80, 9, 6)]
    [InlineData(0.10, 0, 6e-6, 0.40, 43, 16)]
    [InlineData(0.10, 0, 6e-6, 0.50, Power.LeastSamples, 13)]
    [InlineData(0.10, 0, 6e-6, 0.80, 12, 8)]
    [InlineData(0.10, 0.02, 1e-4, 0.40, 154, 55)]
    [InlineData(0.10, 0.02, 1e-4, 0.50, 49, 21)]
    [InlineData(0.10, 0.02, 1e-4, 0.80, 12, 8)]
    [InlineData(0.10, 0.02, 6e-6, 0.50, 98, 43)]
    [InlineData(0.10, 0.02, 6e-6, 0.80, 16, 11)]
    [InlineData(0.05, 0.02, 1e-4, 0.30, 542, 134)]
    [InlineData(0.05, 0.02, 1e-4, 0.40, 63, 20)]
    [InlineData(0.05, 0.02, 1e-4, 0.50, 31, 12)]
    [InlineData(0.05, 0.02, 1e-4, 0.80, 9, 6)]
    [InlineData(0.05, 0.02, 6e-6, 0.40, 152, 50)]
    [InlineData(0.05, 0.02, 6e-6, 0.50, 50, 20)]
    [InlineData(0.05, 0.02, 6e-6, 0.80, 14, 9)]
    public void Sample_sizes_and_critical_counts_are_those_of_the_table(double q, double rho, double alpha, double f, int n, int critical)
    {
        Assert.Equal(n, Power.SmallestSample(q, rho, alpha, f, TailKind.Exact));
        Assert.Equal(critical, BetaBinomial.CriticalCount(n, q, rho, alpha, TailKind.Exact));
        Assert.True(Power.Of(n, q, rho, alpha, f, TailKind.Exact) >= 0.9);
        Assert.True(Power.Of(n - 1, q, rho, alpha, f, TailKind.Exact) < 0.9);
        // The mid-p test finds the same with no more.
        Assert.InRange(Power.SmallestSample(q, rho, alpha, f), 1, n);
    }

    /// <summary>The limits for great n, from beta integrals of 25 digits. (The design's table says 0.49 where it is 0.502.)</summary>
    [Theory]
    [InlineData(0.10, 1e-4, 0.10, 0.018781)]
    [InlineData(0.10, 1e-4, 0.20, 0.26672)]
    [InlineData(0.10, 1e-4, 0.30, 0.7704)]
    [InlineData(0.10, 6e-6, 0.10, 0.0027703)]
    [InlineData(0.10, 6e-6, 0.20, 0.089996)]
    [InlineData(0.10, 6e-6, 0.30, 0.50214)]
    [InlineData(0.05, 1e-4, 0.10, 0.046566)]
    [InlineData(0.05, 1e-4, 0.20, 0.49828)]
    [InlineData(0.05, 6e-6, 0.10, 0.008124)]
    [InlineData(0.05, 6e-6, 0.20, 0.22104)]
    [InlineData(0.05, 6e-6, 0.30, 0.76443)]
    public void Where_the_rate_itself_varies_by_2_percent_no_number_of_samples_is_enough(double q, double alpha, double f, double limit)
    {
        Assert.Equal(-1, Power.SmallestSample(q, 0.02, alpha, f, TailKind.Exact));
        Assert.Equal(limit, Power.Of(1_000_000, q, 0.02, alpha, f, TailKind.Exact), 2e-4);
    }

    /// <summary>Just above 0.9 for great n: found in the end, but with thousands.</summary>
    [Fact]
    public void Forty_percent_at_a_tenth_and_6e6_is_at_the_limit() =>
        Assert.Equal(0.904, Power.Of(1_000_000, 0.10, 0.02, 6e-6, 0.4, TailKind.Exact), 2e-4);

    [Fact]
    public void The_detectable_drop_is_found_with_the_power_asked_for_and_a_little_less_is_not()
    {
        foreach ((long n, double q, double rho) in ((long, double, double)[])[(12, 0.005, 0.002), (50, 0.1, 0), (154, 0.1, 0.02), (3000, 0.3, 0.01)])
        {
            double f = Power.DetectableDrop(n, q, rho, 3e-5);
            Assert.InRange(Power.Of(n, q, rho, 3e-5, f), 0.9, 0.9001);
            Assert.True(Power.Of(n, q, rho, 3e-5, f - 2e-6) < 0.9);
            Assert.True(Power.DetectableDrop(n, q, rho, 3e-5, power: 0.5) < f);
        }
    }

    [Fact]
    public void Too_few_samples_find_not_even_a_total_loss()
    {
        Assert.Equal(double.PositiveInfinity, Power.DetectableDrop(2, 0.1, 0, 3e-5));
        Assert.Equal(double.PositiveInfinity, Power.DetectableDrop(0, 0.1, 0, 3e-5));
        Assert.Equal(0, Power.Of(2, 0.1, 0, 3e-5, 1));
        Assert.InRange(Power.DetectableDrop(5, 0.1, 0, 3e-5), 0.95, 1);
    }
}
