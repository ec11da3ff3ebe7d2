using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class CriticalCountsTests
{
    private static readonly CriticalCounts s_usual = new(3.11e-5);
    private static readonly CriticalCounts s_lax = new(1e-3);
    private static readonly CriticalCounts s_strict = new(1e-9);

    /// <summary>The one thing that a screen must never do. Cases are spread over the whole table and past its edges.</summary>
    [Fact]
    public void No_significant_count_is_ever_screened_out() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            foreach (CriticalCounts table in (CriticalCounts[])[s_usual, s_lax, s_strict])
            {
                for (int i = 0; i < 10; i++)
                {
                    (long n, double q, double rho) = Case(random);
                    long bound = table.LowerBound(n, q, rho);
                    if (bound > n + 1 || bound < 1 || (bound > 1 && BetaBinomial.UpperTail(bound - 1, n, q, rho) <= table.Alpha))
                    {
                        return false;
                    }
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    /// <summary>Where the screen is nearest to the truth: at and between the nodes of small counts, every n to 300.</summary>
    [Fact]
    public void No_significant_count_of_a_small_window_is_screened_out()
    {
        foreach (double q in (double[])[1.0 / 8192, 0.0005, 0.001, 0.005, 0.02, 0.0312, 0.1, 0.25, 0.3, 0.499, 0.5, 0.501, 0.75, 0.76, 0.9])
        {
            foreach (double rho in (double[])[0, 0.00005, 0.001, 0.002, 0.02, 0.1, 0.25])
            {
                long critical = 0;
                for (int n = 1; n <= 300; n += 1 + n / 40)
                {
                    while (critical <= n && BetaBinomial.UpperTail(critical, n, q, rho) > s_usual.Alpha)
                    {
                        critical++;
                    }
                    long bound = s_usual.LowerBound(n, q, rho);
                    Assert.True(bound <= critical, $"n {n}, q {q}, rho {rho}: {bound} > {critical}");
                }
            }
        }
    }

    [Fact]
    public void A_smaller_level_has_greater_critical_counts_so_the_screen_still_holds() =>
        Prop.ForAll<int>(seed =>
        {
            (long n, double q, double rho) = Case(new SeededRandom(seed));
            return s_lax.LowerBound(n, q, rho) <= BetaBinomial.CriticalCount(n, q, rho, 1e-5);
        }).QuickCheckThrowOnFailure();

    /// <summary>The share of usual windows that comes through to the exact test. It is coarsest where few samples are left above q.</summary>
    [Theory]
    [InlineData(50, 0.005, 0.002, 0.001)]
    [InlineData(300, 0.005, 0.002, 0.001)]
    [InlineData(50, 0.1, 0.02, 0.001)]
    [InlineData(200, 0.3, 0.01, 0.001)]
    [InlineData(200, 0.76, 0.01, 0.03)]
    [InlineData(5000, 0.04, 0.005, 0.001)]
    [InlineData(1000000, 0.8, 0.001, 0.002)]
    public void Nearly_all_usual_windows_are_screened_out(int n, double q, double rho, double most) =>
        Assert.InRange(BetaBinomial.AtLeast(s_usual.LowerBound(n, q, rho), n, q, rho), 0, most);

    [Theory]
    [InlineData(103, 0.005, 0.002)]
    [InlineData(154, 0.1, 0.02)]
    [InlineData(542, 0.05, 0.02)]
    [InlineData(3000, 0.3, 0.01)]
    [InlineData(777777, 0.6, 0.003)]
    public void The_estimate_is_within_a_tenth_of_the_critical_deviation(int n, double q, double rho)
    {
        double critical = BetaBinomial.CriticalPoint(n, q, rho, s_usual.Alpha, TailKind.MidP);
        Assert.InRange(s_usual.Estimate(n, q, rho), critical - 0.1 * (critical - n * q), critical + 0.1 * (critical - n * q));
    }

    [Fact]
    public void At_its_nodes_the_estimate_is_the_critical_point()
    {
        foreach ((long n, double q, double rho) in ((long, double, double)[])[(64, 0.125, 0), (4096, 0.75, 1.0 / 64), (1 << 20, 1.0 / 256, 0.25), (16, 0.5, 1.0 / 1024)])
        {
            double critical = BetaBinomial.CriticalPoint(n, q, rho, s_usual.Alpha, TailKind.MidP);
            Assert.Equal(critical, s_usual.Estimate(n, q, rho), critical * 1e-6);
        }
    }

    [Theory]
    [InlineData(0, 0.1, 0.01)]
    [InlineData(-5, 0.1, 0.01)]
    [InlineData(100, 0.00001, 0.01)]
    [InlineData(100, 0.999, 0.01)]
    [InlineData(100, 0, 0.01)]
    [InlineData(100, 1, 0.01)]
    [InlineData(100, double.NaN, 0.01)]
    [InlineData(100, 0.1, 0.3)]
    [InlineData(100, 0.1, double.NaN)]
    public void Outside_the_table_nothing_but_zero_is_screened_out(long n, double q, double rho) =>
        Assert.Equal(1, s_usual.LowerBound(n, q, rho));

    [Theory]
    [InlineData(0)]
    [InlineData(0.1)]
    [InlineData(double.NaN)]
    public void A_level_that_is_none_is_refused(double alpha) => Assert.Throws<ArgumentOutOfRangeException>(() => new CriticalCounts(alpha));

    private static (long N, double Q, double Rho) Case(SeededRandom random)
    {
        long n = (long)Math.Pow(2, 20.5 * random.NextShare());
        double q = random.Chance(0.5) ? Math.Pow(2, -13.2 * random.NextShare()) : 0.01 + 0.98 * random.NextShare();
        return (n, q, random.Chance(0.1) ? 0 : Math.Pow(2, -18 * random.NextShare()) * 0.26);
    }
}
