namespace Isobar.Benchmarks.Rtt;

/// <summary>Change points over all series of a folder: medians over series as published, and micro figures over all labels.</summary>
internal sealed record ChangeSummary(IReadOnlyList<ChangeScore> Scores)
{
    public double? Precision => Median(score => score.Precision);

    public double? Recall => Median(score => score.Recall);

    public double? WeightedRecall => Median(score => score.WeightedRecall);

    public double? F1 => Median(score => score.F1);

    public double? F2 => Median(score => score.F2);

    public double? WeightedF2 => Median(score => score.WeightedF2);

    public double? MeanF1 => Mean(score => score.F1);

    public double? MeanWeightedF2 => Mean(score => score.WeightedF2);

    public double? MicroPrecision => Ratio(Scores.Sum(score => score.Hits), Scores.Sum(score => score.Detections));

    public double? MicroRecall => Ratio(Scores.Sum(score => score.Hits), Scores.Sum(score => score.Labels));

    public double? MicroF1 => Ratio(2 * Scores.Sum(score => score.Hits), Scores.Sum(score => score.Labels + score.Detections));

    public long? DelayP50 => SeriesMedian.Quantile(Scores.SelectMany(score => score.Delays), 0.5);

    public long? DelayP90 => SeriesMedian.Quantile(Scores.SelectMany(score => score.Delays), 0.9);

    private double? Median(Func<ChangeScore, double?> figure) => SeriesMedian.Of(Scores.Select(figure));

    private double? Mean(Func<ChangeScore, double?> figure)
    {
        double[] there = [.. Scores.Select(figure).OfType<double>()];
        return there.Length == 0 ? null : there.Average();
    }

    private static double? Ratio(int part, int whole) => whole == 0 ? null : (double)part / whole;
}
