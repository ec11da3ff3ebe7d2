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
    private readonly Dictionary<ElementKey, List<Seed>> _seeds = [];
    private readonly Dictionary<ElementKey, Suspicion?> _weighed = [];
    private readonly Dictionary<ElementKey, Dictionary<(DropHypothesis, long, OpeningPath), Suspicion>> _weighedForAggregates = [];

    public SuspectFinder(ChannelEvidence evidence, SuspectWeigher weigher)
    {
        _evidence = evidence;
        _weigher = weigher;
    }

    /// <summary>Takes over the drops that are to be explained.</summary>
    public void Begin(IReadOnlyList<Seed> seeds)
    {
        foreach (Seed seed in seeds)
        {
            foreach (ElementKey key in _evidence.Index.KeysOf(seed.Pair))
            {
                Add(key, seed);
            }
        }
        foreach (ElementKey key in _evidence.StrataKeys)
        {
            PairSet members = _evidence.NewSet();
            members.Add(_evidence.Members(key));
            foreach (Seed seed in seeds)
            {
                if (members.Contains(seed.Pair))
                {
                    Add(key, seed);
                }
            }
        }
    }

    /// <summary>All that could explain any of the drops that are not explained, and of these aggregates, the best first.</summary>
    public List<Suspicion> Find(IReadOnlyList<AggregateSeed> aggregates, PairSet explained)
    {
        Dictionary<ElementKey, Suspicion> found = [];
        foreach ((ElementKey key, List<Seed> all) in _seeds)
        {
            if (Weighed(key, all, explained) is { } suspicion)
            {
                found.Add(key, suspicion);
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

    /// <summary>Forgets what was weighed with these pairs: they are explained now, or no longer.</summary>
    public void Forget(ReadOnlySpan<int> pairs)
    {
        if (pairs.Length <= FewPairs)
        {
            foreach (int pair in pairs)
            {
                foreach (ElementKey key in _evidence.Index.KeysOf(pair))
                {
                    Forget(key);
                }
            }
            foreach (ElementKey key in _evidence.StrataKeys)
            {
                Forget(key);
            }
            return;
        }
        PairSet changed = _evidence.NewSet();
        changed.Add(pairs);
        foreach (ElementKey key in _weighed.Keys.Union(_weighedForAggregates.Keys).ToArray())
        {
            if (changed.ContainsAny(_evidence.Members(key)))
            {
                Forget(key);
            }
        }
    }

    private void Forget(ElementKey key)
    {
        _weighed.Remove(key);
        _weighedForAggregates.Remove(key);
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

    /// <summary>The element as explanation of its drops that are not explained; null where they are too few to suspect it.</summary>
    private Suspicion? Weighed(ElementKey key, List<Seed> all, PairSet explained)
    {
        if (!_weighed.TryGetValue(key, out Suspicion? suspicion))
        {
            List<Seed> open = all.FindAll(seed => !explained.Contains(seed.Pair));
            bool isSuspected = (open.Count >= FewestSeedsOfWide || (open.Count > 0 && _evidence.Members(key).Length <= FewPairs)) && !IsRuledOut(key, SuspectWeigher.Fit(open, _evidence));
            suspicion = isSuspected ? _weigher.Weigh(key, open, explained) : null;
            _weighed.Add(key, suspicion);
        }
        return suspicion;
    }

    /// <summary>
    /// Whether nobody needs to be asked: half of the share would have shown in the sum of a wide element, which shows no drop, or a zone does no worse than its sisters. An
    /// explanation that lasts is asked again, as what it holds is left out of the tests.
    /// </summary>
    private bool IsRuledOut(ElementKey key, DropHypothesis hypothesis) => key.Kind is ElementKind.Zone or ElementKind.AddressFamily
        ? _evidence.ContrastOf(key).Nats <= 0
        : hypothesis.Share / 2 >= _evidence.SoundFrom(key) && !_weigher.Lasts(key);

    /// <summary>A wide drop shows in many aggregates at once, which propose the same elements.</summary>
    private Suspicion Weighed(ElementKey key, AggregateSeed aggregate, PairSet explained)
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

    private void Add(ElementKey key, Seed seed)
    {
        ref List<Seed>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_seeds, key, out _);
        (list ??= []).Add(seed);
    }

    /// <summary>The aggregate itself, and the elements that its most suspicious pairs have in common.</summary>
    private IEnumerable<ElementKey> Proposals(AggregateSeed aggregate, PairSet explained)
    {
        Dictionary<ElementKey, double> sums = [];
        foreach ((int pair, double nats) in MostSuspicious(aggregate, explained))
        {
            foreach (ElementKey key in _evidence.Index.KeysOf(pair))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(sums, key, out _) += nats;
            }
        }
        List<KeyValuePair<ElementKey, double>> ordered = [.. sums];
        ordered.Sort((left, right) =>
        {
            int order = right.Value.CompareTo(left.Value);
            return order != 0 ? order : _evidence.Index.Name(left.Key).CompareTo(_evidence.Index.Name(right.Key));
        });
        return ordered
            .Take(MostProposals)
            .Select(entry => entry.Key)
            .Concat(_evidence.StrataKeys.Where(key => key.Location == aggregate.Key.Location))
            .Append(aggregate.Key)
            .Distinct()
            .Where(key => !IsRuledOut(key, aggregate.Hypothesis));
    }

    private List<(int Pair, double Nats)> MostSuspicious(AggregateSeed aggregate, PairSet explained)
    {
        NatsColumn column = _evidence.Column(aggregate.Hypothesis, aggregate.Since, NatsMode.Partial);
        List<(int Pair, double Nats, int Place)> members = [];
        for (int place = 0; place < aggregate.Pairs.Length; place++)
        {
            int pair = aggregate.Pairs[place];
            if (!explained.Contains(pair) && column.OfPair(pair) is double nats and > 0)
            {
                members.Add((pair, nats, place));
            }
        }
        members.Sort((left, right) => left.Nats != right.Nats ? right.Nats.CompareTo(left.Nats) : left.Place.CompareTo(right.Place));
        return [.. members.Take(MostSuspiciousMembers).Select(member => (member.Pair, member.Nats))];
    }
}
