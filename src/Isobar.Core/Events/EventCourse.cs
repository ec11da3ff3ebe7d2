using System.Collections.Immutable;
using Isobar.Core.Attribution;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>An event and what must be remembered to go on with it.</summary>
internal sealed class EventCourse
{
    /// <summary>The event as it is now.</summary>
    public required HealthEvent Event { get; set; }

    /// <summary>The event as it was last handed out; null before that.</summary>
    public HealthEvent? Published { get; set; }

    /// <summary>The pairs that were hit, in the order of keys: those with the greatest impact, where there are more than an event lists.</summary>
    public List<LocationCourse> Locations { get; init; } = [];

    /// <summary>Start of the first of the good windows in a row; null while there is none.</summary>
    public long? GoodSince { get; set; }

    /// <summary>Good windows in a row.</summary>
    public int GoodWindows { get; set; }

    /// <summary>Windows in a row since the end that are good beyond doubt.</summary>
    public int CalmWindows { get; set; }

    /// <summary>Whether people were told that it is going on.</summary>
    public bool IsOpeningTold { get; set; }

    /// <summary>Whether people were told that it is over.</summary>
    public bool IsEndTold { get; set; }

    /// <summary>Greatest impact on the monitor's traffic, percent.</summary>
    public double PeakImpact { get; set; } = -1;

    /// <summary>The score that goes with it.</summary>
    public double PeakScore { get; set; } = 100;

    /// <summary>Greatest number of pairs in a window that the list had no room for.</summary>
    public int Unlisted { get; set; }

    /// <summary>The pair of a local event.</summary>
    internal PairKey Pair => Locations[0].Key;

    /// <summary>Brings locations and figures up to the window.</summary>
    /// <param name="reading">The window.</param>
    /// <param name="hit">The pairs that belong to the event: those that are hit now, with the verdict that counts.</param>
    /// <param name="effectiveOf">The verdict that counts, for a pair that was hit before.</param>
    /// <param name="score">The overall or local score.</param>
    public void Advance(
        WindowReading reading, IReadOnlyList<HitPair> hit, Func<PairMeasurement, MetricMeasurement> effectiveOf, double score)
    {
        HealthMetric metric = Event.Metric;
        Dictionary<PairKey, LocationCourse> known = Locations.ToDictionary(location => location.Key);
        List<HitPair> more = [];
        double impact = 0;
        foreach (HitPair pair in hit)
        {
            impact += pair.Impact;
            if (known.Remove(pair.Row.Key, out LocationCourse? location))
            {
                location.Advance(pair.Row, pair.Effective, metric, reading);
            }
            else
            {
                more.Add(pair);
            }
        }
        foreach (LocationCourse location in known.Values)
        {
            if (reading.Window.TryFind(location.Key, out PairMeasurement row))
            {
                location.Advance(row, effectiveOf(row), metric, reading);
            }
            else
            {
                location.Lose();
            }
        }
        List(more, reading);
        if (impact > PeakImpact)
        {
            (PeakImpact, PeakScore) = (impact, score);
            Locations.ForEach(location => location.HealthAtPeak = location.Health);
        }
        Event = Event with { PercentOfTotalTrafficImpacted = impact, Score = score };
        Write(atPeak: false);
    }

    /// <summary>Ends the event: from here on its figures are those of its worst window.</summary>
    public void End(long endedAt, ClosingReason reason)
    {
        Event = Event with
        {
            // A back-dated start never lies behind the end, as both are starts of windows and the first good one follows a bad one; held all the same.
            EndedAt = Math.Max(endedAt, Event.StartedAt),
            Status = EventStatus.Resolved,
            ClosedBecause = reason,
            PercentOfTotalTrafficImpacted = Math.Max(PeakImpact, 0),
            Score = PeakScore,
        };
        (CalmWindows, GoodSince, GoodWindows) = (0, null, 0);
        Write(atPeak: true);
    }

    /// <summary>The drop is back.</summary>
    public void Reactivate()
    {
        Event = Event with { EndedAt = null, Status = EventStatus.Active, ClosedBecause = null };
        IsEndTold = false;
    }

    /// <summary>Takes an explanation over that was found later; false where it says nothing about this event.</summary>
    public bool Amend(Blame blame, PairTable pairs, EventFacts facts)
    {
        bool isTaken = false;
        foreach (LocationCourse location in Locations)
        {
            int pair = pairs.Find(location.CityNetwork.Id, location.ServiceLocation);
            isTaken |= pair >= 0 && blame.Pairs.AsSpan().BinarySearch(pair) >= 0 && location.Take(blame, pairs[pair], facts);
        }
        if (isTaken)
        {
            Write(atPeak: Event.Status == EventStatus.Resolved);
        }
        return isTaken;
    }

    /// <summary>Writes locations, explanations, reason and action anew.</summary>
    public void Write(bool atPeak)
    {
        HealthMetric metric = Event.Metric;
        ImpactedLocation[] locations = [.. Locations.Select(location => location.ToLocation(metric, atPeak))];
        Array.Sort(locations, (left, right) => ByImpact(left, right, metric));
        Event = Event with { ImpactedLocations = [.. locations], LocationCount = locations.Length + Unlisted, Blames = BlamesOf(metric, atPeak) };
        Event = Event with { Reason = EventSentences.ReasonOf(Event), Action = ActionAdvisor.For(Event) };
    }

    /// <summary>Whether the event says something that was not handed out yet. Mere figures move in every window; they count every five minutes.</summary>
    public bool HasNews(bool figuresCount)
    {
        if (Published is not { } before || before.Status != Event.Status || before.LocationCount != Event.LocationCount
            || !before.Blames.SequenceEqual(Event.Blames, SameBlame.Instance))
        {
            return true;
        }
        Dictionary<PairKey, ImpactedLocation> published = before.ImpactedLocations.ToDictionary(location => location.Key);
        return Event.ImpactedLocations.Any(location =>
            !published.TryGetValue(location.Key, out ImpactedLocation? was) || was.Status != location.Status || !Equals(was.CausedBy, location.CausedBy)
            || (figuresCount && was.InternetHealth != location.InternetHealth));
    }

    /// <summary>Adds pairs to the list; where there is no room for all, those with the greatest impact now or in the worst window stay.</summary>
    private void List(List<HitPair> more, WindowReading reading)
    {
        HealthMetric metric = Event.Metric;
        more.Sort((left, right) => right.Impact != left.Impact ? right.Impact.CompareTo(left.Impact) : left.Row.Key.CompareTo(right.Row.Key));
        foreach (HitPair pair in more.Take(HealthEventTracker.LocationLimit))
        {
            LocationCourse location = NewLocation(pair.Row, reading);
            location.Advance(pair.Row, pair.Effective, metric, reading);
            Locations.Add(location);
        }
        int unlisted = Math.Max(0, more.Count - HealthEventTracker.LocationLimit);
        if (Locations.Count > HealthEventTracker.LocationLimit)
        {
            Locations.Sort((left, right) =>
                left.RankOf(metric) != right.RankOf(metric) ? right.RankOf(metric).CompareTo(left.RankOf(metric)) : left.Key.CompareTo(right.Key));
            unlisted += Locations.Count - HealthEventTracker.LocationLimit;
            Locations.RemoveRange(HealthEventTracker.LocationLimit, Locations.Count - HealthEventTracker.LocationLimit);
        }
        Unlisted = Math.Max(Unlisted, unlisted);
        Locations.Sort((left, right) => left.Key.CompareTo(right.Key));
    }

    private static LocationCourse NewLocation(in PairMeasurement row, WindowReading reading) => new()
    {
        CityNetwork = reading.Map.Pairs[row.Pair].CityNetwork,
        ServiceLocation = row.Key.ServiceLocation,
        Ipv4Prefixes = reading.Facts.Ipv4Prefixes(row.Key.CityNetwork),
        HitSince = reading.Window.WindowStart,
    };

    private static int ByImpact(ImpactedLocation left, ImpactedLocation right, HealthMetric metric)
    {
        double leftImpact = left.InternetHealth.Of(metric)?.PercentOfTotalTrafficImpacted ?? 0;
        double rightImpact = right.InternetHealth.Of(metric)?.PercentOfTotalTrafficImpacted ?? 0;
        int order = rightImpact.CompareTo(leftImpact);
        return order != 0 ? order : left.Key.CompareTo(right.Key);
    }

    private ImmutableArray<EventBlame> BlamesOf(HealthMetric metric, bool atPeak)
    {
        double ImpactOf(LocationCourse location) => atPeak
            ? location.HealthAtPeak?.Of(metric)?.PercentOfTotalTrafficImpacted ?? 0
            : location.ImpactOf(metric);
        double total = Locations.Sum(ImpactOf);
        return
        [
            .. Locations.Where(location => location.Blame is not null)
                .GroupBy(location => (location.Blame!.Verdict, location.Blame.Cause, location.Blame.Element))
                .Select(group => group.First().Blame! with { ShareOfImpact = total > 0 ? group.Sum(ImpactOf) / total : 0 })
                .OrderByDescending(blame => blame.ShareOfImpact).ThenByDescending(blame => blame.Verdict).ThenBy(blame => blame.Element),
        ];
    }

    private sealed class SameBlame : IEqualityComparer<EventBlame>
    {
        public static SameBlame Instance { get; } = new();

        public bool Equals(EventBlame? x, EventBlame? y) => x is not null && x.SaysTheSameAs(y);

        public int GetHashCode(EventBlame blame) => (int)blame.Element.Kind;
    }
}
