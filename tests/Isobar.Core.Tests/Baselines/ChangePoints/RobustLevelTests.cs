using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class RobustLevelTests
{
    [Fact]
    public void Normal_values_have_their_standard_deviation_as_spread()
    {
        SeededRandom random = new(5);
        double[] values = [.. Enumerable.Range(0, 20_001).Select(_ => 40 + 3 * random.NextNormal())];
        RobustLevel level = RobustLevel.Of(values, new double[values.Length]);
        Assert.Equal(40, level.Median, 0.1);
        Assert.Equal(3, level.Spread, 0.1);
    }

    [Fact]
    public void Fewer_outliers_than_half_move_the_level_no_further_than_the_other_values_lie()
    {
        double[] values = [10, 11, 12, 13, 14, 9000, 9000, 9000, 9000];
        RobustLevel level = RobustLevel.Of(values, new double[values.Length]);
        Assert.Equal(14, level.Median);
        Assert.Equal(1.4826 * 4, level.Spread, 1e-9);
    }

    [Fact]
    public void It_moves_and_stretches_with_the_values_in_any_order() =>
        Prop.ForAll<NonEmptyArray<short>, short, PositiveInt>((raw, shift, scale) =>
        {
            double[] values = [.. raw.Get.Select(value => (double)value)];
            double[] moved = [.. values.Select(value => value * scale.Get + shift).Reverse()];
            RobustLevel level = RobustLevel.Of(values, new double[values.Length]);
            RobustLevel other = RobustLevel.Of(moved, new double[values.Length]);
            return Math.Abs(other.Median - (level.Median * scale.Get + shift)) < 1e-6 && Math.Abs(other.Spread - level.Spread * scale.Get) < 1e-6;
        }).QuickCheckThrowOnFailure();
}
