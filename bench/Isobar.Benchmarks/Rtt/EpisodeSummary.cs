namespace Isobar.Benchmarks.Rtt;

/// <summary>Episodes over all series of a folder, taken together: most series have none.</summary>
internal sealed record EpisodeSummary(IReadOnlyList<EpisodeScore> Scores)
{
    public int Episodes => Scores.Sum(score => score.Episodes);

    public int Found => Scores.Sum(score => score.Found);

    public int FalseAlarms => Scores.Sum(score => score.FalseAlarms);

    public double Days => Scores.Sum(score => score.Days);

    public double? Recall => Episodes == 0 ? null : (double)Found / Episodes;

    public double? Precision => Found + FalseAlarms == 0 ? null : (double)Found / (Found + FalseAlarms);

    public double? FalsePerSeriesDay => Days > 0 ? FalseAlarms / Days : null;

    public long? DelayP50 => SeriesMedian.Quantile(Scores.SelectMany(score => score.Delays), 0.5);

    public long? DelayP90 => SeriesMedian.Quantile(Scores.SelectMany(score => score.Delays), 0.9);

    public long? OwnDelayP50 => SeriesMedian.Quantile(Scores.SelectMany(score => score.OwnDelays), 0.5);

    public long? OwnDelayP90 => SeriesMedian.Quantile(Scores.SelectMany(score => score.OwnDelays), 0.9);
}
