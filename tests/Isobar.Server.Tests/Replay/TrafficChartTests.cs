using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Windows;
using Isobar.Server.Replay;

namespace Isobar.Server.Tests.Replay;

public sealed class TrafficChartTests
{
    [Fact]
    public void Heights_are_shares_of_the_highest_and_a_gap_is_blank()
    {
        TrafficChart chart = TrafficChart.Of([new(0, 800, 1), new(300, 100, 1), new(600, 0, 1), new(1200, 400, 1)], 300, true, 10)!;
        Assert.Equal(["█▁▁ ▄"], chart.Lines(1, true));
        Assert.Equal(["█", "█▂▁ █"], chart.Lines(2, true));
        Assert.Equal((300, 800.0), (chart.ColumnSeconds, chart.Peak));
    }

    [Fact]
    public void Columns_are_round_lengths_of_time()
    {
        TimelineStep[] week = [.. Enumerable.Range(0, 7 * 288).Select(i => new TimelineStep(SampleReports.StartSeconds + i * 300, 1, 1))];
        TrafficChart chart = TrafficChart.Of(week, 300, true, 97)!;
        Assert.Equal((2 * 3600, 84), (chart.ColumnSeconds, chart.Width));
        Assert.Equal(24, chart.Peak);
    }

    [Fact]
    public void A_chart_is_never_wider_than_asked_and_loses_no_traffic()
    {
        Gen<(long Step, long[] Starts, int Limit)> charts =
            from step in Gen.Elements(10L, 300L, 4_800L, 77L)
            from starts in Gen.Choose(-2_000_000, 2_000_000).NonEmptyListOf()
            from limit in Gen.Choose(1, 120)
            select (step, starts.Select(start => start * step).Distinct().Order().ToArray(), limit);
        Prop.ForAll(charts.ToArbitrary(), it =>
        {
            TrafficChart chart = TrafficChart.Of([.. it.Starts.Select(start => new TimelineStep(start, 3, 1))], it.Step, true, it.Limit)!;
            string line = chart.Lines(1, true).Single();
            return chart.Width <= Math.Max(it.Limit, 2) && chart.Total == 3.0 * it.Starts.Length && line.Length <= chart.Width && line.Trim().Length > 0;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "████")]
    [InlineData(0.5, "██")]
    [InlineData(0.28, "█▏")]
    [InlineData(7, "████")]
    public void Bars_have_eighths_of_a_cell(double fraction, string bar) => Assert.Equal(bar, TrafficChart.Bar(fraction, 4, true));
}
