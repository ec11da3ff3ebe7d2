using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>One pair over the course of an event.</summary>
internal sealed class LocationCourse
{
    /// <summary>Who is hit.</summary>
    public required CityNetwork CityNetwork { get; init; }

    /// <summary>Where they are answered.</summary>
    public required string ServiceLocation { get; init; }

    /// <summary>Some of their prefixes.</summary>
    public required ImmutableArray<string> Ipv4Prefixes { get; init; }

    /// <summary>Start of the first window in which it was hit.</summary>
    public required long HitSince { get; init; }

    /// <summary>End of the last window in which it was hit.</summary>
    public long HitUntil { get; set; }

    /// <summary>Lowest score in the event.</summary>
    public double LowestScore { get; set; } = 100;

    /// <summary>Whether it is hit now.</summary>
    public bool IsHit { get; set; }

    /// <summary>Figures of now.</summary>
    public InternetHealth Health { get; set; } = new(null, null, null);

    /// <summary>Figures of the event's worst window; null where it was not yet part of the event then.</summary>
    public InternetHealth? HealthAtPeak { get; set; }

    /// <summary>What is usual here.</summary>
    public UsualTimes? Usual { get; set; }

    /// <summary>The explanation.</summary>
    public EventBlame? Blame { get; set; }

    /// <summary>The networks that it names.</summary>
    public NetworkImpairment? CausedBy { get; set; }

    /// <summary>The latest test that was certain of the drop.</summary>
    public Evidence? Evidence { get; set; }

    /// <summary>Who and where.</summary>
    internal PairKey Key => new(CityNetwork.Id, ServiceLocation);

    /// <summary>Takes a window into account.</summary>
    /// <param name="row">The pair's measured row.</param>
    /// <param name="effective">The verdict that counts: the row's, or one that is held.</param>
    /// <param name="metric">What the event is about.</param>
    /// <param name="reading">The window.</param>
    public void Advance(in PairMeasurement row, in MetricMeasurement effective, HealthMetric metric, WindowReading reading)
    {
        IsHit = effective.Drop > 0;
        HealthFigures? own = Figures(effective, row.PercentOfTotalTraffic);
        Health = metric == HealthMetric.Availability
            ? new(own, Figures(row.Performance, row.PercentOfTotalTraffic), row.Rtt)
            : new(Figures(row.Availability, row.PercentOfTotalTraffic), own, row.Rtt);
        if (!IsHit)
        {
            return;
        }
        HitUntil = reading.Window.WindowEnd;
        LowestScore = Math.Min(LowestScore, effective.Score ?? 100);
        if (row.Pair < 0)
        {
            return;
        }
        Usual = reading.Facts.UsualRoundTripTime(row.Pair, reading.Window.WindowStart) ?? Usual;
        Evidence = Better(Evidence, reading.EvidenceOf(row.Pair, metric));
        if (reading.BlameOf(row.Pair, metric) is { } blame)
        {
            Take(blame, reading.Map.Pairs[row.Pair], reading.Facts);
        }
    }

    /// <summary>There is no traffic now, nor was there any in the hour before the event: the location has no part in the impact, and no figures.</summary>
    public void Lose() => (IsHit, Health) = (false, new(null, null, null));

    /// <summary>Takes an explanation over. One that names somebody is not forgotten for one that does not: votes thin out as a fault ends.</summary>
    public bool Take(Blame blame, Pair pair, EventFacts facts)
    {
        if (Blame is { Verdict: BlameVerdict.Blamed } && blame.Verdict != BlameVerdict.Blamed)
        {
            return false;
        }
        Blame = new(blame.Verdict, blame.Cause, blame.Element, blame.Confidence, blame.Suspects, 0);
        CausedBy = Impairments.Of(Blame, pair, facts);
        return true;
    }

    /// <summary>The part of the event's impact that lies here, percent of the monitor's traffic.</summary>
    public double ImpactOf(HealthMetric metric) => IsHit ? Health.Of(metric)?.PercentOfTotalTrafficImpacted ?? 0 : 0;

    /// <summary>The impact that gives the location its place in a full list: the greater of now and of the worst window.</summary>
    public double RankOf(HealthMetric metric) => Math.Max(ImpactOf(metric), HealthAtPeak?.Of(metric)?.PercentOfTotalTrafficImpacted ?? 0);

    /// <summary>The location as the event tells it.</summary>
    public ImpactedLocation ToLocation(HealthMetric metric, bool atPeak) => new()
    {
        CityNetwork = CityNetwork.Id,
        ServiceLocation = ServiceLocation,
        AsName = CityNetwork.NetworkName,
        AsNumber = CityNetwork.Asn,
        Country = CityNetwork.Country,
        CountryCode = CityNetwork.CountryCode,
        Subdivision = CityNetwork.Subdivision,
        Metro = CityNetwork.Metro,
        City = CityNetwork.City,
        Latitude = double.IsNaN(CityNetwork.Latitude) ? null : CityNetwork.Latitude,
        Longitude = double.IsNaN(CityNetwork.Longitude) ? null : CityNetwork.Longitude,
        Status = IsHit ? EventStatus.Active : EventStatus.Resolved,
        InternetHealth = atPeak ? HealthAtPeak ?? Unhit(Health, metric) : Health,
        CausedBy = CausedBy,
        Blamed = Blame is { Verdict: BlameVerdict.Blamed } ? Blame.Element : null,
        Ipv4Prefixes = Ipv4Prefixes,
        HitSince = HitSince,
        HitUntil = HitUntil,
        LowestScore = LowestScore,
        UsualRoundTripTime = Usual,
        Evidence = Evidence,
    };

    /// <summary>The test to tell: the latest that was certain by itself. A window that goes on with a drop need not be, and as a fault ends it says next to nothing.</summary>
    private static Evidence? Better(Evidence? known, Evidence? latest) =>
        latest is not null && (known is null || latest.PValue < latest.SignificanceLevel || latest.PValue <= known.PValue) ? latest : known;

    /// <summary>In the worst window this location was not hit yet, so it had no part in that impact.</summary>
    private static InternetHealth Unhit(InternetHealth health, HealthMetric metric) => metric == HealthMetric.Availability
        ? health with { Availability = new(100, 0, 0) }
        : health with { Performance = new(100, 0, 0) };

    private static HealthFigures? Figures(in MetricMeasurement measurement, double percentOfTotalTraffic) => measurement.Score is { } score
        ? new(score, percentOfTotalTraffic * measurement.Drop, 100 * measurement.Drop)
        : null;
}
