using Isobar.Core.Atlas;
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

    public SuspectWeigher(ChannelEvidence evidence, IReadOnlyDictionary<ElementKey, double> lasting)
    {
        _evidence = evidence;
        _lasting = lasting;
        _votes = [new VoteCollector(evidence.Settings.VoteNats), new VoteCollector(evidence.Settings.VoteNats)];
    }

    /// <summary>Weighs an element by what its seeds say happened. Pairs that an earlier explanation holds are no witnesses.</summary>
    public Suspicion Weigh(ElementKey key, IReadOnlyList<Seed> seeds, HashSet<int> explained)
    {
        long since = MedianSince(seeds);
        return Weigh(key, Fit(seeds), since, FirstSince(seeds, since), OpenedBy(seeds), explained);
    }

    /// <summary>Weighs an element by what an aggregate says happened.</summary>
    public Suspicion Weigh(ElementKey key, AggregateSeed aggregate, HashSet<int> explained) =>
        Weigh(key, aggregate.Hypothesis, aggregate.Since, aggregate.Since, aggregate.OpenedBy, explained);

    private Suspicion Weigh(ElementKey key, DropHypothesis hypothesis, long since, long start, OpeningPath openedBy, HashSet<int> explained)
    {
        // The drops that were found are the greater ones, so what they say of the share is too much where it is small: half of it is weighed too.
        DropHypothesis half = hypothesis with { Share = hypothesis.Share / 2 };
        DropHypothesis[] hypotheses = half.IsPlausible(_evidence.Channel) ? [hypothesis, half] : [hypothesis];
        double[] sums = new double[hypotheses.Length];
        Array.ForEach(_votes, votes => votes.Clear());
        foreach (int pair in _evidence.Members(key))
        {
            if (explained.Contains(pair))
            {
                continue;
            }
            CityNetwork network = _evidence.Index.Table[pair].CityNetwork;
            bool mayBePartial = _evidence.Index.IsPartial(key, pair);
            for (int number = 0; number < hypotheses.Length; number++)
            {
                double nats = _evidence.Nats(pair, hypotheses[number], since, mayBePartial);
                if (key.Kind != ElementKind.Pair && _evidence.IsBeyond(pair, hypotheses[number], since, mayBePartial))
                {
                    continue;
                }
                sums[number] += nats;
                _votes[number].Add(network.Asn, network.CountryCode, nats);
            }
        }
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

    /// <summary>
    /// The votes of comparable pairs elsewhere: those of the same service locations for everything but a location itself, whose comparison are the other locations.
    /// Pairs of another drop that began at another time are left out: they are explained.
    /// </summary>
    public void AskOutside(Suspicion suspicion, HashSet<int> explainedElsewhere)
    {
        if (suspicion.Key.Kind is ElementKind.Zone or ElementKind.AddressFamily)
        {
            suspicion.HasOutside = true;
            return;
        }
        HashSet<int> inside = [.. _evidence.Members(suspicion.Key)];
        VoteCollector votes = _votes[0];
        votes.Clear();
        bool isLocation = suspicion.Key.Kind == ElementKind.ServiceLocation;
        HashSet<int> locations = [.. inside.Select(_evidence.Index.LocationOf)];
        for (int location = 0; location < _evidence.Index.LocationCount; location++)
        {
            if (locations.Contains(location) == isLocation)
            {
                continue;
            }
            int most = votes.Count.Total + _evidence.Settings.MostOutsideUnits;
            foreach (int pair in _evidence.Index.Members(new ElementKey(ElementKind.ServiceLocation, location, 0)))
            {
                if (inside.Contains(pair) || explainedElsewhere.Contains(pair))
                {
                    continue;
                }
                suspicion.HasOutside |= _evidence.HasTraffic(pair);
                CityNetwork network = _evidence.Index.Table[pair].CityNetwork;
                votes.Add(network.Asn, network.CountryCode, _evidence.Nats(pair, suspicion.Hypothesis, suspicion.CountedSince, mayBePartial: false));
                if (votes.Count.Total >= most)
                {
                    break;
                }
            }
        }
        suspicion.Outside = votes.Count;
    }

    private DropHypothesis Fit(IReadOnlyList<Seed> seeds)
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
        return _evidence.HypothesisOf(best);
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
