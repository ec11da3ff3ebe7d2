using Isobar.Core.Atlas;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>The events of one monitor and metric: an overall one, and a local one for each pair (spec 6.4, section 8 of the statistical design).</summary>
internal sealed class MetricCourse(HealthMetric metric)
{
    /// <summary>How long after its end an event may still be updated, seconds (spec 6.6).</summary>
    public const long UpdatableSeconds = 3600;

    /// <summary>Drops are floats, so a score is known to about a hundred-thousandth of a point: this near to a threshold is on it.</summary>
    private const double Tolerance = 1e-5;

    private readonly SortedDictionary<PairKey, TrackedPair> _tracked = [];
    private readonly SortedDictionary<PairKey, EventCourse> _locals = [];
    private readonly List<EventCourse> _ended = [];
    private readonly SortedDictionary<PairKey, long> _lastEnds = [];
    private EventCourse? _overall;
    private long? _belowSince;

    /// <summary>Pairs in open events, with the start of the first of these.</summary>
    public IEnumerable<(PairKey Pair, long EventStart)> Held => _tracked.Values.Select(tracked => (tracked.Key, tracked.EventStart));

    /// <summary>All events that are open or may still be updated.</summary>
    public IEnumerable<EventCourse> Courses => _ended.Concat(_locals.Values).Concat(_overall is null ? [] : [_overall]);

    /// <summary>Takes a window into account.</summary>
    public void Advance(TrafficMonitor monitor, WindowReading reading, OutcomeBuilder outcome)
    {
        _ended.RemoveAll(course => reading.Window.WindowEnd - course.Event.EndedAt >= UpdatableSeconds && course.IsEndTold);
        foreach (TrackedPair tracked in _tracked.Values)
        {
            tracked.Advance(reading, metric, monitor.EventRules);
        }
        List<HitPair> hit = HitPairs(reading);
        AdvanceOverall(monitor, reading, hit, outcome);
        AdvanceLocals(monitor, reading, hit, outcome);
        Notifier.Tell(Courses, monitor, reading, ScoreNow, outcome);
        Track(reading, hit);
        ForgetEnds(reading);
    }

    /// <summary>Ends all events, because the monitor was switched off or deleted.</summary>
    public void Stop(long endedAt, OutcomeBuilder outcome)
    {
        if (_overall is not null)
        {
            End(_overall, endedAt, ClosingReason.Settings, outcome);
            _overall = null;
        }
        foreach (EventCourse local in _locals.Values)
        {
            End(local, endedAt, ClosingReason.Settings, outcome);
        }
        _locals.Clear();
        _tracked.Clear();
        _belowSince = null;
    }

    /// <summary>Everything that is remembered.</summary>
    public MetricState Save() => new()
    {
        BelowSince = _belowSince,
        Overall = _overall,
        Locals = [.. _locals.Values],
        Ended = [.. _ended],
        Tracked = [.. _tracked.Values],
        LastEnds = [.. _lastEnds.Select(end => new PairEnd(end.Key, end.Value))],
    };

    /// <summary>Takes over what <see cref="Save"/> gave.</summary>
    public void Restore(MetricState state)
    {
        (_belowSince, _overall) = (state.BelowSince, state.Overall);
        state.Locals.ForEach(local => _locals.Add(local.Pair, local));
        _ended.AddRange(state.Ended);
        state.Tracked.ForEach(tracked => _tracked.Add(tracked.Key, tracked));
        state.LastEnds.ForEach(end => _lastEnds.Add(end.Pair, end.EndedAt));
    }

    private void AdvanceOverall(TrafficMonitor monitor, WindowReading reading, List<HitPair> hit, OutcomeBuilder outcome)
    {
        double threshold = monitor.HealthEvents.ThresholdOf(metric);
        TrafficScore effective = EffectiveScore(reading);
        bool isBelow = effective.Score is { } now && Reaches(now, threshold);
        _belowSince = isBelow ? _belowSince ?? reading.Window.WindowStart : null;
        if (_overall is not null)
        {
            ContinueOverall(_overall, monitor.EventRules, effective.Score, threshold, reading, hit, outcome);
            return;
        }
        if (!isBelow)
        {
            return;
        }
        EventCourse? ended = FindEnded(null, reading, monitor.EventRules);
        if (ended is null && !hit.Exists(pair => reading.IsOpened(pair.Row, metric) || reading.IsInOpenedElement(pair.Row.Pair, metric)))
        {
            return;
        }
        long start = _belowSince!.Value;
        _overall = ended ?? NewCourse(HealthEventIds.Overall(metric, start), start, threshold, isLocal: false, monitor, reading);
        Open(_overall, ended is not null, reading, hit, effective.Score!.Value, outcome);
    }

    private void ContinueOverall(
        EventCourse course, EventRules rules, double? score, double threshold, WindowReading reading, List<HitPair> hit, OutcomeBuilder outcome)
    {
        if (score is not { } known)
        {
            // Nobody has a score: the event waits for its pairs as long as one of them can be expected to be heard of again.
            if (_tracked.Values.All(tracked => tracked.IsReleased))
            {
                End(course, SilentSince(_tracked.Values, reading), ClosingReason.NoData, outcome);
                _overall = null;
            }
            return;
        }
        course.Advance(reading, hit, EffectiveOf, known);
        if (!IsTimeToEnd(course, IsAbove(known, threshold, rules.ClosingMargin), rules, reading))
        {
            outcome.PublishNews(course);
            return;
        }
        ClosingReason reason = IsGoodBySilence(reading, threshold) ? ClosingReason.NoData
            : course.Locations.Exists(location => IsNewNormal(location, reading)) ? ClosingReason.NewNormal
            : ClosingReason.Recovered;
        End(course, course.GoodSince!.Value, reason, outcome);
        _overall = null;
    }

    private void AdvanceLocals(TrafficMonitor monitor, WindowReading reading, List<HitPair> hit, OutcomeBuilder outcome)
    {
        LocalHealthEventsConfig config = monitor.HealthEvents.LocalOf(metric);
        foreach (EventCourse course in _locals.Values.ToArray())
        {
            ContinueLocal(course, config, monitor.EventRules, reading, outcome);
        }
        foreach (HitPair pair in hit)
        {
            MetricMeasurement effective = pair.Effective;
            if (!_locals.ContainsKey(pair.Row.Key) && !OpenLocal(pair, config, monitor, reading, outcome) && effective.OpenedBy != OpeningPath.None)
            {
                outcome.Observations.Add(new(
                    pair.Row.Key, metric, effective.Since, effective.Score!.Value, pair.Row.PercentOfTotalTraffic * effective.Drop, effective.OpenedBy));
            }
        }
    }

    private bool OpenLocal(HitPair pair, LocalHealthEventsConfig config, TrafficMonitor monitor, WindowReading reading, OutcomeBuilder outcome)
    {
        double score = pair.Effective.Score!.Value, impact = pair.Row.PercentOfTotalTraffic * pair.Effective.Drop;
        if (!config.IsEnabled || !Reaches(score, config.HealthScoreThreshold) || impact < config.MinTrafficImpact - Tolerance)
        {
            return false;
        }
        EventCourse? ended = FindEnded(pair.Row.Key, reading, monitor.EventRules);
        if (ended is null && !reading.IsOpened(pair.Row, metric))
        {
            return false;
        }
        EventCourse course = ended ?? NewLocal(pair.Row, pair.Effective, config.HealthScoreThreshold, monitor, reading);
        _locals.Add(pair.Row.Key, course);
        Open(course, ended is not null, reading, [pair], score, outcome);
        return true;
    }

    private void ContinueLocal(
        EventCourse course, LocalHealthEventsConfig config, EventRules rules, WindowReading reading, OutcomeBuilder outcome)
    {
        PairKey key = course.Pair;
        if (!config.IsEnabled)
        {
            End(course, reading.Window.WindowStart, ClosingReason.Settings, outcome);
            _locals.Remove(key);
            return;
        }
        bool hasRow = reading.Window.TryFind(key, out PairMeasurement row);
        MetricMeasurement effective = hasRow ? EffectiveOf(row) : default;
        if (!effective.HasScore)
        {
            if (!_tracked.TryGetValue(key, out TrackedPair? tracked) || tracked.IsReleased)
            {
                End(course, SilentSince(tracked is null ? [] : [tracked], reading), ClosingReason.NoData, outcome);
                _locals.Remove(key);
            }
            return;
        }
        double score = effective.Score!.Value;
        course.Advance(reading, effective.Drop > 0 ? [new(row, effective)] : [], EffectiveOf, score);
        bool isGood = IsAbove(score, config.HealthScoreThreshold, rules.ClosingMargin)
            || row.PercentOfTotalTraffic * effective.Drop < config.MinTrafficImpact - Tolerance;
        if (IsTimeToEnd(course, isGood, rules, reading))
        {
            End(course, course.GoodSince!.Value, reading.NewNormals.Contains(row.Pair) ? ClosingReason.NewNormal : ClosingReason.Recovered, outcome);
            _locals.Remove(key);
            return;
        }
        outcome.PublishNews(course);
    }

    private EventCourse NewLocal(in PairMeasurement row, in MetricMeasurement effective, double threshold, TrafficMonitor monitor, WindowReading reading)
    {
        // A run of drops may outlast an event: a new one never begins before the last has ended.
        long start = Math.Min(effective.Since > 0 ? effective.Since : reading.Window.WindowStart, reading.Window.WindowStart);
        start = Math.Max(start, _lastEnds.GetValueOrDefault(row.Key, long.MinValue));
        CityNetwork cityNetwork = reading.Map.Pairs[row.Pair].CityNetwork;
        string id = HealthEventIds.Local(metric, start, cityNetwork, row.Key.ServiceLocation);
        if (_locals.Values.Concat(_ended).Any(course => course.Event.EventId == id))
        {
            id = HealthEventIds.LocalByHash(metric, start, cityNetwork, row.Key.ServiceLocation);
        }
        return NewCourse(id, start, threshold, isLocal: true, monitor, reading);
    }

    private EventCourse NewCourse(string id, long start, double threshold, bool isLocal, TrafficMonitor monitor, WindowReading reading) => new()
    {
        Event = new()
        {
            EventId = id,
            EventArn = HealthEventIds.Arn(monitor.Arn, id),
            MonitorName = monitor.Name,
            ImpactType = (metric, isLocal) switch
            {
                (HealthMetric.Availability, false) => HealthEventImpactType.Availability,
                (HealthMetric.Availability, true) => HealthEventImpactType.LocalAvailability,
                (_, false) => HealthEventImpactType.Performance,
                _ => HealthEventImpactType.LocalPerformance,
            },
            StartedAt = start,
            CreatedAt = reading.Now,
            LastUpdatedAt = reading.Now,
            Status = EventStatus.Active,
            PercentOfTotalTrafficImpacted = 0,
            HealthScoreThreshold = threshold,
            Score = 100,
            ImpactedLocations = [],
            LocationCount = 0,
            Reason = "",
            Action = new(RecommendedActionKind.Wait, ""),
        },
    };

    private void Open(
        EventCourse course, bool isBack, WindowReading reading, IReadOnlyList<HitPair> hit, double score, OutcomeBuilder outcome)
    {
        if (isBack)
        {
            _ended.Remove(course);
            course.Reactivate();
        }
        course.Advance(reading, hit, EffectiveOf, score);
        outcome.Publish(course, isBack ? HealthEventChangeKind.Reactivated : HealthEventChangeKind.Created);
    }

    private void End(EventCourse course, long endedAt, ClosingReason reason, OutcomeBuilder outcome)
    {
        course.End(endedAt, reason);
        if (course.Event.IsLocal)
        {
            _lastEnds[course.Pair] = course.Event.EndedAt!.Value;
        }
        _ended.Add(course);
        outcome.Publish(course, HealthEventChangeKind.Closed);
    }

    private static bool IsTimeToEnd(EventCourse course, bool isGood, EventRules rules, WindowReading reading)
    {
        course.GoodSince = isGood ? course.GoodSince ?? reading.Window.WindowStart : null;
        course.GoodWindows = isGood ? course.GoodWindows + 1 : 0;
        return course.GoodWindows >= rules.ClosingWindows;
    }

    /// <summary>The overall score as events see it: pairs in open events that fell silent keep their last verdict.</summary>
    private TrafficScore EffectiveScore(WindowReading reading)
    {
        TrafficScore score = reading.Window.Of(metric);
        foreach (TrackedPair tracked in _tracked.Values)
        {
            if (!tracked.IsHeld || !reading.Window.TryFind(tracked.Key, out PairMeasurement row))
            {
                continue;
            }
            MetricMeasurement actual = row.Of(metric);
            if (!actual.HasScore)
            {
                score.Weight += row.Weight;
            }
            score.Lost += row.Weight * (tracked.Effective.Drop - actual.Drop);
        }
        return score;
    }

    /// <summary>Whether the score is good only because pairs of the event are silent for too long to be held.</summary>
    private bool IsGoodBySilence(WindowReading reading, double threshold)
    {
        TrafficScore score = EffectiveScore(reading);
        foreach (TrackedPair tracked in _tracked.Values)
        {
            if (tracked.IsReleased && reading.Window.TryFind(tracked.Key, out PairMeasurement row))
            {
                score.Weight += row.Weight;
                score.Lost += row.Weight * tracked.Drop;
            }
        }
        return score.Score is { } known && Reaches(known, threshold);
    }

    private double? ScoreNow(EventCourse course, WindowReading reading) =>
        !course.Event.IsLocal ? EffectiveScore(reading).Score
        : reading.Window.TryFind(course.Pair, out PairMeasurement row) ? EffectiveOf(row).Score
        : null;

    /// <summary>The pairs with a drop, found now or held, in the order of keys.</summary>
    private List<HitPair> HitPairs(WindowReading reading)
    {
        List<HitPair> hit = [];
        foreach (ref readonly PairMeasurement row in reading.Window.Pairs.Span)
        {
            if (row.Of(metric).Drop > 0)
            {
                hit.Add(new(row, row.Of(metric)));
            }
        }
        int found = hit.Count;
        foreach (TrackedPair tracked in _tracked.Values)
        {
            if (tracked.IsHeld && reading.Window.TryFind(tracked.Key, out PairMeasurement row))
            {
                hit.Add(new(row, tracked.Effective));
            }
        }
        if (hit.Count > found)
        {
            hit.Sort((left, right) => left.Row.Key.CompareTo(right.Row.Key));
        }
        return hit;
    }

    private MetricMeasurement EffectiveOf(PairMeasurement row) =>
        _tracked.TryGetValue(row.Key, out TrackedPair? tracked) ? tracked.Effective : row.Of(metric);

    private static bool IsNewNormal(LocationCourse location, WindowReading reading) =>
        reading.Window.TryFind(location.Key, out PairMeasurement row) && reading.NewNormals.Contains(row.Pair);

    private static long SilentSince(IEnumerable<TrackedPair> silent, WindowReading reading) =>
        silent.Min(tracked => tracked.SilentSince) ?? reading.Window.WindowStart;

    private EventCourse? FindEnded(PairKey? pair, WindowReading reading, EventRules rules) => _ended.FindLast(course =>
        course.Event.IsLocal == pair is not null && (pair is null || course.Pair == pair)
        && course.Event.ClosedBecause != ClosingReason.Settings
        && reading.Window.WindowStart - course.Event.EndedAt <= rules.ReactivationSeconds);

    /// <summary>Pairs that are hit in an open event are held from now on; those whose last event has ended are let go.</summary>
    private void Track(WindowReading reading, List<HitPair> hit)
    {
        foreach (PairKey gone in _tracked.Keys.Where(key => EventStartOf(key) is null).ToArray())
        {
            _tracked.Remove(gone);
        }
        foreach (HitPair pair in hit)
        {
            if (EventStartOf(pair.Row.Key) is { } start && !_tracked.ContainsKey(pair.Row.Key))
            {
                _tracked.Add(pair.Row.Key, TrackedPair.Begin(reading, pair, start));
            }
        }
    }

    /// <summary>Start of the first open event that a hit pair is in; the overall event holds all that were hit in it, also those that it has no room to list.</summary>
    private long? EventStartOf(PairKey pair)
    {
        long? local = _locals.TryGetValue(pair, out EventCourse? course) ? course.Event.StartedAt : null;
        return _overall is null ? local : Math.Min(local ?? long.MaxValue, _overall.Event.StartedAt);
    }

    /// <summary>An end matters only as long as the run of drops that outlasted it.</summary>
    private void ForgetEnds(WindowReading reading)
    {
        foreach (PairKey key in _lastEnds.Keys.ToArray())
        {
            if (!_locals.ContainsKey(key) && reading.Window.TryFind(key, out PairMeasurement row) && row.Of(metric) is { HasScore: true, Drop: 0 })
            {
                _lastEnds.Remove(key);
            }
        }
    }

    private static bool Reaches(double score, double threshold) => score <= threshold + Tolerance;

    private static bool IsAbove(double score, double threshold, double margin) =>
        !Reaches(score, threshold) && score >= threshold + margin - Tolerance;
}
