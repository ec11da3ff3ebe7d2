using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

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
    public void A_window_that_cannot_rise_does_not() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            int n = 1 + random.Next(3000);
            double q = Math.Pow(10, -3 * random.NextShare()) * 0.8, rho = random.Chance(0.2) ? 0 : 0.2 * random.NextShare();
            long expected = (long)Math.Floor(n * q);
            return (!Cusum.CannotRise(expected, n, q, rho) || Cusum.Step(expected, n, q, rho) <= 0)
                && Cusum.CannotRise(0, n, q, rho) && Cusum.Step(0, n, q, rho) <= 0 && !Cusum.CannotRise(expected + 1, n, q, rho);
        }).QuickCheckThrowOnFailure();

    /// <summary>3 of 3,579 where 3 are expected, but hardly ever more than none: likelier under a rise.</summary>
    [Fact]
    public void Where_most_windows_count_nothing_an_expected_count_can_speak_for_a_rise()
    {
        Assert.False(Cusum.CannotRise(3, 3579, 0.000867, 0.48));
        Assert.True(Cusum.Step(3, 3579, 0.000867, 0.48) > 3);
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
