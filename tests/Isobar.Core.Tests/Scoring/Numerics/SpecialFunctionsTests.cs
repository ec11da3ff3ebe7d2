using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;
using Reference = MathNet.Numerics.SpecialFunctions;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>Literals are computed with 60 digits; grids are compared with MathNet.Numerics, to the accuracy that has.</summary>
public sealed class SpecialFunctionsTests
{
    [Theory]
    [InlineData(1e-10, 23.025850929882735)]
    [InlineData(0.001, 6.9071788853838537)]
    [InlineData(0.5, 0.57236494292470009)]
    [InlineData(0.9, 0.066376239734742954)]
    [InlineData(1.3, -0.10817480950786048)]
    [InlineData(2.5, 0.28468287047291916)]
    [InlineData(7.25, 7.0521854507385394)]
    [InlineData(9.999, 12.799575780077414)]
    [InlineData(10, 12.80182748008147)]
    [InlineData(33.3, 82.603723581654943)]
    [InlineData(1000.5, 5908.6741758486775)]
    [InlineData(1e6, 12815504.569147612)]
    [InlineData(3e9, 62465634366.851562)]
    public void LogGamma_has_these_values(double x, double expected) => AssertClose(expected, SpecialFunctions.LogGamma(x), 1e-15, 6e-15);

    [Theory]
    [InlineData(0.001, 1e6, 6.8933633753253895)]
    [InlineData(0.5, 0.5, 1.1447298858494002)]
    [InlineData(3.5, 12.25, -7.8994012906692356)]
    [InlineData(9.9, 10.1, -13.735177544346377)]
    [InlineData(49.5, 1e6, -541.25169015347994)]
    [InlineData(1e6, 2e6, -1909548.290968533)]
    [InlineData(0.245, 5e5, -1.9056013484582003)]
    public void LogBeta_has_these_values(double a, double b, double expected)
    {
        AssertClose(expected, SpecialFunctions.LogBeta(a, b), 1e-15, 1e-14);
        AssertClose(expected, SpecialFunctions.LogBeta(b, a), 1e-15, 1e-14);
    }

    [Theory]
    [InlineData(10, 3, 4.787491742782046)]
    [InlineData(1000, 500, 689.46726156785118)]
    [InlineData(1000000, 1, 13.815510557964274)]
    [InlineData(1000000, 12345, 66513.015547130372)]
    [InlineData(50, 49, 3.9120230054281461)]
    [InlineData(7, 7, 0)]
    [InlineData(7, 8, double.NegativeInfinity)]
    public void LogBinomial_has_these_values(double n, double k, double expected) => AssertClose(expected, SpecialFunctions.LogBinomial(n, k), 1e-14, 1e-14);

    [Theory]
    [InlineData(0.5, 0.5, 1e-20, 6.3661977236758133e-11, 0.99999999993633802)]
    [InlineData(0.5, 100.5, 0.001, 0.34576381289814123, 0.65423618710185877)]
    [InlineData(2, 3, 0.4, 0.52480000000000004, 0.47519999999999996)]
    [InlineData(57.5, 943.5, 0.03, 3.5617557171033554e-6, 0.9999964382442829)]
    [InlineData(57.5, 943.5, 0.06, 0.64909920570154131, 0.35090079429845869)]
    [InlineData(57.5, 943.5, 0.12, 0.99999999999175146, 8.2485438408859006e-12)]
    [InlineData(0.245, 48.755, 0.2, 0.99999913907744684, 8.6092255316070238e-7)]
    [InlineData(500, 500, 0.4, 8.4245036989361938e-11, 0.99999999991575496)]
    [InlineData(1000, 0.01, 0.9, 1.8245823039418074e-50, 1)]
    [InlineData(12, 1e6, 1e-6, 8.3166604125024646e-10, 0.99999999916833396)]
    [InlineData(0.02, 0.03, 0.3, 0.59025575021627105, 0.40974424978372895)]
    [InlineData(5000, 20, 0.98, 1.4127436388644366e-23, 1)]
    public void Incomplete_beta_has_these_values_in_both_tails(double a, double b, double x, double lower, double upper)
    {
        AssertClose(lower, SpecialFunctions.Beta(a, b, x), 2e-13, 0);
        AssertClose(upper, SpecialFunctions.BetaComplement(a, b, x), 2e-13, 0);
    }

    [Theory]
    [InlineData(-38, 2.8854283600687843e-316)]
    [InlineData(-20.5, 1.076467325879096e-93)]
    [InlineData(-6.36, 1.0087687466392912e-10)]
    [InlineData(-3.09, 0.0010007824766140109)]
    [InlineData(-2, 0.022750131948179207)]
    [InlineData(-1.999, 0.022804176932658883)]
    [InlineData(-1, 0.15865525393145705)]
    [InlineData(-0.001, 0.49960105778608894)]
    [InlineData(0, 0.5)]
    [InlineData(0.7, 0.75803634777692697)]
    [InlineData(1.959963984540054, 0.97499999999999999)]
    [InlineData(5, 0.99999971334842812)]
    public void Normal_shares_have_these_values_and_the_quantile_leads_back(double z, double share)
    {
        AssertClose(share, SpecialFunctions.NormalCdf(z), 1e-13, 1e-323);
        if (z is > -30 and < 2)
        {
            AssertClose(z, SpecialFunctions.NormalQuantile(SpecialFunctions.NormalCdf(z)), 1e-13, 1e-15);
        }
    }

    [Fact]
    public void LogGamma_agrees_with_MathNet_over_twelve_orders_of_magnitude()
    {
        for (double x = 1e-4; x < 1e8; x *= 1.013)
        {
            AssertClose(Reference.GammaLn(x), SpecialFunctions.LogGamma(x), 1e-13, 1e-12);
        }
    }

    [Fact]
    public void Incomplete_beta_agrees_with_MathNet_on_a_wide_grid()
    {
        double[] shapes = [0.1, 0.5, 0.99, 1, 1.5, 4, 12.25, 60, 300.5, 2000];
        double[] points = [1e-6, 0.001, 0.02, 0.1, 0.3, 0.5, 0.77, 0.95, 0.9999];
        foreach (double a in shapes)
        {
            foreach (double b in shapes)
            {
                foreach (double x in points)
                {
                    double expected = Reference.BetaRegularized(a, b, x);
                    AssertClose(expected, SpecialFunctions.Beta(a, b, x), 3e-10, 1e-13);
                    AssertClose(1 - expected, SpecialFunctions.BetaComplement(a, b, x), 3e-10, 1e-10);
                }
            }
        }
    }

    [Fact]
    public void Normal_shares_and_quantiles_agree_with_MathNet()
    {
        for (double z = -8; z <= 8; z += 0.0625)
        {
            AssertClose(MathNet.Numerics.Distributions.Normal.CDF(0, 1, z), SpecialFunctions.NormalCdf(z), 1e-12, 0);
        }
        for (double p = 1e-14; p < 0.999; p *= 1.07)
        {
            AssertClose(MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, p), SpecialFunctions.NormalQuantile(p), 1e-9, 1e-9);
        }
    }

    [Fact]
    public void Both_tails_sum_to_one_and_mirror_each_other() =>
        Prop.ForAll<int>(seed =>
        {
            (double a, double b, double x) = Shape(seed);
            double lower = SpecialFunctions.Beta(a, b, x), upper = SpecialFunctions.BetaComplement(a, b, x);
            return Math.Abs(lower + upper - 1) < 1e-13 && lower >= 0 && upper >= 0
                && Relative(upper, SpecialFunctions.Beta(b, a, 1 - x)) < 1e-9;
        }).QuickCheckThrowOnFailure();

    /// <summary>I_x(a + 1, b) = I_x(a, b) − x^a (1 − x)^b / (a B(a, b)): ties tails of any size together without another implementation.</summary>
    [Fact]
    public void Incomplete_beta_obeys_its_recurrence() =>
        Prop.ForAll<int>(seed =>
        {
            (double a, double b, double x) = Shape(seed);
            double step = Math.Exp(a * Math.Log(x) + b * Math.Log(1 - x) - Math.Log(a) - SpecialFunctions.LogBeta(a, b));
            double sum = SpecialFunctions.Beta(a + 1, b, x) + step;
            return Relative(sum, SpecialFunctions.Beta(a, b, x)) < 1e-9 || SpecialFunctions.Beta(a, b, x) < 1e-290;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Incomplete_beta_rises_with_x_and_falls_with_a() =>
        Prop.ForAll<int>(seed =>
        {
            (double a, double b, double x) = Shape(seed);
            double value = SpecialFunctions.Beta(a, b, x) * (1 + 1e-12);
            return SpecialFunctions.Beta(a, b, x * 0.97) <= value && SpecialFunctions.Beta(a * 1.03, b, x) <= value;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Quantiles_of_beta_lead_back_from_any_tail() =>
        Prop.ForAll<int>(seed =>
        {
            (double a, double b, _) = Shape(seed);
            double p = Math.Pow(10, -12 * new SeededRandom(seed + 1).NextShare());
            double x = SpecialFunctions.BetaQuantile(p, a, b), upper = SpecialFunctions.BetaUpperQuantile(p, a, b);
            // Where x itself cannot be told from 0 or 1, its tail cannot lead back.
            return (x is < 1e-250 or > 1 - 1e-6 || Relative(p, SpecialFunctions.Beta(a, b, x)) < 1e-8)
                && (upper is < 1e-250 or > 1 - 1e-6 || Relative(p, SpecialFunctions.BetaComplement(a, b, upper)) < 1e-8);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(57)]
    [InlineData(999)]
    [InlineData(1000)]
    public void Jeffreys_bounds_at_one_in_a_million_million_enclose_the_share(int x)
    {
        double lower = SpecialFunctions.BetaQuantile(1e-12, x + 0.5, 1000 - x + 0.5), upper = SpecialFunctions.BetaUpperQuantile(1e-12, x + 0.5, 1000 - x + 0.5);
        Assert.InRange((x + 0.5) / 1001, lower, upper);
        AssertClose(1e-12, SpecialFunctions.Beta(x + 0.5, 1000.5 - x, lower), 1e-9, 0);
        // Close to 1 the bound itself holds few digits of its distance: the mirrored one does.
        AssertClose(1 - SpecialFunctions.BetaQuantile(1e-12, 1000.5 - x, x + 0.5), upper, 1e-14, 0);
    }

    [Fact]
    public void Ends_and_nonsense_are_answered()
    {
        Assert.Equal(0, SpecialFunctions.Beta(2, 3, 0));
        Assert.Equal(1, SpecialFunctions.Beta(2, 3, 1));
        Assert.Equal(0, SpecialFunctions.BetaComplement(2, 3, 1.5));
        Assert.Equal(double.NaN, SpecialFunctions.Beta(0, 3, 0.5));
        Assert.Equal(double.NaN, SpecialFunctions.Beta(1, 3, double.NaN));
        Assert.Equal(0, SpecialFunctions.BetaQuantile(0, 2, 3));
        Assert.Equal(1, SpecialFunctions.BetaUpperQuantile(0, 2, 3));
        Assert.Equal(double.NaN, SpecialFunctions.BetaQuantile(1.5, 2, 3));
        Assert.Equal(double.NaN, SpecialFunctions.LogGamma(0));
        Assert.Equal(double.NegativeInfinity, SpecialFunctions.NormalQuantile(0));
        Assert.Equal(double.PositiveInfinity, SpecialFunctions.NormalQuantile(1));
        Assert.Equal(double.NaN, SpecialFunctions.NormalQuantile(-0.1));
        Assert.Equal(0, SpecialFunctions.NormalQuantile(0.5));
        Assert.Equal(-37.5, SpecialFunctions.NormalQuantile(SpecialFunctions.NormalCdf(-37.5)), 1e-9);
    }

    private static (double A, double B, double X) Shape(int seed)
    {
        SeededRandom random = new(seed);
        double a = Math.Pow(10, 7 * random.NextShare() - 1), b = Math.Pow(10, 7 * random.NextShare() - 1);
        double mean = a / (a + b), spread = Math.Sqrt(mean * (1 - mean) / (a + b + 1));
        return (a, b, Math.Clamp(mean + (10 * random.NextShare() - 5) * spread, mean * 0.01, 1 - (1 - mean) * 0.01));
    }

    private static double Relative(double expected, double actual) => expected == actual ? 0 : Math.Abs(expected - actual) / Math.Abs(expected);

    private static void AssertClose(double expected, double actual, double relative, double absolute) =>
        Assert.True(expected.Equals(actual) || Math.Abs(expected - actual) <= Math.Max(absolute, relative * Math.Abs(expected)), $"expected {expected:R}, was {actual:R}");
}
