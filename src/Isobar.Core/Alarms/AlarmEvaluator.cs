using System.Collections.Immutable;

namespace Isobar.Core.Alarms;

/// <summary>The state machine of metric alarms (spec 16.3).</summary>
public static class AlarmEvaluator
{
    /// <summary>Judges a range of periods.</summary>
    /// <param name="rule">How.</param>
    /// <param name="current">The state before.</param>
    /// <param name="range">The last <see cref="AlarmRule.RangeLength"/> periods, oldest first; null where there is no point.</param>
    public static AlarmVerdict Evaluate(AlarmRule rule, AlarmState current, ReadOnlySpan<AlarmDatapoint?> range)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfNotEqual(range.Length, rule.RangeLength, nameof(range));
        ImmutableArray<AlarmDatapoint> considered = Newest(range, rule.EvaluationPeriods);
        int missing = rule.EvaluationPeriods - considered.Length;
        if (considered.Any(point => point.Samples < rule.LeastSamples))
        {
            return new(current, considered, missing, null);
        }
        int breaching = considered.Count(point => rule.IsBreaching(point.Value));
        if (missing == 0)
        {
            return new(breaching >= rule.DatapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok, considered, 0, null);
        }
        AlarmState state = rule.MissingData switch
        {
            MissingData.Breaching => breaching + missing >= rule.DatapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok,
            MissingData.NotBreaching => breaching >= rule.DatapointsToAlarm ? AlarmState.Alarm : AlarmState.Ok,
            _ => WithoutStandIns(rule, current, range, considered.Length, breaching),
        };
        return new(state, considered, missing, rule.MissingData is MissingData.Breaching or MissingData.NotBreaching ? rule.MissingData : null);
    }

    private static AlarmState WithoutStandIns(AlarmRule rule, AlarmState current, ReadOnlySpan<AlarmDatapoint?> range, int real, int breaching)
    {
        if (real == 0)
        {
            return rule.MissingData == MissingData.Missing ? AlarmState.InsufficientData : current;
        }
        if (breaching >= rule.DatapointsToAlarm)
        {
            return AlarmState.Alarm;
        }
        // Nothing but a crossing that is old enough for M points: silence since then does not look like health.
        bool isOldCrossing = breaching == real && AgeOfOldest(range) >= rule.DatapointsToAlarm;
        return !isOldCrossing ? AlarmState.Ok : rule.MissingData == MissingData.Missing ? AlarmState.Alarm : current;
    }

    /// <summary>The place of the oldest point, the newest period being 1.</summary>
    private static int AgeOfOldest(ReadOnlySpan<AlarmDatapoint?> range)
    {
        int index = 0;
        while (range[index] is null)
        {
            index++;
        }
        return range.Length - index;
    }

    private static ImmutableArray<AlarmDatapoint> Newest(ReadOnlySpan<AlarmDatapoint?> range, int most)
    {
        ImmutableArray<AlarmDatapoint>.Builder newest = ImmutableArray.CreateBuilder<AlarmDatapoint>(most);
        for (int i = range.Length - 1; i >= 0 && newest.Count < most; i--)
        {
            if (range[i] is AlarmDatapoint point)
            {
                newest.Add(point);
            }
        }
        newest.Reverse();
        return newest.ToImmutable();
    }
}
