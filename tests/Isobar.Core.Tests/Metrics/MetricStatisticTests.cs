using Isobar.Core.Metrics;

namespace Isobar.Core.Tests.Metrics;

public sealed class MetricStatisticTests
{
    private static readonly WeighedValue[] s_oneToTen = [.. Enumerable.Range(1, 10).Select(i => new WeighedValue(i, 1))];

    [Theory]
    [InlineData("Average", 5.5)]
    [InlineData("Sum", 55)]
    [InlineData("SampleCount", 10)]
    [InlineData("Minimum", 1)]
    [InlineData("Maximum", 10)]
    [InlineData("p90", 9)]
    [InlineData("p50", 5)]
    [InlineData("p99.9", 10)]
    [InlineData("p100", 10)]
    [InlineData("tm90", 5)]
    [InlineData("TM(10%:90%)", 5.5)]
    [InlineData("TM(2:5)", 4)]
    [InlineData("TM(:3)", 2)]
    [InlineData("IQM", 5.5)]
    [InlineData("wm90", 5.4)]
    [InlineData("tc90", 9)]
    [InlineData("ts90", 45)]
    [InlineData("TC(2:5)", 3)]
    [InlineData("TS(80%:)", 19)]
    [InlineData("PR(:3)", 30)]
    [InlineData("PR(3:7)", 40)]
    [InlineData("PR(8:)", 20)]
    public void The_statistics_of_one_to_ten(string text, double expected)
    {
        Assert.True(MetricStatistic.TryParse(text, out MetricStatistic? statistic));
        Assert.Equal(expected, statistic.Compute(s_oneToTen), 1e-9);
    }

    [Theory]
    [InlineData("average")]
    [InlineData("p")]
    [InlineData("p101")]
    [InlineData("p-1")]
    [InlineData("TM(90%:10%)")]
    [InlineData("TM(10%:90)")]
    [InlineData("TM(:)")]
    [InlineData("PR(10%:90%)")]
    [InlineData("tm90 ")]
    [InlineData("")]
    public void What_is_no_statistic_is_refused(string text) => Assert.False(MetricStatistic.TryParse(text, out _));

    [Fact]
    public void A_count_weighs_a_value()
    {
        Assert.True(MetricStatistic.TryParse("p50", out MetricStatistic? median));
        Assert.Equal(7, median.Compute([new(1, 2), new(7, 3)]));
        Assert.Equal(1, median.Compute([new(1, 3), new(7, 3)]));
    }

    [Fact]
    public void Nothing_between_the_bounds_is_no_value()
    {
        Assert.True(MetricStatistic.TryParse("TM(20:30)", out MetricStatistic? mean));
        Assert.Equal(double.NaN, mean.Compute(s_oneToTen));
    }
}
