using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>The confidence table of section 9 of the statistical design.</summary>
public sealed class PosteriorTests
{
    [Theory]
    [InlineData(5, 0.765, 0.20)]
    [InlineData(6, 0.82, 0.29)]
    [InlineData(8, 0.89, 0.45)]
    [InlineData(10, 0.94, 0.60)]
    [InlineData(12, 0.96, 0.71)]
    [InlineData(15, 0.98, 0.83)]
    [InlineData(20, 0.99, 0.94)]
    public void Confidence_grows_with_units_and_falls_with_exceptions(int units, double clean, double oneException)
    {
        Assert.Equal(clean, Posterior.Confidence(units, units, 0, units), 0.005);
        Assert.Equal(oneException, Posterior.Confidence(units - 1, units, 1, units), 0.005);
    }

    [Fact]
    public void With_one_location_five_of_five_bad_pairs_are_enough_and_six_of_seven_are_not()
    {
        Assert.Equal(0.87, Posterior.Above(5, 5, 0.8), 0.005);
        Assert.Equal(0.61, Posterior.Above(6, 7, 0.8), 0.005);
    }

    [Fact]
    public void Above_and_below_are_the_whole() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            int n = random.Next(500), k = random.Next(n + 1);
            double threshold = random.NextShare();
            return Math.Abs(Posterior.Above(k, n, threshold) + Posterior.Below(k, n, threshold) - 1) < 1e-12
                && Posterior.Above(k, n + 1, threshold) <= Posterior.Above(k + 1, n + 1, threshold)
                && Math.Abs(Posterior.Above(k, n, threshold) - Posterior.Below(n - k, n, 1 - threshold)) < 1e-12;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_votes_the_prior_leans_to_neither_side() => Assert.Equal(0.5, Posterior.Above(0, 0, 0.5), 1e-14);
}
