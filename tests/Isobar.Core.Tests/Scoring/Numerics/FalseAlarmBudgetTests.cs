using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

/// <summary>The table of section 7 of the statistical design and the figures below it.</summary>
public sealed class FalseAlarmBudgetTests
{
    private static readonly FalseAlarmBudget s_usual = new(500_000, 288, FalseAlarmBudget.DefaultFalseOpeningsPerDay);

    [Theory]
    [InlineData(1, 1.39e-5, 5.2e-4, 5.8e-10, 22.3)]
    [InlineData(5, 3.11e-5, 9.0e-4, 1e-9, 20.6)]
    [InlineData(20, 6.2e-5, 1.4e-3, 1e-9, 19.2)]
    public void Half_a_million_strata_leave_these_levels(double allowed, double slow, double threeOfFour, double fast, double threshold)
    {
        FalseAlarmBudget budget = s_usual with { FalseOpeningsPerDay = allowed };
        Assert.Equal(slow, budget.Slow(), slow * 0.01);
        Assert.Equal(threeOfFour, budget.SlowThreeOfFour(), threeOfFour * 0.05);
        Assert.Equal(fast, budget.Fast(), fast * 0.01);
        Assert.Equal(threshold, budget.CusumThreshold(), 0.05);
    }

    [Fact]
    public void Five_openings_are_2_9e9_a_window_and_share()
    {
        Assert.Equal(0.417, s_usual.Share, 0.0005);
        Assert.Equal(2.9e-9, s_usual.PerWindow, 0.05e-9);
        Assert.Equal(1.44e8, s_usual.Share / s_usual.PerWindow, 1);
    }

    [Fact]
    public void Two_million_strata_leave_these_levels()
    {
        FalseAlarmBudget budget = s_usual with { Strata = 2_000_000 };
        Assert.Equal(1.55e-5, budget.Slow(), 0.01e-5);
        Assert.Equal(5.7e-4, budget.SlowThreeOfFour(), 0.05e-4);
        Assert.Equal(22.1, budget.CusumThreshold(), 0.05);
    }

    [Fact]
    public void Windows_of_ten_seconds_leave_these_levels()
    {
        FalseAlarmBudget budget = s_usual with { WindowsPerDay = 8640 };
        Assert.Equal(5.7e-6, budget.Slow(), 0.05e-6);
        Assert.Equal(2.9e-4, budget.SlowThreeOfFour(), 0.05e-4);
        Assert.Equal(24.2, budget.CusumThreshold(), 0.05);
    }

    [Fact]
    public void Rules_spend_exactly_their_share()
    {
        double slow = s_usual.Slow(), threeOfFour = s_usual.SlowThreeOfFour();
        Assert.Equal(s_usual.PerWindow, 3 * slow * slow, s_usual.PerWindow * 1e-12);
        Assert.Equal(s_usual.PerWindow, 4 * threeOfFour * threeOfFour * threeOfFour, s_usual.PerWindow * 1e-12);
        Assert.Equal(1 / s_usual.PerWindow, Math.Exp(Cusum.ClippedExponent * s_usual.CusumThreshold()), 1);
    }

    [Fact]
    public void Streams_and_edges_divide_the_level()
    {
        Assert.Equal(6e-6, s_usual.Slow(streams: 1, edges: 5), 0.3e-6);
        Assert.Equal(s_usual.Slow() / 10, s_usual.Slow(streams: 2, edges: 5), 1e-18);
        Assert.Equal(s_usual.SlowThreeOfFour() / 3, s_usual.SlowThreeOfFour(3), 1e-15);
        Assert.Equal(s_usual.PerWindow / 5, s_usual.Fast(edges: 5), 1e-20);
        Assert.Equal(Math.Log(2) / 0.953, s_usual.CusumThreshold(2) - s_usual.CusumThreshold(), 1e-9);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(5, 5.656854249492381)]
    [InlineData(500_000, 524_288)]
    [InlineData(530_000, 741_455.2)]
    [InlineData(long.MaxValue, 1073741824)]
    public void Numbers_of_strata_are_rounded_up_to_powers_of_root_two(long strata, double rounded)
    {
        FalseAlarmBudget budget = s_usual.WithStrata(strata);
        Assert.Equal(rounded, budget.Strata, rounded * 1e-6);
        Assert.InRange(s_usual.Slow() / s_usual.WithStrata(500_000).Slow(), 1, 1.19);
    }
}
