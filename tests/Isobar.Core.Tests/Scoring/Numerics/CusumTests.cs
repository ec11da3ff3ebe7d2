using Isobar.Core.Scoring.Numerics;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class CusumTests
{
    [Fact]
    public void A_quarter_of_the_votes_failing_opens_after_four_windows_at_the_earliest()
    {
        double threshold = new FalseAlarmBudget(500_000, 288, 5).CusumThreshold(), sum = 0;
        int windows = 0;
        while (sum < threshold)
        {
            sum = Cusum.Next(sum, Cusum.Step(25, 100, 0.005, 0.002));
            windows++;
        }
        Assert.Equal(4, windows);
    }

    [Fact]
    public void Usual_windows_keep_the_sum_at_zero_and_take_back_at_most_two_each()
    {
        Assert.Equal(Cusum.LowestStep, Cusum.Step(0, 100, 0.005, 0.002));
        Assert.Equal(Cusum.HighestStep, Cusum.Step(100, 100, 0.005, 0.002));
        Assert.Equal(0, Cusum.Next(1.5, Cusum.Step(0, 100, 0.005, 0.002)));
        Assert.Equal(8, Cusum.Next(10, Cusum.Step(0, 100, 0.005, 0.002)));
    }

    [Fact]
    public void A_few_votes_say_little()
    {
        Assert.InRange(Cusum.Step(0, 1, 0.005, 0.002), -0.3, 0);
        Assert.Equal(0, Cusum.Step(0, 0, 0.005, 0.002));
    }

    /// <summary>Drops of 10 to 30 % at 50 votes a window: the expected step is positive, so every such fault is found in the end; under the usual rate it is far below zero.</summary>
    [Theory]
    [InlineData(0.10, 0.3)]
    [InlineData(0.20, 3)]
    [InlineData(0.30, 5)]
    public void Slight_drops_add_up(double f, double least)
    {
        Assert.True(ExpectedStep(50, DropShare.RateUnder(f, 0.005)) > least);
        Assert.True(ExpectedStep(50, 0.005) < -1.9);
    }

    private static double ExpectedStep(int n, double rate)
    {
        double sum = 0;
        for (int y = 0; y <= n; y++)
        {
            sum += Math.Exp(BetaBinomial.LogMass(y, n, rate, 0.002)) * Cusum.Step(y, n, 0.005, 0.002);
        }
        return sum;
    }
}
