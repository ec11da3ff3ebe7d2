using Isobar.Core.Attribution;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// Health events that people read as one: an overall event with the local ones inside it, or local ones of one metric at one time with one explanation. A fault of
/// a network with a hundred cities is one line, not a hundred.
/// </summary>
internal sealed class HealthIncident
{
    private readonly List<HealthEvent> _events;
    private readonly HashSet<PairKey> _pairs;

    private HealthIncident(HealthEvent first)
    {
        _events = [first];
        _pairs = [.. first.ImpactedLocations.Select(location => location.Key)];
    }

    /// <summary>The event that tells most: the overall one, or the local one with the greatest impact.</summary>
    public HealthEvent Lead => _events.MinBy(one => (one.IsLocal, -one.PercentOfTotalTrafficImpacted))!;

    /// <summary>Number of local events in it.</summary>
    public int LocalCount => _events.Count(one => one.IsLocal);

    /// <summary>City-networks that were hit.</summary>
    public int CityNetworks => Math.Max(Lead.LocationCount, _pairs.Select(pair => pair.CityNetwork).Distinct().Count());

    /// <summary>Start of the first drop, Unix seconds.</summary>
    public long StartedAt => _events.Min(one => one.StartedAt);

    /// <summary>End of the last one; null where the input ends before.</summary>
    public long? EndedAt => _events.Any(one => one.EndedAt is null) ? null : _events.Max(one => one.EndedAt);

    /// <summary>Part of all traffic that was hit, percent: the overall event's, or the sum of the local ones'.</summary>
    public double Impact => Lead.IsLocal ? _events.Sum(one => one.PercentOfTotalTrafficImpacted) : Lead.PercentOfTotalTrafficImpacted;

    /// <summary>All incidents: those with an overall event first, by time, then the others by impact.</summary>
    public static IReadOnlyList<HealthIncident> Of(IEnumerable<HealthEvent> events)
    {
        List<HealthIncident> incidents = [];
        foreach (HealthEvent one in events.OrderBy(one => one.IsLocal).ThenBy(one => one.StartedAt).ThenBy(one => one.EventId, StringComparer.Ordinal))
        {
            if (one.IsLocal && incidents.Find(incident => incident.Holds(one)) is { } holding)
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

    private bool Holds(HealthEvent local)
    {
        bool isAtOnce = local.StartedAt < (EndedAt ?? long.MaxValue) && StartedAt < (local.EndedAt ?? long.MaxValue);
        return isAtOnce && local.Metric == Lead.Metric
            && (Lead.IsLocal ? BlamedBy(local) is { } element && element == BlamedBy(Lead) : local.ImpactedLocations.Any(location => _pairs.Contains(location.Key)));
    }

    private static NetworkElement? BlamedBy(HealthEvent one) =>
        one.Blames.FirstOrDefault() is { Verdict: BlameVerdict.Blamed, Element: { Kind: not ElementKind.Pair } element } ? element : null;
}
