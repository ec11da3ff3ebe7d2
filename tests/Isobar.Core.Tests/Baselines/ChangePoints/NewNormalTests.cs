using Isobar.Core.Baselines.ChangePoints;
using Isobar.Core.Tests.Windows;

namespace Isobar.Core.Tests.Baselines.ChangePoints;

public sealed class NewNormalTests
{
    private const long FirstHour = 480_000;
    private static readonly ChangePointRules s_rules = ChangePointRules.Offline;

    [Fact]
    public void A_level_that_stayed_two_days_is_the_new_normal()
    {
        HourlyLevel[] history = History(300, shiftAt: 250);
        Assert.Null(NewNormal.Find(history.AsSpan(0, 297), FirstHour + 296, s_rules));
        NewNormal? found = NewNormal.Find(history.AsSpan(0, 298), FirstHour + 297, s_rules);
        Assert.NotNull(found);
        Assert.Equal(FirstHour + 250, found.Value.StartHour);
        Assert.InRange(found.Value.MedianBefore, 59, 61);
        Assert.InRange(found.Value.MedianAfter, 79, 81);
        Assert.InRange(found.Value.HighBefore, 74, 76);
        Assert.InRange(found.Value.HighAfter, 94, 96);
    }

    [Fact]
    public void Without_a_change_there_is_none() => Assert.Null(NewNormal.Find(History(300, shiftAt: 999), FirstHour + 299, s_rules));

    [Fact]
    public void A_failing_level_is_no_normal()
    {
        HourlyLevel[] history = History(320, shiftAt: 250);
        history[270] = history[270] with { Failed = true };
        Assert.Null(NewNormal.Find(history, FirstHour + 319, s_rules));
        history[270] = history[270] with { Failed = false };
        history[240] = history[240] with { Failed = true };
        Assert.NotNull(NewNormal.Find(history, FirstHour + 319, s_rules));
    }

    [Fact]
    public void A_fault_that_went_away_is_no_new_normal_until_it_comes_to_stay()
    {
        HourlyLevel[] history = History(340, shiftAt: 999);
        for (int i = 200; i < 220; i++)
        {
            history[i] = history[i] with { Median = history[i].Median + 20, High = history[i].High + 20 };
        }
        NewNormal? found = NewNormal.Find(history, FirstHour + 339, s_rules);
        // The last change is the return to the old level, which the caller's baseline already has.
        Assert.NotNull(found);
        Assert.Equal(FirstHour + 220, found.Value.StartHour);
        Assert.InRange(found.Value.MedianAfter, 59, 61);
        Assert.InRange(found.Value.MedianBefore, 79, 81);
    }

    [Fact]
    public void A_shift_of_the_high_quantile_alone_counts()
    {
        HourlyLevel[] history = [.. History(300, shiftAt: 999).Select((hour, i) => i < 200 ? hour : hour with { High = hour.High + 40 })];
        NewNormal? found = NewNormal.Find(history, FirstHour + 299, s_rules);
        Assert.Equal(FirstHour + 200, found?.StartHour);
        Assert.InRange(found!.Value.MedianAfter - found.Value.MedianBefore, -0.5, 0.5);
    }

    [Fact]
    public void Hours_without_traffic_count_as_time_but_not_as_evidence()
    {
        // Three values of the new level and two days of silence: the level has not been seen for long enough to be believed.
        HourlyLevel[] history = History(253, shiftAt: 250);
        Assert.Null(NewNormal.Find(history, FirstHour + 252 + 60, s_rules));
        Assert.Null(NewNormal.Find([], FirstHour, s_rules));
    }

    /// <summary>Hours with p50 60 ms and p90 75 ms, half a millisecond of noise, both 20 ms higher from one hour on.</summary>
    private static HourlyLevel[] History(int hours, int shiftAt)
    {
        SeededRandom random = new(11);
        return
        [
            .. Enumerable.Range(0, hours).Select(i =>
            {
                double rise = i >= shiftAt ? 20 : 0;
                return new HourlyLevel(FirstHour + i, 60 + rise + random.NextNormal() / 2, 75 + rise + random.NextNormal() / 2, Failed: false);
            }),
        ];
    }
}
