using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Isobar.Benchmarks.Rtt;

/// <summary>The scores of a folder of series, as a table or as JSON.</summary>
internal sealed record RttReport(IReadOnlyList<SeriesScore> Series)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
    };

    public ChangeSummary Offline { get; } = new([.. Series.Select(score => score.Offline)]);

    public ChangeSummary Causal { get; } = new([.. Series.Select(score => score.Causal)]);

    public EpisodeSummary Episodes { get; } = new([.. Series.Select(score => score.Episodes)]);

    public string Json() => JsonSerializer.Serialize(
        new
        {
            seriesCount = Series.Count,
            samples = Series.Sum(score => score.Series.Raw.Length),
            labels = Series.Sum(score => score.Series.Labels.Length),
            offline = Summary(Offline, SeriesScore.OfflineWindow),
            causal = Summary(Causal, SeriesScore.CausalWindow),
            episodes = Summary(Episodes),
            series = Series.Select(score => new
            {
                name = score.Series.Name,
                samples = score.Series.Raw.Length,
                lost = score.Series.Lost,
                labels = score.Series.Labels.Length,
                offline = Figures(score.Offline),
                causal = Figures(score.Causal),
                episodes = Figures(score.Episodes),
            }),
        },
        s_json);

    public string Text()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Series.Count} series, {Series.Sum(score => score.Series.Raw.Length)} samples, {Series.Sum(score => score.Series.Labels.Length)} labelled changes\n\n");
        text.Append("                 |  offline, w = 2                   |  causal, w = 5                             |  episodes\n");
        text.Append("series    labels |  found     P     R    F1   F2_w   |  found     P     R    F1   F2_w  delay p50/90 |  found  false  delay p50\n");
        foreach (SeriesScore score in Series)
        {
            text.Append(CultureInfo.InvariantCulture, $"{score.Series.Name,-10}{score.Series.Labels.Length,6} | {Cells(score.Offline)}  | {Cells(score.Causal)}  ");
            text.Append(CultureInfo.InvariantCulture, $"{Whole(SeriesMedian.Quantile(score.Causal.Delays, 0.5)),5}/{Whole(SeriesMedian.Quantile(score.Causal.Delays, 0.9)),-5} | ");
            text.Append(CultureInfo.InvariantCulture, $"{score.Episodes.Found,3}/{score.Episodes.Episodes,-3}{score.Episodes.FalseAlarms,6}  {Whole(SeriesMedian.Quantile(score.Episodes.Delays, 0.5)),6}\n");
        }
        AppendSummary(text, "offline, w = 2", Offline);
        AppendSummary(text, "causal, w = 5", Causal);
        text.Append(CultureInfo.InvariantCulture, $"  delay from label to detection: p50 {Whole(Causal.DelayP50)}, p90 {Whole(Causal.DelayP90)} samples\n");
        text.Append(CultureInfo.InvariantCulture, $"\nepisodes: recall {Share(Episodes.Recall)} ({Episodes.Found} of {Episodes.Episodes}), precision {Share(Episodes.Precision)}, ");
        text.Append(CultureInfo.InvariantCulture, $"{Share(Episodes.FalsePerSeriesDay)} false a series-day, delay p50 {Whole(Episodes.DelayP50)}, p90 {Whole(Episodes.DelayP90)} samples");
        text.Append(CultureInfo.InvariantCulture, $" (p50 {Whole(Episodes.OwnDelayP50)}, p90 {Whole(Episodes.OwnDelayP90)} where no alarm was open before)\n");
        return text.ToString();
    }

    private static void AppendSummary(StringBuilder text, string name, ChangeSummary summary)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n{name}, medians over series: P {Share(summary.Precision)}  R {Share(summary.Recall)}  F1 {Share(summary.F1)}  R_w {Share(summary.WeightedRecall)}  F2 {Share(summary.F2)}  F2_w {Share(summary.WeightedF2)}\n");
        text.Append(CultureInfo.InvariantCulture, $"  means: F1 {Share(summary.MeanF1)}  F2_w {Share(summary.MeanWeightedF2)}; all labels together: P {Share(summary.MicroPrecision)}  R {Share(summary.MicroRecall)}  F1 {Share(summary.MicroF1)}\n");
    }

    private static string Cells(ChangeScore score) => string.Create(
        CultureInfo.InvariantCulture,
        $"{score.Hits,3}/{score.Detections,-3}{Share(score.Precision),6}{Share(score.Recall),6}{Share(score.F1),6}{Share(score.WeightedF2),6}");

    private static string Share(double? value) => value is double share ? share.ToString("0.000", CultureInfo.InvariantCulture) : "-";

    private static string Whole(long? value) => value is long whole ? whole.ToString(CultureInfo.InvariantCulture) : "-";

    private static object Summary(ChangeSummary summary, int window) => new
    {
        window,
        summary.Precision,
        summary.Recall,
        summary.WeightedRecall,
        summary.F1,
        summary.F2,
        summary.WeightedF2,
        summary.MeanF1,
        summary.MeanWeightedF2,
        summary.MicroPrecision,
        summary.MicroRecall,
        summary.MicroF1,
        summary.DelayP50,
        summary.DelayP90,
    };

    private static object Summary(EpisodeSummary summary) => new
    {
        summary.Episodes,
        summary.Found,
        summary.FalseAlarms,
        seriesDays = summary.Days,
        summary.Recall,
        summary.Precision,
        summary.FalsePerSeriesDay,
        summary.DelayP50,
        summary.DelayP90,
        summary.OwnDelayP50,
        summary.OwnDelayP90,
    };

    private static object Figures(ChangeScore score) => new
    {
        score.Detections,
        score.Hits,
        score.Precision,
        score.Recall,
        score.WeightedRecall,
        score.F1,
        score.F2,
        score.WeightedF2,
        delayP50 = SeriesMedian.Quantile(score.Delays, 0.5),
        delayP90 = SeriesMedian.Quantile(score.Delays, 0.9),
    };

    private static object Figures(EpisodeScore score) => new
    {
        score.Episodes,
        score.Found,
        score.FalseAlarms,
        score.Recall,
        score.Precision,
        delayP50 = SeriesMedian.Quantile(score.Delays, 0.5),
        delayP90 = SeriesMedian.Quantile(score.Delays, 0.9),
    };
}
