using Isobar.Core.Monitors;

namespace Isobar.Core.Events;

/// <summary>Collects what a window does to the events, and hands out each event at most once a window.</summary>
internal sealed class OutcomeBuilder(long now, long windowEnd)
{
    private readonly List<HealthEventChange> _changes = [];
    private readonly List<HealthEventNotice> _notices = [];

    /// <summary>Figures count as news at five-minute marks, so that short windows do not flood those who listen.</summary>
    public bool FiguresCount { get; } = windowEnd % FiveMinuteSums.Seconds == 0;

    public List<Observation> Observations { get; } = [];

    public void Publish(EventCourse course, HealthEventChangeKind kind)
    {
        course.Event = course.Event with { LastUpdatedAt = now };
        course.Published = course.Event;
        _changes.Add(new(kind, course.Event));
    }

    public void PublishNews(EventCourse course)
    {
        if (course.HasNews(FiguresCount))
        {
            Publish(course, HealthEventChangeKind.Updated);
        }
    }

    public void Tell(EventCourse course, HealthEventNoticeKind kind) => _notices.Add(new(kind, course.Event));

    public HealthEventOutcome ToOutcome() => new(_changes, _notices, Observations);
}
