using System.Runtime.InteropServices;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Proposes the elements that could explain what is not explained yet, weighs them and gives the best. What is weighed once is not weighed again until one of its
/// pairs is explained.
/// </summary>
internal sealed class SuspectFinder
{
    /// <summary>An element of more pairs than this needs more than one drop to be suspected: with one, its good pairs would outvote it anyway.</summary>
    private const int FewPairs = 48;

    /// <summary>Drops from which a wide element is suspected.</summary>
    private const int FewestSeedsOfWide = 3;

    /// <summary>Members of an aggregate whose elements are looked at: those that stand out most.</summary>
    private const int MostSuspiciousMembers = 200;

    /// <summary>Elements that an aggregate proposes at most.</summary>
    private const int MostProposals = 16;

    private readonly ChannelEvidence _evidence;
    private readonly SuspectWeigher _weigher;
    private readonly Dictionary<ElementKey, Suspicion> _weighed = [];
    private readonly Dictionary<ElementKey, Dictionary<(DropHypothesis, long, OpeningPath), Suspicion>> _weighedForAggregates = [];
    private readonly List<ElementKey> _keys = [];

    public SuspectFinder(ChannelEvidence evidence, SuspectWeigher weigher)
    {
        _evidence = evidence;
        _weigher = weigher;
    }

    /// <summary>All that could explain any of these, the best first.</summary>
    public List<Suspicion> Find(IReadOnlyList<Seed> seeds, IReadOnlyList<AggregateSeed> aggregates, HashSet<int> explained)
    {
        Dictionary<ElementKey, List<Seed>> bySeeds = Group(seeds);
        Dictionary<ElementKey, Suspicion> found = [];
        foreach ((ElementKey key, List<Seed> own) in bySeeds)
        {
            if (own.Count >= FewestSeedsOfWide || _evidence.Members(key).Length <= FewPairs)
            {
                found.Add(key, Weighed(key, own, explained));
            }
        }
        foreach (AggregateSeed aggregate in aggregates)
        {
            foreach (ElementKey key in Proposals(aggregate, explained))
            {
                Suspicion suspicion = Weighed(key, aggregate, explained);
                Suspicion? other = found.GetValueOrDefault(key);
                OpeningPath openedBy = suspicion.OpenedBy != OpeningPath.None ? suspicion.OpenedBy : other?.OpenedBy ?? OpeningPath.None;
                suspicion = other is null || suspicion.Score > other.Score ? suspicion : other;
                suspicion.OpenedBy = openedBy;
                found[key] = suspicion;
            }
        }
        List<Suspicion> suspicions = [.. found.Values.Where(IsPlausible)];
        suspicions.Sort(Compare);
        return suspicions;
    }

    /// <summary>Forgets what was weighed with pairs that are explained now.</summary>
    public void Forget(ReadOnlySpan<int> pairs)
    {
        if (pairs.Length > MostSuspiciousMembers * 8)
        {
            _weighed.Clear();
            _weighedForAggregates.Clear();
            return;
        }
        foreach (int pair in pairs)
        {
            _evidence.Index.KeysOf(pair, _keys);
            foreach (ElementKey key in _keys)
            {
                _weighed.Remove(key);
                _weighedForAggregates.Remove(key);
            }
        }
        foreach (ElementKey key in _evidence.StrataKeys)
        {
            _weighed.Remove(key);
            _weighedForAggregates.Remove(key);
        }
    }

    /// <summary>A place is several networks that share nothing else, and so is a transit network or a location: one network alone is itself the better word.</summary>
    private bool IsPlausible(Suspicion suspicion) => suspicion.Key.Kind switch
    {
        // Without strata that differ from their sisters, a zone is only another word for its location.
        ElementKind.Zone or ElementKind.AddressFamily => _evidence.ContrastOf(suspicion.Key).Nats > 0,
        ElementKind.TransitAs or ElementKind.Country or ElementKind.Metro or ElementKind.City => suspicion.BadNetworks >= 2,
        ElementKind.ServiceLocation => suspicion.BadNetworks >= 2 || BlameChannels.IsService(_evidence.Channel),
        _ => true,
    };

    private int Compare(Suspicion left, Suspicion right)
    {
        int order = right.Score.CompareTo(left.Score);
        return order != 0 ? order : _evidence.Index.Name(left.Key).CompareTo(_evidence.Index.Name(right.Key));
    }

    private Suspicion Weighed(ElementKey key, List<Seed> seeds, HashSet<int> explained)
    {
        if (!_weighed.TryGetValue(key, out Suspicion? suspicion))
        {
            suspicion = _weigher.Weigh(key, seeds, explained);
            _weighed.Add(key, suspicion);
        }
        return suspicion;
    }

    /// <summary>A wide drop shows in many aggregates at once, which propose the same elements.</summary>
    private Suspicion Weighed(ElementKey key, AggregateSeed aggregate, HashSet<int> explained)
    {
        ref Dictionary<(DropHypothesis, long, OpeningPath), Suspicion>? known = ref CollectionsMarshal.GetValueRefOrAddDefault(_weighedForAggregates, key, out _);
        known ??= [];
        if (!known.TryGetValue((aggregate.Hypothesis, aggregate.Since, aggregate.OpenedBy), out Suspicion? suspicion))
        {
            suspicion = _weigher.Weigh(key, aggregate, explained);
            known.Add((aggregate.Hypothesis, aggregate.Since, aggregate.OpenedBy), suspicion);
        }
        return suspicion;
    }

    private Dictionary<ElementKey, List<Seed>> Group(IReadOnlyList<Seed> seeds)
    {
        Dictionary<ElementKey, List<Seed>> groups = [];
        foreach (Seed seed in seeds)
        {
            _evidence.Index.KeysOf(seed.Pair, _keys);
            foreach (ElementKey key in _keys)
            {
                Add(groups, key, seed);
            }
        }
        foreach (ElementKey key in _evidence.StrataKeys)
        {
            HashSet<int> members = [.. _evidence.Members(key)];
            foreach (Seed seed in seeds)
            {
                if (members.Contains(seed.Pair))
                {
                    Add(groups, key, seed);
                }
            }
        }
        return groups;
    }

    private static void Add(Dictionary<ElementKey, List<Seed>> groups, ElementKey key, Seed seed)
    {
        ref List<Seed>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(groups, key, out _);
        (list ??= []).Add(seed);
    }

    /// <summary>The aggregate itself, and the elements that its most suspicious pairs have in common.</summary>
    private IEnumerable<ElementKey> Proposals(AggregateSeed aggregate, HashSet<int> explained)
    {
        List<(int Pair, double Nats)> members = [];
        foreach (int pair in aggregate.Pairs)
        {
            if (!explained.Contains(pair))
            {
                members.Add((pair, _evidence.Nats(pair, aggregate.Hypothesis, aggregate.Since, mayBePartial: true)));
            }
        }
        Dictionary<ElementKey, double> sums = [];
        foreach ((int pair, double nats) in members.OrderByDescending(member => member.Nats).Take(MostSuspiciousMembers).Where(member => member.Nats > 0))
        {
            _evidence.Index.KeysOf(pair, _keys);
            foreach (ElementKey key in _keys)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += nats;
            }
        }
        IEnumerable<ElementKey> proposed = sums
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => _evidence.Index.Name(entry.Key))
            .Take(MostProposals)
            .Select(entry => entry.Key);
        return proposed.Concat(_evidence.StrataKeys.Where(key => key.Location == aggregate.Key.Location)).Append(aggregate.Key).Distinct();
    }
}
