using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Core.Attribution;
using Isobar.Core.Scoring;

namespace Isobar.Core.Events;

/// <summary>
/// The weather map: which client locations have a problem, independent of monitors (spec 6.12). There is no static threshold: a problem is a drop below the
/// expected that is certain enough for an event. What is the service's own fault is no weather and is left out.
/// </summary>
public sealed class InternetEventTracker
{
    private const int FormatVersion = 1;

    private static readonly HealthMetric[] s_metrics = [HealthMetric.Availability, HealthMetric.Performance];

    private readonly InternetEventRules _rules;
    private readonly SortedDictionary<(CityNetworkId, HealthMetric), InternetEventCourse> _open = [];
    private readonly List<InternetEventCourse> _ended = [];
    private long? _refreshedAt;

    /// <param name="rules">What the map shows.</param>
    public InternetEventTracker(InternetEventRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _rules = rules;
    }

    /// <summary>What the map shows, in the order of start and id.</summary>
    public IReadOnlyList<InternetEvent> Map =>
        [.. Courses.Where(course => course.Shown is not null).Select(course => course.Shown!).OrderBy(one => one.StartedAt).ThenBy(one => one.EventId, StringComparer.Ordinal)];

    private IEnumerable<InternetEventCourse> Courses => _ended.Concat(_open.Values);

    /// <summary>Takes a window into account. Windows come in the order of time, each once.</summary>
    /// <param name="map">The health of all pairs.</param>
    /// <param name="blames">Who is blamed for which pairs.</param>
    /// <param name="topTalkers">The client locations with most traffic, as <see cref="InternetEventRules.TopTalkers"/> says.</param>
    /// <returns>What changed on the map: nothing but at a refresh.</returns>
    public IReadOnlyList<InternetEventChange> Advance(HealthMap map, IReadOnlyList<Blame> blames, IReadOnlySet<CityNetworkId> topTalkers)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(blames);
        ArgumentNullException.ThrowIfNull(topTalkers);
        long end = map.WindowStart + map.WindowSeconds;
        foreach (HealthMetric metric in s_metrics)
        {
            SortedDictionary<CityNetworkId, ClientHealth> clients = ClientsOf(map, blames, metric);
            foreach ((CityNetworkId id, ClientHealth client) in clients)
            {
                if (client.IsHit && (client.IsOpened || _open.ContainsKey((id, metric)) || FindEnded(id, metric, map.WindowStart) is not null))
                {
                    InternetEventCourse course = Open(map, id, metric, client);
                    course.SeenUntil = end;
                    course.IsTopTalker |= topTalkers.Contains(id);
                }
            }
            foreach (InternetEventCourse course in _open.Values.Where(course => course.Metric == metric && course.SeenUntil < end).ToArray())
            {
                bool isGood = clients.TryGetValue(course.ClientLocation.Id, out ClientHealth client) && client.IsKnown;
                if (isGood || end - course.SeenUntil >= _rules.NoDataSeconds)
                {
                    course.EndedAt = isGood ? map.WindowStart : course.SeenUntil;
                    _open.Remove((course.ClientLocation.Id, metric));
                    _ended.Add(course);
                }
            }
        }
        return Refresh(end);
    }

    /// <summary>Writes everything that the tracker remembers.</summary>
    public byte[] Save() => JsonSerializer.SerializeToUtf8Bytes(
        new InternetTrackerState(FormatVersion, _refreshedAt, [.. _ended, .. _open.Values]), EventJson.Default.InternetTrackerState);

    /// <summary>Goes on from what <see cref="Save"/> wrote.</summary>
    /// <param name="saved">The written state.</param>
    /// <param name="rules">What the map shows.</param>
    /// <exception cref="FormatException">The bytes are not a state of a known version.</exception>
    public static InternetEventTracker Restore(ReadOnlySpan<byte> saved, InternetEventRules rules)
    {
        InternetTrackerState? state;
        try
        {
            state = JsonSerializer.Deserialize(saved, EventJson.Default.InternetTrackerState);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The state of internet events cannot be read: {fault.Message}", fault);
        }
        if (state is not { Version: FormatVersion })
        {
            throw new FormatException($"The state of internet events has version {state?.Version}, expected {FormatVersion}: it was written by another release.");
        }
        InternetEventTracker tracker = new(rules) { _refreshedAt = state.RefreshedAt };
        foreach (InternetEventCourse course in state.Courses)
        {
            if (course.EndedAt is null)
            {
                tracker._open.Add((course.ClientLocation.Id, course.Metric), course);
            }
            else
            {
                tracker._ended.Add(course);
            }
        }
        return tracker;
    }

    /// <summary>Each client location over all service locations: one drop that is not the service's own makes it hit.</summary>
    /// <remarks>Only those that are hit or have an open event: half a million others would be sorted in vain.</remarks>
    private SortedDictionary<CityNetworkId, ClientHealth> ClientsOf(HealthMap map, IReadOnlyList<Blame> blames, HealthMetric metric)
    {
        HashSet<CityNetworkId> awaited = [.. _open.Keys.Where(key => key.Item2 == metric).Select(key => key.Item1)];
        HashSet<int> own = [.. blames
            .Where(blame => blame.Metric == metric && blame.Verdict == BlameVerdict.Blamed && blame.Cause is Cause.Service or Cause.ServiceLocation)
            .SelectMany(blame => blame.Pairs)];
        HashSet<int> opened = [.. map.Elements
            .Where(element => element.Metric == metric && element.Health.OpenedBy != OpeningPath.None).SelectMany(element => element.Pairs)];
        SortedDictionary<CityNetworkId, ClientHealth> clients = [];
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        for (int pair = 0; pair < health.Length; pair++)
        {
            MetricHealth now = health[pair].Of(metric);
            if (now.State is not (HealthState.Ok or HealthState.Drop) || (now.State == HealthState.Ok && awaited.Count == 0))
            {
                continue;
            }
            CityNetworkId id = map.Pairs[pair].CityNetwork.Id;
            if (now.State == HealthState.Ok && !awaited.Contains(id))
            {
                continue;
            }
            ClientHealth client = clients.GetValueOrDefault(id);
            client.IsKnown = true;
            if (now.State == HealthState.Drop && !own.Contains(pair))
            {
                bool isOpened = now.OpenedBy != OpeningPath.None || (now.Source != ElementKind.Pair && opened.Contains(pair));
                long since = now.Since > 0 ? Math.Min(now.Since, map.WindowStart) : map.WindowStart;
                client.Since = client.IsHit ? Math.Min(client.Since, since) : since;
                client.IsHit = true;
                client.IsOpened |= isOpened;
                client.Pair = pair;
            }
            clients[id] = client;
        }
        return clients;
    }

    private InternetEventCourse Open(HealthMap map, CityNetworkId id, HealthMetric metric, ClientHealth client)
    {
        if (_open.TryGetValue((id, metric), out InternetEventCourse? course))
        {
            return course;
        }
        course = FindEnded(id, metric, map.WindowStart);
        if (course is not null)
        {
            _ended.Remove(course);
            course.EndedAt = null;
        }
        else
        {
            // A run of drops may outlast an event that closed for want of data.
            long start = _ended.Where(ended => ended.ClientLocation.Id == id && ended.Metric == metric)
                .Select(ended => ended.EndedAt!.Value).Append(client.Since).Max();
            course = new()
            {
                EventId = InternetEventIds.Of(id, metric, start),
                ClientLocation = map.Pairs[client.Pair].CityNetwork,
                Metric = metric,
                StartedAt = start,
            };
        }
        _open.Add((id, metric), course);
        return course;
    }

    private InternetEventCourse? FindEnded(CityNetworkId id, HealthMetric metric, long windowStart) => _ended.FindLast(course =>
        course.ClientLocation.Id == id && course.Metric == metric && windowStart - course.EndedAt <= _rules.ReactivationSeconds);

    /// <summary>At each mark of the grid that has passed, the map takes over what is long enough; what is old leaves it at any time.</summary>
    private List<InternetEventChange> Refresh(long now)
    {
        List<InternetEventChange> changes = [];
        long mark = (long)Math.Floor(now / (double)_rules.RefreshSeconds) * _rules.RefreshSeconds;
        bool isDue = _refreshedAt is { } last ? mark > last : mark == now;
        _refreshedAt = mark;
        foreach (InternetEventCourse course in Courses.OrderBy(course => course.StartedAt).ThenBy(course => course.EventId, StringComparer.Ordinal))
        {
            bool isOld = now - course.EndedAt >= _rules.KeptSeconds;
            bool isWorthShowing = course.IsTopTalker && course.Seconds >= _rules.MinimumSeconds;
            if (isOld && course.Shown is not null)
            {
                changes.Add(new(course.Shown, IsRemoved: true));
            }
            else if (isDue && !isOld && isWorthShowing && course.ToEvent() != course.Shown)
            {
                course.Shown = course.ToEvent();
                changes.Add(new(course.Shown, IsRemoved: false));
            }
        }
        // What is too short or no top talker's is remembered as long as it may come back, and until the next refresh has seen it.
        long forgotten = Math.Max(_rules.ReactivationSeconds, _rules.RefreshSeconds) + 1L;
        _ended.RemoveAll(course => now - course.EndedAt >= (course.Shown is null ? forgotten : _rules.KeptSeconds));
        return changes;
    }

    /// <summary>A client location in one window.</summary>
    private struct ClientHealth
    {
        /// <summary>Whether any of its pairs has a verdict.</summary>
        public bool IsKnown;

        /// <summary>Whether one of them has a drop that is not the service's own.</summary>
        public bool IsHit;

        /// <summary>Whether that is certain enough for an event.</summary>
        public bool IsOpened;

        /// <summary>Start of the earliest of these drops.</summary>
        public long Since;

        /// <summary>Number of a pair that is hit.</summary>
        public int Pair;
    }
}
