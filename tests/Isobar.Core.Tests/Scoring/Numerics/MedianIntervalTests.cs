using Isobar.Core.Scoring.Numerics;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Scoring.Numerics;

public sealed class MedianIntervalTests
{
    /// <summary>By hand: n = 9, c = round(5 − 3) = 2, p = (1 + 9)/512, z = Φ⁻¹(1 − p) = 2.0637, error = (17 − 3)/(2 z).</summary>
    [Fact]
    public void Nine_samples_give_this_error()
    {
        MedianInterval interval = MedianInterval.Of([1, 3, 5, 7, 10, 12, 15, 17, 30]);
        Assert.Equal(10, interval.Median);
        double z = MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, 1 - 10 / 512.0);
        Assert.Equal(2.06, z, 0.01);
        Assert.Equal(14 / (2 * z), interval.StandardError, 1e-9);
        Assert.Equal(interval, MedianInterval.Of(9, 10, 3, 17));
    }

    [Fact]
    public void The_difference_adds_the_variances()
    {
        (double lower, double upper) = new MedianInterval(60, 3).Minus(new MedianInterval(40, 4), 0.95);
        Assert.Equal(20 - 1.959964 * 5, lower, 1e-5);
        Assert.Equal(20 + 1.959964 * 5, upper, 1e-5);
    }

    [Fact]
    public void Few_samples_say_nothing_and_no_samples_have_no_median()
    {
        Assert.Equal(new MedianInterval(2.5, double.PositiveInfinity), MedianInterval.Of([1, 2, 3, 4]));
        Assert.Equal(double.NaN, MedianInterval.Of([]).Median);
        Assert.Equal(double.NegativeInfinity, MedianInterval.Of([1, 2, 3, 4]).Minus(MedianInterval.Of([1, 2, 3, 4, 5, 6]), 0.95).Lower);
        Assert.Equal(double.PositiveInfinity, MedianInterval.Of(4, 2.5, 1, 4).StandardError);
    }

    /// <summary>Round-trip times of two locations, 20 ms apart: of 1,000 seeded pairs of samples about 95 % of the intervals hold the true difference.</summary>
    [Theory]
    [InlineData(30, 30)]
    [InlineData(30, 200)]
    [InlineData(150, 151)]
    public void Intervals_cover_the_true_difference_about_as_often_as_they_say(int left, int right)
    {
        SeededRandom random = new(left * 1000 + right);
        int covered = 0;
        for (int i = 0; i < 1000; i++)
        {
            MedianInterval far = MedianInterval.Of(Draw(random, left, 60)), near = MedianInterval.Of(Draw(random, right, 40));
            (double lower, double upper) = far.Minus(near, 0.95);
            covered += lower <= 20 && 20 <= upper ? 1 : 0;
        }
        Assert.InRange(covered, 930, 980);
    }

    private static double[] Draw(SeededRandom random, int n, double median)
    {
        double[] samples = [.. Enumerable.Range(0, n).Select(_ => median * Math.Exp(0.4 * random.NextNormal()))];
        Array.Sort(samples);
        return samples;
    }
}
