using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>Weighs one element: how well it explains the counts of all its pairs, and how they vote.</summary>
internal sealed class SuspectWeigher
{
    /// <summary>
    /// Part of the evidence so far by which an explanation of the windows before is preferred: the end of a fault, when half a window is good, is no new fault.
    /// </summary>
    private const double LastingPart = 0.2;

    private const double LeastLastingNats = 6;

    private readonly ChannelEvidence _evidence;
    private readonly IReadOnlyDictionary<ElementKey, double> _lasting;
    private readonly VoteCollector[] _votes;
    private readonly List<(int Pair, double Nats)>[] _beyond = [[], []];
    private readonly PairSet _inside;

    public SuspectWeigher(ChannelEvidence evidence, IReadOnlyDictionary<ElementKey, double> lasting)
    {
        _evidence = evidence;
        _lasting = lasting;
        _votes = [NewVotes(evidence), NewVotes(evidence)];
        _inside = evidence.NewSet();
    }

    private static VoteCollector NewVotes(ChannelEvidence evidence) => new(evidence.Settings.VoteNats, evidence.Index.NetworkCount, evidence.Index.CountryCount);

    /// <summary>Whether an element explains windows before this one.</summary>
    public bool Lasts(ElementKey key) => _lasting.ContainsKey(key);

    /// <summary>Weighs an element by what its seeds say happened. Pairs that an earlier explanation holds are no witnesses.</summary>
    public Suspicion Weigh(ElementKey key, IReadOnlyList<Seed> seeds, PairSet explained)
    {
        long since = MedianSince(seeds);
        return Weigh(key, Fit(seeds, _evidence), since, FirstSince(seeds, since), OpenedBy(seeds), explained);
    }

    /// <summary>Weighs an element by what an aggregate says happened.</summary>
    public Suspicion Weigh(ElementKey key, AggregateSeed aggregate, PairSet explained) =>
        Weigh(key, aggregate.Hypothesis, aggregate.Since, aggregate.Since, aggregate.OpenedBy, explained);

    private Suspicion Weigh(ElementKey key, DropHypothesis hypothesis, long since, long start, OpeningPath openedBy, PairSet explained)
    {
        // The drops that were found are the greater ones, so what they say of the share is too much where it is small: half of it is weighed too.
        DropHypothesis half = hypothesis with { Share = hypothesis.Share / 2 };
        ReadOnlySpan<DropHypothesis> hypotheses = half.IsPlausible(_evidence.Channel) ? [hypothesis, half] : [hypothesis];
        Span<double> sums = stackalloc double[hypotheses.Length];
        sums.Clear();
        Ask(key, hypotheses, since, explained, sums);
        int best = sums[^1] > sums[0] ? sums.Length - 1 : 0;
        VoteCollector chosen = _votes[best];
        Suspicion suspicion = new()
        {
            Key = key,
            Hypothesis = hypotheses[best],
            CountedSince = since,
            Since = start,
            OpenedBy = openedBy,
            Nats = sums[best],
            Inside = chosen.Count,
            BadNetworks = chosen.BadNetworks,
            BadCountries = chosen.BadCountries,
            Beyond = [.. _beyond[best].Select(entry => entry.Pair)],
        };
        if (key.Kind is ElementKind.Zone or ElementKind.AddressFamily)
        {
            StrataIndex.Contrast contrast = _evidence.ContrastOf(key);
            suspicion.Nats += contrast.Nats;
            suspicion.Inside = contrast.Inside;
            suspicion.Outside = contrast.Outside;
        }
        double lasting = _lasting.TryGetValue(key, out double before) ? Math.Max(LeastLastingNats, LastingPart * before) : 0;
        suspicion.Score = suspicion.Nats - Suspicion.Price(key) + (suspicion.Nats > 0 ? lasting : 0);
        return suspicion;
    }

    /// <summary>Sums the evidence of all pairs of an element for each hypothesis, and counts their votes.</summary>
    private void Ask(ElementKey key, ReadOnlySpan<DropHypothesis> hypotheses, long since, PairSet explained, Span<double> sums)
    {
        NatsColumn[] whole = new NatsColumn[hypotheses.Length], partial = new NatsColumn[hypotheses.Length];
        for (int number = 0; number < hypotheses.Length; number++)
        {
            _votes[number].Clear();
            _beyond[number].Clear();
            whole[number] = _evidence.Column(hypotheses[number], since, NatsMode.Whole);
            partial[number] = _evidence.Column(hypotheses[number], since, NatsMode.Partial);
        }
        SpanEvidence span = whole[0].Span;
        Span<int> strong = stackalloc int[hypotheses.Length];
        strong.Clear();
        ReadOnlySpan<ElementIndex.Traits> traits = _evidence.Index.AllTraits;
        ReadOnlySpan<int> members = _evidence.Members(key);
        _evidence.CountAsked(members.Length);
        foreach (int pair in members)
        {
            if (explained.Contains(pair))
            {
                continue;
            }
            int slot = span.SlotOf(pair);
            if (span[slot].IsEmpty)
            {
                continue;
            }
            bool mayBePartial = _evidence.Index.IsPartial(key, pair);
            NatsColumn[] columns = mayBePartial ? partial : whole;
            for (int number = 0; number < columns.Length; number++)
            {
                double nats = columns[number].Of(slot);
                if (nats >= _evidence.Settings.PairNatsLimit && key.Kind != ElementKind.Pair)
                {
                    strong[number]++;
                    if (_evidence.IsBeyond(pair, hypotheses[number], since, mayBePartial))
                    {
                        _beyond[number].Add((pair, nats));
                        continue;
                    }
                }
                sums[number] += nats;
                _votes[number].Add(traits[pair].Network, traits[pair].Country, nats);
            }
        }
        for (int number = 0; number < hypotheses.Length; number++)
        {
            // Where most of those that surely drop do so by more, it is the share that is taken too small: what thin pairs say of it is not much.
            if (_beyond[number].Count * 2 > strong[number])
            {
                TakeBack(number, traits, ref sums[number]);
            }
        }
    }

    private void TakeBack(int number, ReadOnlySpan<ElementIndex.Traits> traits, ref double sum)
    {
        foreach ((int pair, double nats) in _beyond[number])
        {
            sum += nats;
            _votes[number].Add(traits[pair].Network, traits[pair].Country, nats);
        }
        _beyond[number].Clear();
    }

    /// <summary>
    /// The votes of comparable pairs elsewhere: those of the same service locations for everything but a location itself, whose comparison are the other locations.
    /// Pairs of another drop that began at another time are left out: they are explained.
    /// </summary>
    public void AskOutside(Suspicion suspicion, Func<int, bool> isExplainedElsewhere)
    {
        if (suspicion.Key.Kind is ElementKind.Zone or ElementKind.AddressFamily)
        {
            suspicion.HasOutside = true;
            return;
        }
        int[] inside = [.. _evidence.Members(suspicion.Key)];
        _inside.Add(inside);
        VoteCollector votes = _votes[0];
        votes.Clear();
        NatsColumn column = _evidence.Column(suspicion.Hypothesis, suspicion.CountedSince, NatsMode.Whole);
        bool isLocation = suspicion.Key.Kind == ElementKind.ServiceLocation;
        HashSet<int> locations = [.. inside.Select(_evidence.Index.LocationOf)];
        for (int location = 0; location < _evidence.Index.LocationCount; location++)
        {
            if (locations.Contains(location) != isLocation)
            {
                AskOutside(suspicion, location, column, votes, isExplainedElsewhere);
            }
        }
        suspicion.Outside = votes.Count;
        _inside.Remove(inside);
    }

    private void AskOutside(Suspicion suspicion, int location, NatsColumn column, VoteCollector votes, Func<int, bool> isExplainedElsewhere)
    {
        int asked = 0, most = votes.Count.Total + _evidence.Settings.MostOutsideUnits;
        ReadOnlySpan<ElementIndex.Traits> traits = _evidence.Index.AllTraits;
        foreach (int pair in _evidence.Index.Members(new ElementKey(ElementKind.ServiceLocation, location, 0)))
        {
            if (_inside.Contains(pair) || isExplainedElsewhere(pair))
            {
                continue;
            }
            asked++;
            suspicion.HasOutside = suspicion.HasOutside || _evidence.HasTraffic(pair);
            votes.Add(traits[pair].Network, traits[pair].Country, column.OfPair(pair));
            if (votes.Count.Total >= most)
            {
                break;
            }
        }
        _evidence.CountAsked(asked);
    }

    /// <summary>What drops that were found say happened.</summary>
    public static DropHypothesis Fit(IReadOnlyList<Seed> seeds, ChannelEvidence evidence)
    {
        double[] sums = new double[seeds[0].Profile.Length];
        foreach (Seed seed in seeds)
        {
            for (int number = 0; number < sums.Length; number++)
            {
                sums[number] += seed.Profile[number];
            }
        }
        int best = 0;
        for (int number = 1; number < sums.Length; number++)
        {
            best = sums[number] > sums[best] ? number : best;
        }
        return evidence.HypothesisOf(best);
    }

    private static long MedianSince(IReadOnlyList<Seed> seeds)
    {
        long[] times = [.. seeds.Select(seed => seed.Since).Order()];
        return times[times.Length / 2];
    }

    /// <summary>The first beginning that is not far from the middle: a pair that was bad long before had a reason of its own.</summary>
    private long FirstSince(IReadOnlyList<Seed> seeds, long median)
    {
        long earliest = median - (_evidence.Settings.OnsetWindows + 1L) * _evidence.Map.WindowSeconds;
        return seeds.Min(seed => seed.Since < earliest ? median : seed.Since);
    }

    private static OpeningPath OpenedBy(IReadOnlyList<Seed> seeds)
    {
        foreach (Seed seed in seeds)
        {
            if (seed.OpenedBy != OpeningPath.None)
            {
                return seed.OpenedBy;
            }
        }
        return OpeningPath.None;
    }
}
