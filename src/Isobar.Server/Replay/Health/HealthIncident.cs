using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// Health events that people read as one: overall events of one cause that follow one another closely, with the local ones inside them, or local ones of one metric at one time
/// with one explanation. A fault of a network with a hundred cities is one line, not a hundred.
/// </summary>
internal sealed class HealthIncident
{
    /// <summary>Overall events of one metric this close to one another are told as one: thin traffic is judged over spans of up to so many seconds.</summary>
    private const long CloseSeconds = 6 * 3600;

    /// <summary>One that names nobody and one that does are told as one only this close together.</summary>
    private const long NextSeconds = 3600;

    private readonly List<HealthEvent> _events;
    private readonly HashSet<PairKey> _pairs;

    private HealthIncident(HealthEvent first)
    {
        _events = [first];
        _pairs = [.. first.ImpactedLocations.Select(location => location.Key)];
    }

    /// <summary>The event that tells most: the overall one, or the local one with the greatest impact.</summary>
    public HealthEvent Lead => _events.MinBy(one => (one.IsLocal, -one.PercentOfTotalTrafficImpacted))!;

    /// <summary>Number of overall events in it.</summary>
    public int OverallCount => _events.Count - LocalCount;

    /// <summary>Number of local events in it.</summary>
    public int LocalCount => _events.Count(one => one.IsLocal);

    /// <summary>City-networks that were hit.</summary>
    public int CityNetworks => Math.Max(_events.Max(one => one.LocationCount), _pairs.Select(pair => pair.CityNetwork).Distinct().Count());

    /// <summary>Start of the first drop, Unix seconds; of overall events where there are any.</summary>
    public long StartedAt => Leading.Min(one => one.StartedAt);

    /// <summary>End of the last one; null where the input ends before.</summary>
    public long? EndedAt => Leading.Any(one => one.EndedAt is null) ? null : Leading.Max(one => one.EndedAt);

    /// <summary>Part of all traffic that was hit, percent: the greatest of overall events, or the sum of local ones.</summary>
    public double Impact => Lead.IsLocal ? Math.Min(_events.Sum(one => one.PercentOfTotalTrafficImpacted), 100) : Lead.PercentOfTotalTrafficImpacted;

    private IEnumerable<HealthEvent> Leading => _events.Where(one => one.IsLocal == Lead.IsLocal);

    /// <summary>All incidents: those with an overall event first, by time, then the others by impact.</summary>
    public static IReadOnlyList<HealthIncident> Of(IEnumerable<HealthEvent> events)
    {
        List<HealthIncident> incidents = [];
        foreach (HealthEvent one in events.OrderBy(one => one.IsLocal).ThenBy(one => one.StartedAt).ThenBy(one => one.EventId, StringComparer.Ordinal))
        {
            if (incidents.Find(incident => incident.Holds(one)) is { } holding)
            {
                holding._events.Add(one);
                holding._pairs.UnionWith(one.ImpactedLocations.Select(location => location.Key));
            }
            else
            {
                incidents.Add(new(one));
            }
        }
        return
        [
            .. incidents.OrderBy(incident => incident.Lead.IsLocal)
                .ThenBy(incident => incident.Lead.IsLocal ? -incident.Impact : incident.StartedAt).ThenBy(incident => incident.Lead.EventId, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether an event belongs here; overall ones come first, in the order of start.</summary>
    private bool Holds(HealthEvent other)
    {
        if (other.Metric != Lead.Metric)
        {
            return false;
        }
        if (!other.IsLocal)
        {
            return other.StartedAt <= (EndedAt ?? long.MaxValue - CloseSeconds) + CloseSeconds && HasCauseOf(other);
        }
        bool isAtOnce = other.StartedAt < (EndedAt ?? long.MaxValue) && StartedAt < (other.EndedAt ?? long.MaxValue);
        return isAtOnce && (Lead.IsLocal ? BlamedBy(other) is { } element && element == BlamedBy(Lead) : other.ImpactedLocations.Any(location => _pairs.Contains(location.Key)));
    }

    /// <summary>Whether two overall events are about one thing: the same is blamed, or, where one of them names nobody, the same places are hit.</summary>
    private bool HasCauseOf(HealthEvent other) => Named(Lead) is { } mine && Named(other) is { } theirs
        ? (mine.Cause, mine.Element) == (theirs.Cause, theirs.Element)
        : (Named(Lead) is null && Named(other) is null || other.StartedAt <= (EndedAt ?? long.MaxValue - NextSeconds) + NextSeconds)
            && other.ImpactedLocations.Any(location => _pairs.Contains(location.Key));

    private static EventBlame? Named(HealthEvent one) => one.Blames.FirstOrDefault() is { Verdict: BlameVerdict.Blamed } blame ? blame : null;

    private static NetworkElement? BlamedBy(HealthEvent one) =>
        one.Blames.FirstOrDefault() is { Verdict: BlameVerdict.Blamed, Element: { Kind: not ElementKind.Pair } element } ? element : null;
}
