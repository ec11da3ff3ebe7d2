using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Metrics;
using Isobar.Storage.Metrics;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Metrics;

public sealed class MetricStoreTests
{
    private const long Day = 86_400, Start = 20_000 * Day;
    private static readonly MetricIdentity s_orders = Named("Orders", ("Shop", "eu"), ("Kind", "new"));

    [Fact]
    public void Periods_have_the_statistics_of_their_points_wherever_these_lie()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        Add(folder, (Start, 1), (Start + 59, 5), (Start + 60, 7));
        folder.RollOver(DateOnly.MaxValue);
        Add(folder, (Start + 61, 9), (Start + 180, 2));
        var grid = new MetricGrid(Start, 60, 4);
        Assert.Equal([3, 8, double.NaN, 2], Values(folder, "Average", grid));
        Assert.Equal([2, 2, double.NaN, 1], Values(folder, "SampleCount", grid));
        Assert.Equal([6, 16, double.NaN, 2], Values(folder, "Sum", grid));
        Assert.Equal([1, 7, double.NaN, 2], Values(folder, "Minimum", grid));
        Assert.Equal([5, 9, double.NaN, 2], Values(folder, "Maximum", grid));
        Assert.Equal([1, 7, double.NaN, 2], Values(folder, "p50", grid));
        Assert.Equal(["metrics-2024-10-04.1.duckdb"], Directory.EnumerateFiles(temp.Sub("days")).Select(Path.GetFileName));
    }

    [Fact]
    public void Nothing_is_summed_over_dimensions_and_units_are_told_apart()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batch = new MetricBatch();
        batch.Add(s_orders, "Count", Start, 1);
        batch.Add(Named("Orders"), "Count", Start, 10);
        batch.Add(Named("Orders", ("Kind", "new"), ("Shop", "eu")), "Percent", Start, 100);
        folder.Commit(new CommitContent { Metrics = [batch] });
        var grid = new MetricGrid(Start, 60, 1);
        Assert.Equal(10, folder.Metrics.Read(Stat(Named("Orders"), "Sum"), grid).Values.Values[0]);
        Assert.Equal(101, folder.Metrics.Read(Stat(s_orders, "Sum"), grid).Values.Values[0]);
        Assert.Equal(1, folder.Metrics.Read(Stat(s_orders, "Sum") with { Unit = "Count" }, grid).Values.Values[0]);
        Assert.Equal(["Count", "Percent"], folder.Metrics.Read(s_orders, null, grid, withDistributions: false).Select(period => period.Unit));
    }

    [Fact]
    public void A_set_without_its_values_has_no_percentile_and_one_with_them_has()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batch = new MetricBatch();
        batch.Add(s_orders, "None", Start, new StatisticSet(4, 10, 1, 4), []);
        batch.Add(s_orders, "None", Start + 60, new StatisticSet(10, 30, 3, 3), []);
        batch.Add(s_orders, "None", Start + 120, new StatisticSet(10, 60, 1, 8), MetricDistribution.Write([new(8, 5), new(4, 4), new(1, 1)]));
        folder.Commit(new CommitContent { Metrics = [batch] });
        Assert.Equal([double.NaN, 3, 4], Values(folder, "p50", new MetricGrid(Start, 60, 3)));
        Assert.Equal([2.5, 3, 6], Values(folder, "Average", new MetricGrid(Start, 60, 3)));
    }

    /// <summary>The engine's sums against those of a loop, over points in both kinds of file.</summary>
    [Fact]
    public void The_engine_sums_as_a_loop_does()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        int number = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<(int Second, double Value)[]>().Filter(points => points.Length > 0), points =>
        {
            MetricIdentity metric = Named($"m{number++}");
            List<(long Time, double Value)> all =
                [.. points.Select(p => (Start + Math.Abs(p.Second % 7_200L) - 3_600, double.IsFinite(p.Value) ? Math.Round(p.Value % 1e6, 3) : 0))];
            var batch = new MetricBatch();
            all.ForEach(point => batch.Add(metric, "None", point.Time, point.Value));
            folder.Commit(new CommitContent { Metrics = [batch] });
            var grid = new MetricGrid(Start - 3_600, 300, 24);
            double[] sums = folder.Metrics.Read(Stat(metric, "Sum"), grid).Values.Values, medians = folder.Metrics.Read(Stat(metric, "p50"), grid).Values.Values;
            for (int i = 0; i < grid.Count; i++)
            {
                double[] inside = [.. all.Where(p => p.Time >= grid.StartOf(i) && p.Time < grid.StartOf(i + 1)).Select(p => p.Value).Order()];
                Assert.Equal(inside.Length == 0 ? double.NaN : inside.Sum(), sums[i], (a, b) => double.IsNaN(a) ? double.IsNaN(b) : Math.Abs(a - b) < 1e-6);
                Assert.Equal(inside.Length == 0 ? double.NaN : inside[(inside.Length - 1) / 2], medians[i]);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void Metrics_are_listed_page_by_page()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batch = new MetricBatch();
        MetricIdentity[] all = [Named("a"), Named("a", ("D", "1")), Named("a", ("D", "ü'\"2")), Named("b"), new MetricIdentity("Other", "a", [])];
        foreach (MetricIdentity metric in all.Reverse().Concat(all))
        {
            batch.Add(metric, "None", Start, 1);
        }
        folder.Commit(new CommitContent { Metrics = [batch] });
        var filter = new MetricFilter { From = Start, To = Start + 1 };
        MetricIdentity[] expected = [.. all.Order()];
        Assert.Equal(expected, folder.Metrics.List(filter, _ => true, 10));
        Assert.Equal(expected[..2], folder.Metrics.List(filter, _ => true, 2));
        Assert.Equal(expected[2..], folder.Metrics.List(filter with { After = expected[1] }, _ => true, 10));
        Assert.Equal(all[..3], folder.Metrics.List(filter with { Namespace = "Test", Name = "a" }, _ => true, 10));
        Assert.Equal(all[1..2], folder.Metrics.List(filter, metric => metric.Dimensions.Contains(new("D", "1")), 10));
        Assert.Empty(folder.Metrics.List(filter with { From = Start + 1, To = Start + 2 }, _ => true, 10));
    }

    [Fact]
    public void Retention_deletes_points_and_leaves_the_rest()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        Add(folder, (Start, 1), (Start + Day, 2));
        folder.RollOver(DateOnly.MaxValue);
        folder.ApplyRetention(new RetentionCutoffs { Metrics = Start + Day });
        Assert.Equal([double.NaN, 2], Values(folder, "Sum", new MetricGrid(Start, (int)Day, 2)));
        Assert.Single(Directory.EnumerateFiles(temp.Sub("days")));
    }

    private static MetricIdentity Named(string name, params (string Name, string Value)[] dimensions) =>
        new("Test", name, dimensions.Select(dimension => new MetricDimension(dimension.Name, dimension.Value)));

    private static MetricStat Stat(MetricIdentity metric, string statistic)
    {
        Assert.True(MetricStatistic.TryParse(statistic, out MetricStatistic? parsed));
        return new(metric, 60, parsed, null);
    }

    private static double[] Values(DataFolder folder, string statistic, MetricGrid grid) => folder.Metrics.Read(Stat(s_orders, statistic), grid).Values.Values;

    private static void Add(DataFolder folder, params (long Time, double Value)[] points)
    {
        var batch = new MetricBatch();
        foreach ((long time, double value) in points)
        {
            batch.Add(s_orders, "Count", time, value);
        }
        folder.Commit(new CommitContent { Metrics = [batch] });
    }
}
