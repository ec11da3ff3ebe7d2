using System.Text.Json;
using Isobar.Core.Attribution;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>
/// Opens, updates and closes the health events of one monitor (spec 6.4, section 8 of the statistical design). The same windows give the same events with the same
/// ids, whenever and however often they are fed.
/// </summary>
public sealed class HealthEventTracker
{
    /// <summary>Locations that an event lists at most; all of them are counted.</summary>
    public const int LocationLimit = 1000;

    private const int FormatVersion = 1;

    private readonly MetricCourse _availability = new(HealthMetric.Availability);
    private readonly MetricCourse _performance = new(HealthMetric.Performance);

    /// <summary>The events that are open, and those that ended within the hour and may still be updated, in the order of ids.</summary>
    public IReadOnlyList<HealthEvent> Events =>
        [.. Courses.Select(course => course.Event).OrderBy(one => one.EventId, StringComparer.Ordinal)];

    /// <summary>Pairs in open events, with the start of the first of these: their selection and weight stay as they were in the hour before.</summary>
    public IReadOnlyDictionary<PairKey, long> HeldPairs()
    {
        Dictionary<PairKey, long> held = [];
        foreach ((PairKey pair, long start) in _availability.Held.Concat(_performance.Held))
        {
            held[pair] = Math.Min(held.GetValueOrDefault(pair, long.MaxValue), start);
        }
        return held;
    }

    /// <summary>Takes a window into account. Windows come in the order of time, each once.</summary>
    /// <param name="monitor">The settings that are in force now.</param>
    /// <param name="reading">The window.</param>
    public HealthEventOutcome Advance(TrafficMonitor monitor, WindowReading reading)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        ArgumentNullException.ThrowIfNull(reading);
        OutcomeBuilder outcome = new(reading.Now, reading.Window.WindowEnd);
        _availability.Advance(monitor, reading, outcome);
        _performance.Advance(monitor, reading, outcome);
        return outcome.ToOutcome();
    }

    /// <summary>Ends all open events, as the monitor is switched off or deleted.</summary>
    /// <param name="now">Unix seconds.</param>
    public HealthEventOutcome Stop(long now)
    {
        OutcomeBuilder outcome = new(now, now);
        _availability.Stop(now, outcome);
        _performance.Stop(now, outcome);
        return outcome.ToOutcome();
    }

    /// <summary>
    /// Adds an explanation that was found later, until one hour after the end; from then on the record is frozen and news is dropped (spec 6.6).
    /// </summary>
    /// <param name="eventId">The event.</param>
    /// <param name="blame">The explanation.</param>
    /// <param name="pairs">What its numbers mean.</param>
    /// <param name="facts">Names of networks.</param>
    /// <param name="now">Unix seconds.</param>
    /// <returns>The change; null where the event is not known or frozen, or the explanation is not about it or no better.</returns>
    public HealthEventChange? Amend(string eventId, Blame blame, PairTable pairs, EventFacts facts, long now)
    {
        ArgumentNullException.ThrowIfNull(blame);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(facts);
        EventCourse? course = Courses.FirstOrDefault(course => course.Event.EventId == eventId);
        if (course is null || course.Event.Metric != blame.Metric || now - course.Event.EndedAt >= MetricCourse.UpdatableSeconds
            || !course.Amend(blame, pairs, facts))
        {
            return null;
        }
        OutcomeBuilder outcome = new(now, now);
        outcome.Publish(course, HealthEventChangeKind.Updated);
        return outcome.ToOutcome().Changes[0];
    }

    /// <summary>Writes everything that the tracker remembers.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(
        new TrackerState(FormatVersion, _availability.Save(), _performance.Save()), EventJson.Default.TrackerState);

    /// <summary>Goes on from what <see cref="Save"/> wrote.</summary>
    /// <param name="saved">The written state.</param>
    /// <exception cref="FormatException">The bytes are not a state of a known version.</exception>
    public static HealthEventTracker Restore(ReadOnlySpan<byte> saved)
    {
        TrackerState? state;
        try
        {
            state = JsonSerializer.Deserialize(saved, EventJson.Default.TrackerState);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The state of health events cannot be read: {fault.Message}", fault);
        }
        if (state is not { Version: FormatVersion })
        {
            throw new FormatException($"The state of health events has version {state?.Version}, expected {FormatVersion}: it was written by another release.");
        }
        HealthEventTracker tracker = new();
        tracker._availability.Restore(state.Availability);
        tracker._performance.Restore(state.Performance);
        return tracker;
    }

    private IEnumerable<EventCourse> Courses => _availability.Courses.Concat(_performance.Courses);
}
