using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class BetaBinomialTests
{
    /// <summary>ln of the mid-p upper tail, summed with 25 digits.</summary>
    [Theory]
    [InlineData(4, 12, 0.005, 0.002, -14.0406862872769)]
    [InlineData(28, 354, 0.005, 0.002, -21.53929598122089)]
    [InlineData(0, 100, 0.005, 0.002, -0.3805727674481295)]
    [InlineData(7, 50, 0.02, 0, -10.30964151542974)]
    [InlineData(1200, 10000, 0.1, 0, -23.85858278663725)]
    [InlineData(101500, 1000000, 0.1, 0, -15.01005829753942)]
    [InlineData(99000, 1000000, 0.1, 0, -0.0004222462602498009)]
    [InlineData(300000, 1000000, 0.1, 0.02, -8.265672927887257)]
    [InlineData(110000, 1000000, 0.1, 0.02, -1.015476963399595)]
    [InlineData(101000, 1000000, 0.1, 0.001, -0.8050504294694572)]
    [InlineData(115000, 1000000, 0.1, 0.001, -2.789461997399435)]
    [InlineData(850000, 1000000, 0.8, 0.001, -11.35603176853981)]
    [InlineData(3000, 1000000, 0.005, 0.02, -1.103048974418069)]
    [InlineData(60000, 1000000, 0.005, 0.02, -5.316287797904515)]
    [InlineData(20, 1000000, 0.005, 0.05, -0.6833793285608721)]
    [InlineData(999990, 1000000, 0.9, 0.3, -2.460407380447919)]
    [InlineData(600000, 1000000, 0.3, 0.6, -1.403134451509727)]
    [InlineData(8000, 100000, 0.05, 0.0001, -67.71632844238585)]
    [InlineData(5400, 100000, 0.05, 0.000001, -17.5659516406924)]
    [InlineData(900, 3000, 0.2, 0.01, -4.447997718646966)]
    [InlineData(3000, 3000, 0.78, 0.1, -12.56284001787038)]
    [InlineData(50, 100, 0.9, 0.2, -0.02441772401846314)]
    [InlineData(10, 1000000, 0.00001, 0.001, -3.228023446718197)]
    public void Tails_have_these_values(int y, int n, double q, double rho, double expected) =>
        Assert.Equal(expected, BetaBinomial.LogUpperTail(y, n, q, rho), Math.Max(1e-8, 1e-12 * Math.Abs(expected)));

    [Fact]
    public void Masses_sum_to_one_with_the_mean_and_variance_promised() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 400);
            double sum = 0, mean = 0, square = 0;
            for (int y = 0; y <= n; y++)
            {
                double mass = Math.Exp(BetaBinomial.LogMass(y, n, q, rho));
                sum += mass;
                mean += mass * y;
                square += mass * y * y;
            }
            double variance = n * q * (1 - q) * (1 + (n - 1) * rho);
            return Math.Abs(sum - 1) < 1e-10 && Math.Abs(mean - n * q) < 1e-9 * n && Math.Abs(square - mean * mean - variance) < 1e-8 * (variance + 1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tails_are_those_of_plain_summation() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 3000);
            double[] masses = [.. Enumerable.Range(0, n + 1).Select(y => Math.Exp(BetaBinomial.LogMass(y, n, q, rho)))];
            double upper = 0;
            for (int y = n; y >= 0; y--)
            {
                double midP = upper + masses[y] / 2;
                upper += masses[y];
                if (y % (1 + n / 20) != 0)
                {
                    continue;
                }
                double lower = masses[..y].Sum() + masses[y] / 2;
                if (!Close(midP, BetaBinomial.UpperTail(y, n, q, rho), 1e-8) || !Close(lower, BetaBinomial.LowerTail(y, n, q, rho), 1e-8)
                    || !Close(upper, BetaBinomial.AtLeast(y, n, q, rho), 1e-8))
                {
                    return false;
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Wide_tails_by_integral_are_those_of_all_terms() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 1);
            SeededRandom random = new(seed + 7);
            n = 20_000 + random.Next(180_000);
            rho = Math.Max(rho, 1e-4);
            double sum = (1 - rho) / rho, a = q * sum, b = (1 - q) * sum;
            double y = Math.Floor(n * (q + (1 - q) * 0.9 * random.NextShare() * random.NextShare()));
            double naive = 0.5, term = 1;
            for (double k = y; k < n; k++)
            {
                term *= (n - k) * (a + k) / ((k + 1) * (b + n - k - 1));
                naive += term;
            }
            return Close(naive, BetaBinomialTail.OverMass(y, n, a, b), 1e-9);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void P_values_fall_with_the_count_and_rise_with_n_and_q() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 100_000);
            SeededRandom random = new(seed + 3);
            long y = (long)(n * Math.Min(1, q * 4 * random.NextShare()));
            double p = BetaBinomial.LogUpperTail(y, n, q, rho), slack = 1e-8;
            return BetaBinomial.LogUpperTail(y + 1, n, q, rho) <= p + slack
                && BetaBinomial.LogUpperTail(y, n + 1 + n / 50, q, rho) >= p - slack
                && BetaBinomial.LogUpperTail(y, n, q + (1 - q) * 0.01, rho) >= p - slack;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_tiny_correlation_is_almost_none() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, _) = Case(seed, 1000);
            long y = (long)(n * Math.Min(1, 2 * q));
            return Math.Abs(BetaBinomial.LogUpperTail(y, n, q, 1e-8) - BetaBinomial.LogUpperTail(y, n, q, 0)) < 0.02
                && Math.Abs(BetaBinomial.LogMass(y, n, q, 1.0000001e-9) - BetaBinomial.LogMass(y, n, q, 0)) < 0.002;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_critical_count_is_the_first_significant_one() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 20_000);
            double alpha = Math.Pow(10, -1 - 9 * new SeededRandom(seed + 5).NextShare());
            long critical = BetaBinomial.CriticalCount(n, q, rho, alpha);
            return critical >= 0 && critical <= n + 1
                && (critical == 0 || BetaBinomial.UpperTail(critical - 1, n, q, rho) > alpha)
                && (critical > n || BetaBinomial.UpperTail(critical, n, q, rho) <= alpha);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_likelihood_ratio_is_the_difference_of_two_masses() =>
        Prop.ForAll<int>(seed =>
        {
            (int n, double q, double rho) = Case(seed, 5000);
            long y = new SeededRandom(seed + 9).Next(n + 1);
            double raised = Math.Min(q + 0.15, 0.5 + q / 2);
            double expected = BetaBinomial.LogMass(y, n, raised, rho) - BetaBinomial.LogMass(y, n, q, rho);
            return Math.Abs(BetaBinomial.LogLikelihoodRatio(y, n, q, 0.15, rho) - expected) < 1e-8 * (1 + Math.Abs(expected));
        }).QuickCheckThrowOnFailure();

    /// <summary>The clip of section 7 at −2 makes the mean of e^z exceed 1, but not by more than the exponent 0.953 takes back.</summary>
    [Fact]
    public void The_clipped_likelihood_ratio_keeps_its_false_alarm_bound()
    {
        double greatest = 0;
        foreach (double q in (double[])[0.02, 0.05, 0.10])
        {
            foreach (double rho in (double[])[0, 0.01, 0.02, 0.1])
            {
                foreach (int n in (int[])[1, 5, 12, 29, 50, 100, 300, 1000, 2000])
                {
                    double plain = 0, tempered = 0;
                    for (int y = 0; y <= n; y++)
                    {
                        double mass = Math.Exp(BetaBinomial.LogMass(y, n, q, rho));
                        double z = Math.Clamp(BetaBinomial.LogLikelihoodRatio(y, n, q, 0.15, rho), -2, 6);
                        plain += mass * Math.Exp(z);
                        tempered += mass * Math.Exp(0.953 * z);
                    }
                    greatest = Math.Max(greatest, plain);
                    Assert.True(tempered <= 1 + 1e-3, $"q {q}, rho {rho}, n {n}: {tempered}");
                }
            }
        }
        Assert.InRange(greatest, 1.05, 1.085);
    }

    [Fact]
    public void Counts_outside_and_shares_at_the_ends_are_answered()
    {
        Assert.Equal(double.NegativeInfinity, BetaBinomial.LogMass(11, 10, 0.1, 0.01));
        Assert.Equal(double.NegativeInfinity, BetaBinomial.LogMass(-1, 10, 0.1, 0));
        Assert.Equal(1, BetaBinomial.UpperTail(-1, 10, 0.1, 0.01));
        Assert.Equal(0, BetaBinomial.UpperTail(11, 10, 0.1, 0.01));
        Assert.Equal(0.5, BetaBinomial.UpperTail(0, 0, 0.1, 0.01));
        Assert.Equal(0.5, BetaBinomial.UpperTail(0, 100, 0, 0.01), 1e-9);
        Assert.InRange(BetaBinomial.UpperTail(1, 100, 0, 0), 0, 1e-9);
        Assert.Equal(0.5, BetaBinomial.UpperTail(100, 100, 1, 0.01), 1e-9);
        Assert.Equal(1, BetaBinomial.CriticalCount(0, 0.1, 0.01, 1e-4));
        Assert.Equal(6, BetaBinomial.CriticalCount(5, 0.5, 0, 1e-4));
    }

    private static (int N, double Q, double Rho) Case(int seed, int most)
    {
        SeededRandom random = new(seed);
        int n = 1 + (int)(Math.Pow(most, random.NextShare()) * (1 - 1e-9));
        double q = random.Chance(0.5) ? Math.Pow(10, -3.5 * random.NextShare()) * 0.9 : 0.02 + 0.9 * random.NextShare();
        return (n, q, random.Chance(0.2) ? 0 : Math.Pow(10, -3.5 * random.NextShare()) * 0.5);
    }

    private static bool Close(double expected, double actual, double relative) => Math.Abs(expected - actual) <= relative * Math.Abs(expected) + 1e-300;
}
