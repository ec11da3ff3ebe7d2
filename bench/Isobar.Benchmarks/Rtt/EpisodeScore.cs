using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Benchmarks.Rtt;

/// <summary>How well the episode detector, against a trailing seven-day median, answers the labelled episodes of one series.</summary>
internal sealed record EpisodeScore
{
    /// <summary>A sample every four minutes.</summary>
    public const int SamplesADay = 360;

    /// <summary>Labelled episodes and alarms of the first day are left out: there is no baseline yet.</summary>
    private const int WarmUp = SamplesADay;
    private const int BaselineSamples = 7 * SamplesADay;

    public required int Episodes { get; init; }

    public required int Found { get; init; }

    public required int FalseAlarms { get; init; }

    /// <summary>Length of the series after the warm-up.</summary>
    public required double Days { get; init; }

    /// <summary>From the start of a labelled episode to its alarm, samples; 0 where an alarm was open already.</summary>
    public required IReadOnlyList<long> Delays { get; init; }

    /// <summary>The same, of the episodes whose alarm opened in them.</summary>
    public required IReadOnlyList<long> OwnDelays { get; init; }

    public double? Recall => Episodes == 0 ? null : (double)Found / Episodes;

    /// <summary>Found episodes / (found episodes + false alarms): a merged alarm over two labelled episodes finds both.</summary>
    public double? Precision => Found + FalseAlarms == 0 ? null : (double)Found / (Found + FalseAlarms);

    /// <summary>Runs the detector over a series and scores it.</summary>
    public static EpisodeScore Of(RttSeries series, EpisodeRules rules)
    {
        List<Stretch> episodes = [.. Truth(series).Where(episode => episode.From >= WarmUp)];
        List<EpisodeAlarm> alarms = [.. Alarms(series, rules).Where(alarm => alarm.OpenedAt >= WarmUp)];
        List<(Stretch Episode, EpisodeAlarm Alarm)> found =
            [.. episodes.SelectMany(episode => alarms.Where(alarm => Overlap(episode, alarm)).Take(1).Select(alarm => (episode, alarm)))];
        return new EpisodeScore
        {
            Episodes = episodes.Count,
            Found = found.Count,
            FalseAlarms = alarms.Count(alarm => !episodes.Exists(episode => Overlap(episode, alarm))),
            Days = Math.Max(0, series.Raw.Length - WarmUp) / (double)SamplesADay,
            Delays = [.. found.Select(pair => Math.Max(0L, pair.Alarm.OpenedAt - pair.Episode.From))],
            OwnDelays = [.. found.Where(pair => pair.Alarm.OpenedAt >= pair.Episode.From).Select(pair => (long)(pair.Alarm.OpenedAt - pair.Episode.From))],
        };
    }

    /// <summary>The labelled segments whose median is above the series' median by more than 5 ms and 10 %. The detector's own margin does not matter here.</summary>
    internal static IEnumerable<Stretch> Truth(RttSeries series)
    {
        double usual = SeriesMedian.Of(series.Raw);
        double limit = usual + Math.Max(5, 0.1 * usual);
        return series.Segments()
            .Where(segment => SeriesMedian.Of(series.Raw.AsSpan(segment.From..segment.To)) > limit)
            .Select(segment => new Stretch(segment.From, segment.To));
    }

    private static List<EpisodeAlarm> Alarms(RttSeries series, EpisodeRules rules)
    {
        var baseline = new TrailingMedian(BaselineSamples);
        var tracker = new EpisodeTracker(rules);
        var alarms = new List<EpisodeAlarm>();
        for (int i = 0; i < series.Millis.Length; i++)
        {
            double millis = series.Millis[i];
            if (tracker.Add(i, millis, baseline.Value) == EpisodeStep.Closed)
            {
                alarms.Add(new EpisodeAlarm((int)tracker.OpenedAt, (int)tracker.EndedAt));
            }
            if (!double.IsNaN(millis))
            {
                baseline.Add(millis);
            }
        }
        if (tracker.IsOpen)
        {
            alarms.Add(new EpisodeAlarm((int)tracker.OpenedAt, series.Millis.Length));
        }
        return alarms;
    }

    private static bool Overlap(Stretch episode, EpisodeAlarm alarm) => alarm.OpenedAt < episode.To && alarm.EndedAt > episode.From;
}
