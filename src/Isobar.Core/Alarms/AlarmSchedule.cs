using Isobar.Core.Metrics;

namespace Isobar.Core.Alarms;

/// <summary>When an alarm is judged, and by which periods (spec 16.3).</summary>
public static class AlarmSchedule
{
    /// <summary>The clock on which all evaluations fall.</summary>
    public const int TickSeconds = 10;

    private const long Day = 86_400, Hour = 3_600, Minute = 60;

    /// <summary>Seconds between evaluations: 10 for short periods, a minute, or an hour where the periods span more than a day.</summary>
    public static long IntervalSeconds(AlarmDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        int period = definition.EvaluatedPeriodSeconds;
        return period < Minute ? TickSeconds : (long)period * definition.EvaluationPeriods > Day ? Hour : Minute;
    }

    /// <summary>Whether an alarm falls due at a tick: the first after its creation, and then each of its interval.</summary>
    /// <param name="definition">The alarm.</param>
    /// <param name="tick">The tick, Unix seconds.</param>
    /// <param name="lastEvaluated">When it was last judged, Unix seconds; null where it never was.</param>
    public static bool IsDue(AlarmDefinition definition, long tick, long? lastEvaluated)
    {
        long interval = IntervalSeconds(definition);
        return lastEvaluated is not long last || tick / interval > last / interval;
    }

    /// <summary>The periods to judge, the newest ending at the evaluation, or at the last full period of a wall clock.</summary>
    /// <param name="definition">The alarm.</param>
    /// <param name="now">The clock, Unix seconds.</param>
    /// <param name="wallClockOffsetSeconds">What the alarm's time zone is ahead of UTC.</param>
    public static MetricGrid Range(AlarmDefinition definition, long now, long wallClockOffsetSeconds)
    {
        ArgumentNullException.ThrowIfNull(definition);
        int period = definition.EvaluatedPeriodSeconds, count = definition.EvaluationPeriods + AlarmRule.FurtherPeriods;
        long step = definition.WallClockTimeZone is not null ? period : period < Minute ? TickSeconds : Minute;
        long offset = definition.WallClockTimeZone is not null ? wallClockOffsetSeconds : 0;
        long end = now - (now + offset) % step;
        return new(end - (long)period * count, period, count);
    }
}
