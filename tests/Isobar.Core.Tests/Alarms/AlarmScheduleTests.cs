using Isobar.Core.Alarms;
using Isobar.Core.Metrics;

namespace Isobar.Core.Tests.Alarms;

public sealed class AlarmScheduleTests
{
    [Theory]
    [InlineData(10, 3, 10)]
    [InlineData(30, 3, 10)]
    [InlineData(60, 3, 60)]
    [InlineData(3600, 24, 60)]
    [InlineData(3600, 25, 3600)]
    public void The_period_says_how_often_an_alarm_is_judged(int period, int periods, long interval) =>
        Assert.Equal(interval, AlarmSchedule.IntervalSeconds(Definition(period, periods)));

    [Fact]
    public void An_alarm_is_judged_at_once_and_then_each_minute_of_the_clock()
    {
        AlarmDefinition definition = Definition(60, 3);
        Assert.True(AlarmSchedule.IsDue(definition, 110, null));
        Assert.False(AlarmSchedule.IsDue(definition, 110, 100));
        Assert.True(AlarmSchedule.IsDue(definition, 120, 110));
    }

    [Fact]
    public void The_window_slides_and_ends_with_the_minute_of_the_evaluation() =>
        Assert.Equal(new MetricGrid(1260 - 5 * 300, 300, 5), AlarmSchedule.Range(Definition(300, 3), 1279, 0));

    [Fact]
    public void A_wall_clock_window_ends_with_a_period_of_that_clock()
    {
        AlarmDefinition definition = Definition(86_400, 1) with { WallClockTimeZone = "Asia/Kolkata" };
        long now = 10 * 86_400 + 7_200, offset = 19_800;
        MetricGrid range = AlarmSchedule.Range(definition, now, offset);
        Assert.Equal(10 * 86_400 - offset, range.End);
        Assert.Equal(3, range.Count);
    }

    private static AlarmDefinition Definition(int period, int periods) =>
        AlarmEvaluatorTests.Definition() with { PeriodSeconds = period, EvaluationPeriods = periods };
}
