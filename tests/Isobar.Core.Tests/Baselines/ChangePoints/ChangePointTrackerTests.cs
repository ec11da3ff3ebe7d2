using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class ChangePointTrackerTests
{
    private static readonly ChangePointRules s_rules = ChangePointRules.Causal;

    [Fact]
    public void Steps_are_found_soon_after_they_happen() =>
        Prop.ForAll<int>(seed =>
        {
            List<ChangePoint> changes = Track(SyntheticRtt.Steps(seed, 0.2, (80, 200), (95, 150), (70, 60), (73, 300)));
            return changes.Count == 3
                && changes.Zip([200, 350, 410]).All(pair => Math.Abs(pair.First.Index - pair.Second) <= 2 && pair.First.KnownAt - pair.Second is > 4 and < 40);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_comes_later_does_not_change_an_answer() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            double[] series = Wild(random, 700);
            double[] other = [.. series.AsSpan(0, 400), .. Wild(random, 300)];
            return Track(series).Where(change => change.KnownAt < 400).SequenceEqual(Track(other).Where(change => change.KnownAt < 400));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Answers_come_in_order_and_none_twice() =>
        Prop.ForAll<int>(seed =>
        {
            List<ChangePoint> changes = Track(Wild(new SeededRandom(seed), 900));
            return changes.Zip(changes.Skip(1)).All(pair => pair.First.Index < pair.Second.Index && pair.First.KnownAt < pair.Second.KnownAt)
                && changes.TrueForAll(change => change.KnownAt - change.Index + 1 >= s_rules.ShortestRun);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_change_after_a_long_quiet_time_keeps_its_place()
    {
        double[] series = [.. Enumerable.Range(0, 5000).Select(i => 100 + i % 5 * 0.25 + (i >= 4321 ? 8 : 0))];
        ChangePoint change = Assert.Single(Track(series));
        Assert.Equal(4321, change.Index);
        Assert.Equal(100.5, change.Before.Median);
        Assert.InRange(change.KnownAt, 4321 + s_rules.ShortestRun - 1, 4321 + s_rules.LongestRun);
    }

    [Fact]
    public void A_short_burst_and_a_slow_drift_are_no_change()
    {
        double[] series = [.. Enumerable.Range(0, 3000).Select(i => 100 + i % 5 * 0.25 + i / 3000.0 + (i % 500 is > 300 and < 305 ? 30 : 0))];
        Assert.Empty(Track(series));
    }

    [Fact]
    public void Length_counts_all_values_that_came()
    {
        var tracker = new ChangePointTracker(s_rules);
        for (int i = 0; i < 1234; i++)
        {
            tracker.Add(i % 7 == 0 ? double.NaN : 50);
        }
        Assert.Equal(1234, tracker.Length);
    }

    [Fact]
    public void An_even_filter_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new ChangePointTracker(s_rules with { FilterWidth = 4 }));

    private static List<ChangePoint> Track(double[] series)
    {
        var tracker = new ChangePointTracker(s_rules);
        return [.. series.Select(tracker.Add).OfType<ChangePoint>()];
    }

    /// <summary>Levels that change often and by any amount, with losses.</summary>
    private static double[] Wild(SeededRandom random, int count)
    {
        var series = new double[count];
        double level = 50;
        for (int i = 0; i < count; i++)
        {
            level = random.Next(40) == 0 ? 40 + random.Next(60) : level;
            series[i] = random.Next(50) == 0 ? double.NaN : level + random.Next(64) / 64.0;
        }
        return series;
    }
}
