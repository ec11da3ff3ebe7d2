using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class TrailingMedianTests
{
    [Fact]
    public void It_is_the_median_of_the_latest_values() =>
        Prop.ForAll<NonEmptyArray<sbyte>, PositiveInt>((values, size) =>
        {
            int capacity = 1 + size.Get % 9;
            var trailing = new TrailingMedian(capacity);
            for (int i = 0; i < values.Get.Length; i++)
            {
                trailing.Add(values.Get[i]);
                double[] latest = [.. values.Get.Take(i + 1).TakeLast(capacity).Select(value => (double)value).Order()];
                if (trailing.Count != latest.Length || trailing.Value != (latest[(latest.Length - 1) / 2] + latest[latest.Length / 2]) / 2)
                {
                    return false;
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Before_the_first_value_there_is_none() => Assert.Equal(double.NaN, new TrailingMedian(3).Value);

    [Fact]
    public void A_lost_sample_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new TrailingMedian(3).Add(double.NaN));
}
