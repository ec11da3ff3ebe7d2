using Isobar.Core.Monitors;

namespace Isobar.Core.Events;

/// <summary>Decides when people are told: of an event when it is old enough, of its end when that has proven stable (section 8 of the statistical design).</summary>
internal static class Notifier
{
    /// <summary>Takes a window into account for every event that is open or may still be updated.</summary>
    public static void Tell(
        IEnumerable<EventCourse> courses, TrafficMonitor monitor, WindowReading reading, Func<EventCourse, WindowReading, double?> scoreNow, OutcomeBuilder outcome)
    {
        foreach (EventCourse course in courses.OrderBy(course => course.Event.EventId, StringComparer.Ordinal))
        {
            if (course.Event.EndedAt is { } endedAt)
            {
                TellEnd(course, endedAt, monitor, reading, scoreNow, outcome);
            }
            else if (!course.IsOpeningTold && reading.Window.WindowEnd - course.Event.StartedAt >= monitor.EventRules.NotificationAgeSeconds)
            {
                course.IsOpeningTold = true;
                outcome.Tell(course, HealthEventNoticeKind.Opened);
            }
        }
    }

    private static void TellEnd(
        EventCourse course, long endedAt, TrafficMonitor monitor, WindowReading reading, Func<EventCourse, WindowReading, double?> scoreNow, OutcomeBuilder outcome)
    {
        // Of what was never announced nobody wants to hear that it is over.
        course.IsEndTold |= !course.IsOpeningTold;
        if (course.IsEndTold)
        {
            return;
        }
        HealthEventsConfig config = monitor.HealthEvents;
        double threshold = course.Event.IsLocal ? config.LocalOf(course.Event.Metric).HealthScoreThreshold : config.ThresholdOf(course.Event.Metric);
        bool isCalm = scoreNow(course, reading) >= Math.Min(100, threshold + monitor.EventRules.NotificationMargin)
            && CalmTest.IsCalm(course, reading);
        course.CalmWindows = isCalm ? course.CalmWindows + 1 : 0;
        // After an hour the record is frozen, calm or not: then its end is told at last.
        if (course.CalmWindows >= monitor.EventRules.NotificationWindows || reading.Window.WindowEnd - endedAt >= MetricCourse.UpdatableSeconds)
        {
            course.IsEndTold = true;
            outcome.Tell(course, HealthEventNoticeKind.Resolved);
        }
    }
}
