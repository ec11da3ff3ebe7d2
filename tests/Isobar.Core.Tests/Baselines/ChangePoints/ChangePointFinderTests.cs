using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class ChangePointFinderTests
{
    private static readonly ChangePointRules s_rules = ChangePointRules.Offline;

    [Fact]
    public void Steps_are_found_within_two_values_and_with_their_levels() =>
        Prop.ForAll<int>(seed =>
        {
            double[] series = SyntheticRtt.Steps(seed, 0.3, (80, 200), (84, 150), (70, 40), (71.8, 300));
            IReadOnlyList<ChangePoint> changes = ChangePointFinder.Find(series, s_rules);
            return changes.Count == 3
                && changes.Zip([200, 350, 390]).All(pair => Math.Abs(pair.First.Index - pair.Second) <= 2)
                && Math.Abs(changes[0].After.Median - 84) < 1 && changes[0].After == changes[1].Before;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Noise_and_spikes_are_no_change() =>
        Prop.ForAll<int>(seed => ChangePointFinder.Find(SyntheticRtt.Steps(seed, 0.5, (120, 600)), s_rules).Count == 0).QuickCheckThrowOnFailure();

    [Fact]
    public void A_clear_shift_is_believed_sooner_than_a_faint_one()
    {
        Assert.Equal([300, 308], Starts(Pulse(40, 8)));
        Assert.Empty(Starts(Pulse(2, 8)));
        Assert.Equal([300, 340], Starts(Pulse(2, 40)));
    }

    [Fact]
    public void A_burst_that_is_not_believed_leaves_the_series_in_one_piece() => Assert.Empty(Starts(Pulse(40, 3)));

    [Fact]
    public void A_shift_below_a_millisecond_is_no_change_however_quiet_the_series() =>
        Assert.Empty(Starts([.. Enumerable.Repeat(50.0, 200), .. Enumerable.Repeat(50.9, 200)]));

    [Fact]
    public void A_shift_within_the_noise_is_no_change() =>
        Assert.Empty(ChangePointFinder.Find(SyntheticRtt.Steps(7, 9, (100, 300), (101.5, 300)), s_rules));

    [Fact]
    public void A_run_of_lost_samples_is_a_change_and_a_single_one_is_none()
    {
        double[] series = [.. Enumerable.Repeat(30.0, 200)];
        series[50] = double.NaN;
        series[51] = -3;
        series.AsSpan(100, 12).Fill(double.NaN);
        Assert.Equal([100, 112], Starts(series));
    }

    [Fact]
    public void It_does_not_matter_how_far_away_the_other_end_is() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            double[] series = SyntheticRtt.Steps(seed, 0.4, (20 + random.Next(9), 60), (25 + random.Next(9), 60), (21, 60));
            return Starts(series).SequenceEqual(Starts([.. series.Select(value => value + 256)]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_has_no_changes() => Assert.Empty(ChangePointFinder.Find([], s_rules));

    private static long[] Starts(double[] series) => [.. ChangePointFinder.Find(series, s_rules).Select(change => change.Index)];

    /// <summary>300 values at 100 ms with a spread of about 0.4, some values higher by a rise, 300 more.</summary>
    private static double[] Pulse(double rise, int length)
    {
        var series = new double[600 + length];
        for (int i = 0; i < series.Length; i++)
        {
            series[i] = 100 + i % 5 * 0.25 + (i >= 300 && i < 300 + length ? rise : 0);
        }
        return series;
    }
}
