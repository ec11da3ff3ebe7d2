using Isobar.Simulator.Drawing;

namespace Isobar.Simulator.Tests.Drawing;

/// <summary>Counts against the probabilities of their definitions, written plainly.</summary>
public sealed class CountDrawsTests
{
    private const int Draws = 40_000;

    private static readonly double[] s_logFactorials = SumsOfLogarithms();

    [Theory]
    [InlineData(0.03)]
    [InlineData(2.5)]
    [InlineData(9.99)]
    [InlineData(10.01)]
    [InlineData(87)]
    [InlineData(2300)]
    public void Poisson_counts_have_their_distribution(double mean)
    {
        KeyedRandom random = new(11);
        Check(() => CountDraws.Poisson(ref random, mean), (int)(mean + 12 * Math.Sqrt(mean) + 20), k => Math.Exp(k * Math.Log(mean) - mean - LogFactorial(k)));
    }

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(12, 0.002)]
    [InlineData(13, 0.4)]
    [InlineData(400, 0.005)]
    [InlineData(60, 0.2)]
    [InlineData(500, 0.9)]
    [InlineData(20_000, 0.37)]
    public void Binomial_counts_have_their_distribution(int n, double p)
    {
        KeyedRandom random = new(12);
        Check(() => CountDraws.Binomial(ref random, n, p), n, k => Math.Exp(LogChoose(n, k) + k * Math.Log(p) + (n - k) * Math.Log(1 - p)));
    }

    [Theory]
    [InlineData(3, 0.005, 0.02)]
    [InlineData(24, 0.2, 0.05)]
    [InlineData(25, 0.2, 0.05)]
    [InlineData(200, 0.004, 0.01)]
    [InlineData(900, 0.3, 0.002)]
    public void Beta_binomial_counts_have_their_distribution(int n, double p, double rho)
    {
        double a = p * (1 - rho) / rho, b = (1 - p) * (1 - rho) / rho;
        KeyedRandom random = new(13);
        // C(n, k) times the product of rising factorials: no gamma function needed.
        double Probability(int k)
        {
            double log = LogChoose(n, k);
            for (int i = 0; i < n; i++)
            {
                log += Math.Log(i < k ? a + i : b + i - k) - Math.Log(a + b + i);
            }
            return Math.Exp(log);
        }
        Check(() => CountDraws.BetaBinomial(ref random, n, p, rho), n, Probability);
    }

    [Fact]
    public void Impossible_and_certain_binomials_are_exact()
    {
        KeyedRandom random = new(14);
        Assert.Equal(0, CountDraws.Binomial(ref random, 100, 0));
        Assert.Equal(0, CountDraws.Binomial(ref random, 100, -0.1));
        Assert.Equal(100, CountDraws.Binomial(ref random, 100, 1));
        Assert.Equal(100, CountDraws.Binomial(ref random, 100, 1.1));
        Assert.Equal(0, CountDraws.Binomial(ref random, 0, 0.5));
        Assert.Equal(0, CountDraws.BetaBinomial(ref random, 50, 0, 0.1));
        Assert.Equal(0, CountDraws.Poisson(ref random, 0));
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(1)]
    [InlineData(25)]
    public void Gamma_has_the_shape_as_mean_and_variance(double shape)
    {
        KeyedRandom random = new(15);
        double[] draws = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            draws[i] = CountDraws.Gamma(ref random, shape);
        }
        (double mean, double variance) = Fit.Moments(draws);
        Assert.InRange(mean, shape - 4 * Math.Sqrt(shape / Draws), shape + 4 * Math.Sqrt(shape / Draws));
        // The variance of a sample variance is about (2 + excess) σ⁴ / n; the excess of a gamma is 6 / shape.
        double spread = shape * Math.Sqrt((2 + 6 / shape) / Draws);
        Assert.InRange(variance, shape - 4 * spread, shape + 4 * spread);
        Assert.All(draws, draw => Assert.True(draw > 0));
    }

    [Fact]
    public void Logarithms_of_factorials_are_sums_of_logarithms()
    {
        double sum = 0;
        for (int k = 1; k < 5000; k++)
        {
            sum += Math.Log(k);
            Assert.Equal(sum, CountDraws.LogFactorial(k), Math.Max(1e-10, 1e-13 * sum));
        }
    }

    private static void Check(Func<int> draw, int highest, Func<int, double> probability)
    {
        double[] expected = [.. Enumerable.Range(0, highest + 1).Select(k => Draws * probability(k))];
        Assert.Equal(Draws, expected.Sum(), 1e-6 * Draws);
        double[] observed = new double[highest + 1];
        for (int i = 0; i < Draws; i++)
        {
            observed[draw()]++;
        }
        Assert.InRange(Fit.ChiSquareSigmas(expected, observed), -4, 4);
    }

    private static double LogChoose(int n, int k) => LogFactorial(n) - LogFactorial(k) - LogFactorial(n - k);

    private static double LogFactorial(int k) => s_logFactorials[k];

    private static double[] SumsOfLogarithms()
    {
        double[] sums = new double[20_001];
        for (int i = 2; i < sums.Length; i++)
        {
            sums[i] = sums[i - 1] + Math.Log(i);
        }
        return sums;
    }
}
