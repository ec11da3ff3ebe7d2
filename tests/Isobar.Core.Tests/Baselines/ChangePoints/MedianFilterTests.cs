using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class MedianFilterTests
{
    [Fact]
    public void Each_value_becomes_the_median_of_its_window() =>
        Prop.ForAll<NormalFloat[], PositiveInt>((raw, half) =>
        {
            double[] source = [.. raw.Select(value => value.Get)];
            int reach = half.Get % 4;
            var smooth = new double[source.Length];
            MedianFilter.Apply(source, smooth, 2 * reach + 1);
            return Enumerable.Range(0, source.Length)
                .All(i => smooth[i] == Naive(source[Math.Max(0, i - reach)..Math.Min(source.Length, i + reach + 1)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Short_spikes_vanish_and_steps_stay_in_place()
    {
        double[] source = [1, 1, 1, 90, 90, 1, 1, 1, 7, 7, 7, 7];
        var smooth = new double[source.Length];
        MedianFilter.Apply(source, smooth, 5);
        Assert.Equal([1, 1, 1, 1, 1, 1, 1, 1, 7, 7, 7, 7], smooth);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(65)]
    public void An_even_or_too_wide_window_is_refused(int width) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MedianFilter.Apply([1.0], new double[1], width));

    private static double Naive(double[] window)
    {
        double[] sorted = [.. window.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
