using Isobar.Benchmarks.Rtt;
using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Core.Tests.Accuracy;

public sealed class EpisodeScoreTests
{
    [Fact]
    public void Labelled_segments_above_the_median_by_5_ms_and_10_percent_are_the_truth()
    {
        RttSeries series = Series(100, (500, 20, 11), (600, 30, 9), (700, 4, -40));
        Assert.Equal([new Stretch(500, 520)], EpisodeScore.Truth(series));
        RttSeries near = Series(20, (500, 20, 4.5), (600, 30, 5.5));
        Assert.Equal([new Stretch(600, 630)], EpisodeScore.Truth(near));
    }

    [Fact]
    public void Found_episodes_false_alarms_and_delays_are_counted_after_the_first_day()
    {
        // The first lies in the warm-up, the second is found after four samples, the third is too short, the fourth is not labelled.
        RttSeries series = Series(100, (100, 20, 30), (500, 20, 30), (600, 3, 30), (700, 20, 30));
        EpisodeScore score = EpisodeScore.Of(series with { Labels = [.. series.Labels.Where(label => label < 700)] }, new EpisodeRules());
        Assert.Equal((2, 1, 1), (score.Episodes, score.Found, score.FalseAlarms));
        Assert.Equal([3], score.Delays);
        Assert.Equal([3], score.OwnDelays);
        Assert.Equal(0.5, score.Recall);
        Assert.Equal(0.5, score.Precision);
        Assert.Equal(640.0 / 360, score.Days, 1e-12);
    }

    [Fact]
    public void One_alarm_over_two_episodes_finds_both_and_the_second_at_once()
    {
        RttSeries series = Series(100, (500, 10, 30), (515, 10, 30));
        EpisodeScore score = EpisodeScore.Of(series, new EpisodeRules());
        Assert.Equal((2, 2, 0), (score.Episodes, score.Found, score.FalseAlarms));
        Assert.Equal([3, 0], score.Delays);
        Assert.Equal([3], score.OwnDelays);
    }

    /// <summary>1,000 samples on a level, with labelled stretches above it.</summary>
    private static RttSeries Series(double level, params (int From, int Length, double Rise)[] stretches)
    {
        double[] values = [.. Enumerable.Repeat(level, 1000)];
        var labels = new List<int>();
        foreach ((int from, int length, double rise) in stretches)
        {
            values.AsSpan(from, length).Fill(level + rise);
            labels.AddRange([from, from + length]);
        }
        return new RttSeries("example", new long[1000], values, [.. labels]);
    }
}
