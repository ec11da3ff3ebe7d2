using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class NegativeBinomialTests
{
    /// <summary>ln of the mid-p lower tail, summed with 40 digits.</summary>
    [Theory]
    [InlineData(0, 40, 20, -22.66539295392214)]
    [InlineData(5, 40, 20, -13.43295532474295)]
    [InlineData(40, 40, 20, -0.6343305380951966)]
    [InlineData(60, 40, 20, -0.04626775561836529)]
    [InlineData(0, 40, 2, -6.782192056006791)]
    [InlineData(300, 1000, 50, -25.82941632754227)]
    [InlineData(700, 1000, 1e5, -53.03898768627604)]
    [InlineData(700, 1000, 1e11, -53.48961100201924)]
    [InlineData(20000, 100000, 30, -26.67755230672443)]
    [InlineData(99000, 100000, 1e9, -7.168576764723563)]
    [InlineData(3, 0.5, 0.7, -0.03063896608285475)]
    [InlineData(100, 1e6, 0.8, -7.472546460514156)]
    public void Lower_tails_have_these_values(int x, double mean, double dispersion, double expected) =>
        Assert.Equal(expected, NegativeBinomial.LogLowerTail(x, mean, dispersion), Math.Max(1e-11, 1e-12 * Math.Abs(expected)));

    [Fact]
    public void Masses_have_the_mean_and_variance_promised_and_sum_to_the_tail() =>
        Prop.ForAll<int>(seed =>
        {
            (double mean, double dispersion) = Case(seed);
            double sum = 0, first = 0, second = 0, variance = mean + mean * mean / dispersion;
            long end = (long)(mean + 60 * Math.Sqrt(variance) + 60);
            for (long x = 0; x < end; x++)
            {
                double mass = Math.Exp(NegativeBinomial.LogMass(x, mean, dispersion));
                if (x % (1 + end / 20) == 0 && Math.Abs(NegativeBinomial.LowerTail(x, mean, dispersion) - sum - mass / 2) > 1e-10)
                {
                    return false;
                }
                sum += mass;
                first += mass * x;
                second += mass * x * x;
            }
            return Math.Abs(sum - 1) < 1e-9 && Math.Abs(first - mean) < 1e-7 * mean && Math.Abs(second - first * first - variance) < 1e-5 * variance;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_dispersion_it_is_Poisson()
    {
        for (int x = 0; x < 60; x++)
        {
            double poisson = MathNet.Numerics.Distributions.Poisson.PMFLn(25, x);
            Assert.Equal(poisson, NegativeBinomial.LogMass(x, 25, double.PositiveInfinity), 1e-9);
        }
    }

    [Fact]
    public void The_critical_volume_is_the_last_significant_one() =>
        Prop.ForAll<int>(seed =>
        {
            (double mean, double dispersion) = Case(seed);
            double alpha = Math.Pow(10, -1 - 8 * new SeededRandom(seed + 5).NextShare());
            long critical = NegativeBinomial.CriticalVolume(mean, dispersion, alpha);
            return critical >= -1
                && (critical < 0 || NegativeBinomial.LowerTail(critical, mean, dispersion) <= alpha)
                && NegativeBinomial.LowerTail(critical + 1, mean, dispersion) > alpha;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Forty_clients_can_vanish_significantly_only_where_their_number_is_steady()
    {
        Assert.True(NegativeBinomial.LowerTail(0, 40, 20) < 1e-9);
        Assert.True(NegativeBinomial.LowerTail(0, 40, 2) > 1e-3);
    }

    [Fact]
    public void Far_tails_and_empty_expectations_are_answered()
    {
        Assert.Equal(-1e6 + Math.Log(0.5), NegativeBinomial.LogLowerTail(0, 1e6, double.PositiveInfinity), 1.0);
        Assert.InRange(NegativeBinomial.LogLowerTail(1, 1e6, 1e9), -1e6, -9e5);
        Assert.True(NegativeBinomial.LogLowerTail(2, 1e5, 1e9) > NegativeBinomial.LogLowerTail(1, 1e5, 1e9));
        Assert.Equal(0.5, NegativeBinomial.LowerTail(0, 0, 5));
        Assert.Equal(1, NegativeBinomial.LowerTail(3, 0, 5));
        Assert.Equal(0, NegativeBinomial.LowerTail(-1, 10, 5));
        Assert.Equal(-1, NegativeBinomial.CriticalVolume(2, 5, 1e-6));
        Assert.Equal(-1, NegativeBinomial.CriticalVolume(0, 5, 0.01));
    }

    private static (double Mean, double Dispersion) Case(int seed)
    {
        SeededRandom random = new(seed);
        return (Math.Pow(10, 3 * random.NextShare() - 0.5), Math.Pow(10, 6 * random.NextShare()));
    }
}
