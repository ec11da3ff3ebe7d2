using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>Compared with the exact power, which costs some hundred times as much.</summary>
public sealed class DetectableDropsTests
{
    private const double Alpha = 3.11e-5;

    private static readonly CriticalCounts s_table = new(Alpha);
    private static readonly DetectableDrops s_drops = new(s_table);

    [Fact]
    public void Drops_of_failures_are_those_of_the_exact_power_or_a_little_greater() =>
        Prop.ForAll<int>(seed =>
        {
            (long n, double rho, SeededRandom random) = Case(seed);
            double usual = Math.Pow(10, -1.3 - 2 * random.NextShare());
            long floor = (long)Math.Ceiling(n * (usual + Math.Max(0.02, usual)));
            double exact = Power.DropReaching(Math.Max(floor, BetaBinomial.CriticalCount(n, usual, rho, Alpha)), n, usual, rho);
            return IsCloseAbove(exact, s_drops.OfFailures(n, usual, rho));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Drops_at_an_edge_are_those_of_the_exact_power_or_a_little_greater() =>
        Prop.ForAll<int>(seed =>
        {
            (long n, double rho, SeededRandom random) = Case(seed);
            double usual = 0.002 + 0.098 * random.NextShare(), tested = Math.Max(usual, 0.02);
            long critical = Math.Max(BetaBinomial.CriticalCount(n, tested, rho, Alpha), BetaBinomial.CriticalCount(n, 0.1, rho, Alpha));
            return IsCloseAbove(Power.DropReaching(critical, n, usual, rho), s_drops.OfEdge(n, usual, tested, 0.9, rho));
        }).QuickCheckThrowOnFailure();

    /// <summary>The count that the drop is computed for passes the effect floor too, so that a drop called detectable would count.</summary>
    [Theory]
    [InlineData(60, 0.04, 0.002)]
    [InlineData(400, 0.05, 0.01)]
    [InlineData(5000, 0.02, 0.005)]
    public void What_is_detectable_at_an_edge_passes_the_effect_floor(int n, double usual, double rho)
    {
        double f = s_drops.OfEdge(n, usual, Math.Max(usual, 0.02), 0.9, rho);
        double passing = 0, rate = DropShare.RateUnder(f, usual);
        for (int y = 0; y <= n; y++)
        {
            bool found = BetaBinomial.UpperTail(y, n, Math.Max(usual, 0.02), rho) <= Alpha && DropShare.EdgeMatters(y, n, 0.9, rho, Alpha);
            passing += found ? Math.Exp(BetaBinomial.LogMass(y, n, rate, rho)) : 0;
        }
        Assert.InRange(passing, 0.9, 0.97);
    }

    [Fact]
    public void Forty_percent_is_detectable_from_fifteen_votes_on()
    {
        Assert.True(s_drops.OfFailures(15, 0.005, 0.002) <= 0.4);
        Assert.True(s_drops.OfFailures(10, 0.005, 0.002) > 0.4);
        Assert.True(s_drops.OfFailures(Power.LeastVotes, 0.005, 0.002) <= 0.5);
    }

    [Fact]
    public void Below_the_effect_floor_nothing_is_detectable_however_many_votes_there_are()
    {
        Assert.InRange(s_drops.OfFailures(1_000_000, 0.001, 0), 0.02, 0.0205);
        Assert.InRange(s_drops.OfFailures(1_000_000, 0.05, 0), 0.05 / 0.95, 0.05 / 0.95 + 0.001);
    }

    [Fact]
    public void Too_few_find_nothing()
    {
        Assert.Equal(double.PositiveInfinity, s_drops.OfFailures(0, 0.005, 0.002));
        Assert.Equal(double.PositiveInfinity, s_drops.OfFailures(1, 0.005, 0.002));
        Assert.Equal(double.PositiveInfinity, s_drops.OfEdge(3, 0.04, 0.04, 0.9, 0.02));
        Assert.Equal(double.PositiveInfinity, s_drops.OfEdge(0, 0.04, 0.04, 0.9, 0.02));
    }

    private static (long N, double Rho, SeededRandom Random) Case(int seed)
    {
        SeededRandom random = new(seed);
        return ((long)Math.Pow(10, 1 + 4 * random.NextShare()), random.Chance(0.1) ? 0 : Math.Pow(10, -1.2 - 2.3 * random.NextShare()), random);
    }

    private static bool IsCloseAbove(double exact, double fast) => exact > 0.6 ? fast > 0.58 : fast >= exact && fast <= exact + 0.12;
}
