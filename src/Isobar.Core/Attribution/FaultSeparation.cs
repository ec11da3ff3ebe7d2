using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Separates simultaneous faults: the element that explains most is peeled off, and what is left is explained again. Where an element explains much but holds good
/// pairs too, it is asked whether several narrower ones explain more: a coarse element must add explanation.
/// </summary>
internal sealed class FaultSeparation
{
    /// <summary>Share of good votes inside from which narrower explanations are tried.</summary>
    private const double DoubtfulShare = 0.1;

    /// <summary>Coarse elements that are tried without at most.</summary>
    private const int MostExclusions = 3;

    /// <summary>A wide drop shows in hundreds of aggregates; the strongest propose its cause, and the rest are explained with it.</summary>
    private const int AggregatesAtOnce = 2;

    /// <summary>Votes from which good ones among them are no chance.</summary>
    private const int FewestVotesToDoubt = 8;

    /// <summary>What each further fault must bring beyond its own price, in nats: two faults at once are rarer than one.</summary>
    private const double FurtherFaultPrice = 4;

    /// <summary>An aggregate whose unexplained rest brings no more than this is explained.</summary>
    private const double RestNats = 6;

    private readonly ChannelEvidence _evidence;
    private readonly SuspectWeigher _weigher;
    private readonly SuspectFinder _finder;
    private readonly HashSet<ElementKey> _excluded = [];
    private readonly IReadOnlyDictionary<ElementKey, double> _lasting;

    /// <param name="evidence">The window.</param>
    /// <param name="lasting">Explanations of the windows before, with the weight of their evidence.</param>
    public FaultSeparation(ChannelEvidence evidence, IReadOnlyDictionary<ElementKey, double> lasting)
    {
        _evidence = evidence;
        _lasting = lasting;
        _weigher = new SuspectWeigher(evidence, lasting);
        _finder = new SuspectFinder(evidence, _weigher);
    }

    /// <summary>Weighs single elements.</summary>
    public SuspectWeigher Weigher => _weigher;

    /// <summary>The explanations of all drops, the weightiest first, each with the alternatives that were weighed for it.</summary>
    public List<Explanation> Explain(List<Seed> seeds, List<AggregateSeed> aggregates)
    {
        _finder.Begin(seeds);
        List<OpenAggregate> ordered = ByStrength(aggregates);
        List<Explanation> best = Peel(seeds, ordered);
        for (int tries = 0; tries < MostExclusions; tries++)
        {
            Explanation? doubtful = best.Find(IsDoubtful);
            if (doubtful is null)
            {
                return best;
            }
            _excluded.Add(doubtful.Suspicion.Key);
            List<Explanation> other = Peel(seeds, ordered);
            if (Total(other) <= Total(best))
            {
                return best;
            }
            best = other;
        }
        return best;
    }

    private bool IsDoubtful(Explanation explanation)
    {
        VoteCount inside = explanation.Suspicion.Inside;
        return !_lasting.ContainsKey(explanation.Suspicion.Key) && inside.Total >= FewestVotesToDoubt && inside.Total - inside.Bad > DoubtfulShare * inside.Total;
    }

    private static double Total(List<Explanation> explanations) => explanations.Sum(explanation => explanation.Suspicion.Score - FurtherFaultPrice);

    /// <summary>Aggregates by the evidence of their pairs, the strongest first.</summary>
    private List<OpenAggregate> ByStrength(List<AggregateSeed> aggregates)
    {
        List<OpenAggregate> ordered = [.. aggregates.Select(aggregate => new OpenAggregate(aggregate, _evidence.Nats(aggregate.Pairs, aggregate.Hypothesis, aggregate.Since)))];
        ordered.Sort((left, right) =>
        {
            int order = right.Nats.CompareTo(left.Nats);
            return order != 0 ? order : _evidence.Index.Name(left.Seed.Key).CompareTo(_evidence.Index.Name(right.Seed.Key));
        });
        return ordered;
    }

    private List<Explanation> Peel(List<Seed> allSeeds, List<OpenAggregate> allAggregates)
    {
        List<Seed> seeds = [.. allSeeds];
        List<OpenAggregate> aggregates = [.. allAggregates];
        PairSet explained = _evidence.NewSet();
        List<Explanation> explanations = [];
        while (seeds.Count + aggregates.Count > 0 && explanations.Count < _evidence.Settings.MostRounds)
        {
            List<Suspicion> suspicions = _finder.Find([.. aggregates.Take(AggregatesAtOnce).Select(aggregate => aggregate.Seed)], explained);
            Suspicion? first = suspicions.Find(suspicion => suspicion.Score > 0 && !_excluded.Contains(suspicion.Key));
            if (first is null)
            {
                if (aggregates.Count == 0)
                {
                    break;
                }
                // Nothing explains these: the next ones may have an explanation.
                aggregates.RemoveRange(0, Math.Min(aggregates.Count, AggregatesAtOnce));
                continue;
            }
            int[] members = [.. _evidence.Members(first.Key)];
            explanations.Add(new Explanation(first, [.. suspicions.Where(other => other != first).Take(_evidence.Settings.MostSuspects * 4)], members));
            explained.Add(first.Beyond.Count == 0 ? members : Array.FindAll(members, pair => !first.Beyond.Contains(pair)));
            _finder.Forget(members);
            seeds.RemoveAll(seed => explained.Contains(seed.Pair));
            RemoveExplained(aggregates, first.Key, members, explained);
        }
        _finder.Forget([.. explanations.SelectMany(explanation => explanation.Pairs)]);
        explanations.AddRange(seeds.Select(seed => Alone(seed, explained)));
        return explanations;
    }

    /// <summary>Takes out the aggregates of whose drop nothing is left once the pairs are out that have an explanation. Those that lost no pair are as before.</summary>
    private void RemoveExplained(List<OpenAggregate> aggregates, ElementKey first, int[] members, PairSet explained)
    {
        PairSet changed = _evidence.NewSet();
        changed.Add(members);
        for (int number = 0; number < aggregates.Count; number++)
        {
            OpenAggregate aggregate = aggregates[number];
            if (changed.ContainsAny(aggregate.Seed.Pairs))
            {
                aggregates[number] = aggregate with { Nats = NatsOfRest(aggregate.Seed, explained) };
            }
        }
        aggregates.RemoveAll(aggregate => aggregate.Seed.Key == first || aggregate.Nats <= RestNats);
    }

    private double NatsOfRest(AggregateSeed aggregate, PairSet explained)
    {
        NatsColumn column = _evidence.Column(aggregate.Hypothesis, aggregate.Since, NatsMode.Partial);
        double rest = 0;
        foreach (int pair in aggregate.Pairs)
        {
            rest += explained.Contains(pair) ? 0 : column.OfPair(pair);
        }
        return rest;
    }

    /// <summary>A drop that nothing else shares: the pair itself.</summary>
    private Explanation Alone(Seed seed, PairSet explained)
    {
        ElementKey key = new(ElementKind.Pair, _evidence.Index.LocationOf(seed.Pair), _evidence.Index.Table[seed.Pair].CityNetwork.Id.Value);
        return new(_weigher.Weigh(key, [seed], explained), [], [seed.Pair]);
    }

    /// <summary>An aggregate with the evidence of those of its pairs that have no explanation yet.</summary>
    private readonly record struct OpenAggregate(AggregateSeed Seed, double Nats);
}
