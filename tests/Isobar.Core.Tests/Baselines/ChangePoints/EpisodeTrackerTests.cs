using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class EpisodeTrackerTests
{
    private const double Baseline = 40;

    [Fact]
    public void Four_raised_values_that_agree_open_an_episode_back_dated_to_the_first()
    {
        EpisodeTracker tracker = After([40, 41, 60, 61, 59], out _);
        Assert.False(tracker.IsOpen);
        Assert.Equal(EpisodeStep.Opened, tracker.Add(5, 60, Baseline));
        Assert.Equal((2, 5), (tracker.StartedAt, tracker.OpenedAt));
    }

    [Fact]
    public void Values_that_do_not_agree_must_be_seven_of_eight()
    {
        EpisodeTracker tracker = After([50, 90, 55, 99, 40, 70, 120], out List<EpisodeStep> steps);
        Assert.DoesNotContain(EpisodeStep.Opened, steps);
        Assert.Equal(EpisodeStep.Opened, tracker.Add(7, 65, Baseline));
        Assert.Equal((0, 7), (tracker.StartedAt, tracker.OpenedAt));
    }

    [Fact]
    public void A_rise_within_the_margin_is_none()
    {
        After(Enumerable.Repeat(45.0, 100), out List<EpisodeStep> steps);
        Assert.All(steps, step => Assert.Equal(EpisodeStep.None, step));
        var far = new EpisodeTracker(new EpisodeRules());
        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(EpisodeStep.None, far.Add(i, 219, 200)));
    }

    [Fact]
    public void Only_a_long_run_of_good_values_closes_and_the_end_is_its_first()
    {
        double[] fault = [60, 60, 60, 60];
        double[] almost = [.. Enumerable.Repeat(40.0, 14), 60];
        EpisodeTracker tracker = After([.. fault, .. almost, .. Enumerable.Repeat(40.0, 15)], out List<EpisodeStep> steps);
        Assert.Equal([EpisodeStep.Opened, EpisodeStep.Closed], steps.Where(step => step != EpisodeStep.None));
        Assert.Equal(EpisodeStep.Closed, steps[^1]);
        Assert.False(tracker.IsOpen);
        Assert.Equal((0, 19), (tracker.StartedAt, tracker.EndedAt));
    }

    [Fact]
    public void Lost_samples_and_a_missing_baseline_say_nothing()
    {
        EpisodeTracker tracker = After([60, double.NaN, 60, -3, 60], out _);
        Assert.Equal(EpisodeStep.None, tracker.Add(5, 60, double.NaN));
        Assert.Equal(EpisodeStep.Opened, tracker.Add(6, 60, Baseline));
        for (int i = 7; i < 200; i++)
        {
            Assert.Equal(EpisodeStep.None, tracker.Add(i, double.NaN, Baseline));
        }
        Assert.True(tracker.IsOpen);
    }

    [Fact]
    public void What_was_raised_before_an_episode_closed_does_not_open_the_next()
    {
        After([60, 60, 60, 60, .. Enumerable.Repeat(40.0, 15), 60, 60, 60, 40, 60], out List<EpisodeStep> steps);
        Assert.Equal(1, steps.Count(step => step == EpisodeStep.Opened));
    }

    [Fact]
    public void It_opens_and_closes_as_the_rules_say_of_the_whole_history() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            EpisodeRules rules = new() { Agreeing = 1 + random.Next(8), Window = 1 + random.Next(32), GoodToClose = 1 + random.Next(6) };
            rules = rules with { RaisedOfWindow = 1 + random.Next(rules.Window) };
            double[] values = [.. Enumerable.Range(0, 200).Select(_ => random.Next(3) == 0 ? Baseline : Baseline + random.Next(30))];
            var tracker = new EpisodeTracker(rules);
            EpisodeStep[] steps = [.. values.Select((value, i) => tracker.Add(i, value, Baseline))];
            return steps.SequenceEqual(Naive(rules, values));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, 8, 15)]
    [InlineData(9, 8, 15)]
    [InlineData(4, 0, 15)]
    [InlineData(4, 33, 15)]
    [InlineData(4, 8, 0)]
    public void Rules_out_of_range_are_refused(int agreeing, int window, int good) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EpisodeTracker(new EpisodeRules { Agreeing = agreeing, Window = window, GoodToClose = good }));

    private static EpisodeTracker After(IEnumerable<double> values, out List<EpisodeStep> steps)
    {
        var tracker = new EpisodeTracker(new EpisodeRules());
        steps = [.. values.Select((value, i) => tracker.Add(i, value, Baseline))];
        return tracker;
    }

    /// <summary>The same by looking back over all values; those before the last closing do not count.</summary>
    private static IEnumerable<EpisodeStep> Naive(EpisodeRules rules, double[] values)
    {
        bool open = false;
        int from = 0;
        for (int i = 0; i < values.Length; i++)
        {
            double[] rises = [.. values[from..(i + 1)].Select(value => value - Baseline)];
            bool[] raised = [.. rises.Select(rise => rise > 5)];
            if (open)
            {
                bool good = i + 1 - from >= rules.GoodToClose && !raised.TakeLast(rules.GoodToClose).Any(one => one);
                open = !good;
                from = good ? i + 1 : from;
                yield return good ? EpisodeStep.Closed : EpisodeStep.None;
                continue;
            }
            double[] latest = [.. rises.TakeLast(rules.Agreeing)];
            bool agree = latest.Length == rules.Agreeing && latest.All(rise => rise > 5) && latest.Min() >= rules.Agreement * latest.Max();
            open = agree || raised.TakeLast(rules.Window).Count(one => one) >= rules.RaisedOfWindow;
            yield return open ? EpisodeStep.Opened : EpisodeStep.None;
            from = open ? i + 1 : from;
        }
    }
}
