using Isobar.Benchmarks.Rtt;

namespace Isobar.Core.Tests.Accuracy;

public sealed class ChangeScoreTests
{
    /// <summary>12 values of 10 ms, 24 of 30 ms, 3 of 50 ms, 12 of 30 ± 4 ms.</summary>
    private static readonly RttSeries s_series = new(
        "example",
        new long[51],
        [.. Enumerable.Repeat(10.0, 12), .. Enumerable.Repeat(30.0, 24), .. Enumerable.Repeat(50.0, 3), .. Enumerable.Range(0, 12).Select(i => i % 2 == 0 ? 26.0 : 34.0)],
        [12, 36, 39]);

    [Fact]
    public void A_change_weighs_by_its_height_its_spread_and_the_length_that_follows()
    {
        // log2(24/3) × 20; log2(3/3) × 20; log2(12/3) × (|30 − 50| + |4 − 0|).
        double[] weights = ChangeWeights.Of(s_series);
        Assert.Equal([60, 0, 48], weights.Select(weight => Math.Round(weight, 9)));
    }

    [Fact]
    public void Precision_recall_and_their_means_are_as_counted_by_hand()
    {
        var score = ChangeScore.Of(s_series, [13, 20, 37], [15, 24, 44], 2);
        Assert.Equal((3, 3, 2), (score.Labels, score.Detections, score.Hits));
        Assert.Equal(2.0 / 3, score.Precision!.Value, 1e-12);
        Assert.Equal(2.0 / 3, score.Recall!.Value, 1e-12);
        Assert.Equal(60.0 / 108, score.WeightedRecall!.Value, 1e-12);
        Assert.Equal(2.0 / 3, score.F1!.Value, 1e-12);
        Assert.Equal(5 * (2.0 / 3) * (60.0 / 108) / (4 * (2.0 / 3) + 60.0 / 108), score.WeightedF2!.Value, 1e-12);
        Assert.Equal([3, 8], score.Delays);
    }

    [Fact]
    public void Without_detections_there_is_no_precision_and_F_is_zero()
    {
        var score = ChangeScore.Of(s_series, [], null, 2);
        Assert.Null(score.Precision);
        Assert.Equal((0, 0, 0), (score.Recall, score.F1, score.WeightedF2));
    }

    [Fact]
    public void Without_labels_only_precision_is_known()
    {
        var score = ChangeScore.Of(s_series with { Labels = [] }, [5], null, 2);
        Assert.Equal(0, score.Precision);
        Assert.Null(score.Recall);
        Assert.Null(score.WeightedRecall);
        Assert.Null(score.F1);
        Assert.Null(score.WeightedF2);
    }

    [Fact]
    public void Medians_leave_out_what_is_not_known_and_micro_figures_count_all()
    {
        var one = ChangeScore.Of(s_series, [12, 36, 39], [14, 40, 49], 2);
        var none = ChangeScore.Of(s_series with { Labels = [] }, [5, 9], [6, 10], 2);
        var summary = new ChangeSummary([one, none]);
        Assert.Equal(1, summary.F1);
        Assert.Equal(0.5, summary.Precision);
        Assert.Equal(2.0 * 3 / (3 + 5), summary.MicroF1!.Value, 1e-12);
        Assert.Equal((4, 10), (summary.DelayP50, summary.DelayP90));
    }
}
