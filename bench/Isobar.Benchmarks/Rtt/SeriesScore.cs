using Isobar.Core.Baselines.ChangePoints;

namespace Isobar.Benchmarks.Rtt;

/// <summary>All scores of one series.</summary>
internal sealed record SeriesScore(RttSeries Series, ChangeScore Offline, ChangeScore Causal, EpisodeScore Episodes)
{
    /// <summary>Distance of a match, samples, as published for methods that see the whole series.</summary>
    public const int OfflineWindow = 2;

    /// <summary>The same for those that see only what has come.</summary>
    public const int CausalWindow = 5;

    /// <summary>Runs the detectors of the product over a series.</summary>
    public static SeriesScore Of(RttSeries series) =>
        Of(series, ChangePointRules.Offline, ChangePointRules.Causal, new EpisodeRules());

    /// <summary>The same with other rules.</summary>
    public static SeriesScore Of(RttSeries series, ChangePointRules offline, ChangePointRules causal, EpisodeRules episodes) =>
        new(series, WholeSeries(series, offline), AsItComes(series, causal), EpisodeScore.Of(series, episodes));

    private static ChangeScore WholeSeries(RttSeries series, ChangePointRules rules) =>
        ChangeScore.Of(series, [.. ChangePointFinder.Find(series.Millis, rules).Select(change => (int)change.Index)], null, OfflineWindow);

    private static ChangeScore AsItComes(RttSeries series, ChangePointRules rules)
    {
        var tracker = new ChangePointTracker(rules);
        var changes = new List<ChangePoint>();
        foreach (double millis in series.Millis)
        {
            if (tracker.Add(millis) is ChangePoint change)
            {
                changes.Add(change);
            }
        }
        return ChangeScore.Of(series, [.. changes.Select(change => (int)change.Index)], [.. changes.Select(change => change.KnownAt)], CausalWindow);
    }
}
