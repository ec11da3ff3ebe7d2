using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class ReplayBaselinesTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;
    private static readonly BaselineKey s_key = SyntheticDays.Key(1);

    [Fact]
    public void A_fault_of_a_long_input_is_not_its_own_baseline()
    {
        // Ten days, 150 ms instead of 50 on the whole fifth.
        BaselineHistory history = new();
        for (int day = 0; day < 10; day++)
        {
            history.Add(s_key, new SyntheticDays { MedianMicros = day == 4 ? 150_000 : 50_000 }.Day(s_first.AddDays(day)));
        }
        ReplayBaselines replay = Replay(history);
        Assert.True(replay.HasSeasons);
        for (int day = 0; day < 10; day++)
        {
            Assert.True(replay.Advance(TallyRows.Start(s_first.AddDays(day))));
            Assert.False(replay.Advance(TallyRows.Start(s_first.AddDays(day), 23, 55)));
            Assert.Equal(50_000, Expect(replay, s_first.AddDays(day), 12).Rtt.QuantileMicros[2], 800.0);
        }
    }

    [Fact]
    public void Two_to_six_days_take_the_highest_hour_of_the_other_days()
    {
        BaselineHistory history = new();
        double[] peaks = [0.10, 0.30, 0.20];
        for (int day = 0; day < peaks.Length; day++)
        {
            double peak = peaks[day];
            history.Add(s_key, new SyntheticDays { Season = hour => hour % 24 == 20 ? 1 + peak : 1 }.Day(s_first.AddDays(day)));
        }
        ReplayBaselines replay = Replay(history);
        Assert.False(replay.HasSeasons);
        double[] highest = [1.30, 1.20, 1.30];
        for (int day = 0; day < peaks.Length; day++)
        {
            replay.Advance(TallyRows.Start(s_first.AddDays(day)));
            foreach (int hour in (int[])[3, 20])
            {
                Expectation expectation = Expect(replay, s_first.AddDays(day), hour);
                Assert.Equal((BaselineSource.Stratum, 2), (expectation.Source, expectation.Days));
                Assert.Equal(50_000 * highest[day], expectation.Rtt.QuantileMicros[2], 800.0);
            }
        }
    }

    [Fact]
    public void Hours_next_to_the_window_do_not_count_across_midnight_either()
    {
        BaselineHistory history = new();
        for (int day = 0; day < 2; day++)
        {
            // A fault from 22:00 to 02:00 of the night between the days.
            history.Add(s_key, new SyntheticDays { Season = hour => Math.Abs(hour - TallyRows.Start(s_first.AddDays(1)) / 3600 + 0.5) < 2 ? 3 : 1 }.Day(s_first.AddDays(day)));
        }
        ReplayBaselines replay = Replay(history);
        replay.Advance(TallyRows.Start(s_first));
        Assert.Equal(50_000, Expect(replay, s_first, 23).Rtt.QuantileMicros[2], 800.0);
        Assert.Equal(150_000, Expect(replay, s_first, 12).Rtt.QuantileMicros[2], 2_400.0);
        replay.Advance(TallyRows.Start(s_first.AddDays(1)));
        Assert.Equal(50_000, Expect(replay, s_first.AddDays(1), 0).Rtt.QuantileMicros[2], 800.0);
    }

    [Fact]
    public void A_single_day_is_compared_with_its_other_hours()
    {
        BaselineHistory history = new();
        history.Add(s_key, new SyntheticDays { HourlyVotes = 1_000, Season = hour => hour % 24 is 9 or 10 ? 4 : 1 }.Day(s_first));
        ReplayBaselines replay = Replay(history);
        replay.Advance(TallyRows.Start(s_first));
        Assert.Equal(50_000, Expect(replay, s_first, 9).Rtt.QuantileMicros[2], 800.0);
        Assert.Equal(50_000, Expect(replay, s_first, 10).Rtt.QuantileMicros[2], 800.0);
        Assert.Equal(200_000, Expect(replay, s_first, 18).Rtt.QuantileMicros[2], 3_200.0);
        Assert.Equal(BaselineSource.Stratum, Expect(replay, s_first, 18).Source);
    }

    [Fact]
    public void A_few_bad_hours_of_a_single_day_are_not_what_usually_fails()
    {
        BaselineHistory history = new();
        DaySummary day = new SyntheticDays { HourlyVotes = 1_000, FailedPerMille = 5 }.Day(s_first);
        for (int hour = 9; hour < 15; hour++)
        {
            day.NetworkFailedVotes[hour] = 500;
        }
        history.Add(s_key, day);
        ReplayBaselines replay = Replay(history);
        replay.Advance(TallyRows.Start(s_first));
        Assert.InRange(Expect(replay, s_first, 10).NetworkFailureShare, 0.005, 0.012);
    }

    [Fact]
    public void An_hour_before_midnight_is_no_other_day()
    {
        BaselineHistory history = new();
        DaySummary evening = new SyntheticDays { MedianMicros = 30_000, HourlySamples = 0, HourlyVotes = 0, HourlyClients = 0 }.Day(s_first);
        evening.Observed = 1u << 23;
        DaySummary late = new SyntheticDays { MedianMicros = 30_000 }.Day(s_first);
        (evening.Rtt.HourSamples[23], evening.Rtt.HourP50[23], evening.Rtt.HourP90[23]) = (100, late.Rtt.HourP50[23], late.Rtt.HourP90[23]);
        evening.Rtt.Samples = 100;
        history.Add(s_key, evening);
        history.Add(s_key, new SyntheticDays().Day(s_first.AddDays(1)));
        ReplayBaselines replay = Replay(history);
        replay.Advance(TallyRows.Start(s_first.AddDays(1)));
        Assert.Equal(50_000, Expect(replay, s_first.AddDays(1), 12).Rtt.QuantileMicros[2], 800.0);
    }

    [Fact]
    public void Trailing_knows_only_the_days_before()
    {
        BaselineHistory history = new();
        for (int day = 0; day < 9; day++)
        {
            history.Add(s_key, new SyntheticDays { MedianMicros = day < 5 ? 50_000 : 90_000 }.Day(s_first.AddDays(day)));
        }
        ReplayBaselines replay = Replay(history, ReplayBaselineMode.Trailing);
        replay.Advance(TallyRows.Start(s_first));
        Assert.Equal(BaselineSource.None, Expect(replay, s_first, 12).Source);
        replay.Advance(TallyRows.Start(s_first.AddDays(1)));
        Assert.Equal((BaselineSource.Stratum, 1), (Expect(replay, s_first.AddDays(1), 12).Source, Expect(replay, s_first.AddDays(1), 12).Days));
        replay.Advance(TallyRows.Start(s_first.AddDays(8)));
        Assert.Equal(50_000, Expect(replay, s_first.AddDays(8), 12).Rtt.QuantileMicros[2], 800.0);
        Assert.Equal(8, Expect(replay, s_first.AddDays(8), 12).Days);
    }

    [Fact]
    public void A_long_input_is_compared_with_its_nearest_days()
    {
        BaselineHistory history = new();
        new SyntheticDays().AddTo(history, s_key, s_first, 40);
        new SyntheticDays { MedianMicros = 80_000 }.AddTo(history, s_key, s_first.AddDays(40), 40);
        ReplayBaselines replay = Replay(history);
        foreach ((int day, double median) in ((int, double)[])[(0, 50_000), (20, 50_000), (60, 80_000), (79, 80_000)])
        {
            replay.Advance(TallyRows.Start(s_first.AddDays(day)));
            Expectation expectation = Expect(replay, s_first.AddDays(day), 12);
            Assert.Equal(median, expectation.Rtt.QuantileMicros[2], 1_300.0);
            Assert.Equal(30, expectation.Days);
        }
    }

    [Fact]
    public void An_empty_input_is_learning()
    {
        ReplayBaselines replay = Replay(new BaselineHistory());
        int number = replay.Table.Add(s_key, 64512, "DE", 0);
        replay.Advance(TallyRows.Start(s_first));
        replay.Table.Expect(number, TallyRows.Start(s_first), out Expectation expectation);
        Assert.Equal(BaselineSource.None, expectation.Source);
    }

    private static ReplayBaselines Replay(BaselineHistory history, ReplayBaselineMode mode = ReplayBaselineMode.LeaveOut)
    {
        ReplayBaselines replay = new(history, mode);
        foreach (BaselineKey key in history.Keys)
        {
            replay.Table.Add(key, 64512, "DE", 0);
        }
        return replay;
    }

    private static Expectation Expect(ReplayBaselines replay, DateOnly day, int hour)
    {
        replay.Table.Expect(0, TallyRows.Start(day, hour, 30), out Expectation expectation);
        return expectation;
    }
}
