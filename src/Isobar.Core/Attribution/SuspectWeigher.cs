using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>Weighs one element: how well it explains the counts of all its pairs, and how they vote.</summary>
internal sealed class SuspectWeigher
{
    private readonly ChannelEvidence _evidence;
    private readonly VoteCollector _votes;

    public SuspectWeigher(ChannelEvidence evidence)
    {
        _evidence = evidence;
        _votes = new VoteCollector(evidence.Settings.VoteNats);
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
        Suspicion suspicion = new() { Key = key, Hypothesis = hypothesis, CountedSince = since, Since = start, OpenedBy = openedBy };
        _votes.Clear();
        double sum = 0;
        foreach (int pair in _evidence.Members(key))
        {
            if (explained.Contains(pair))
            {
                continue;
            }
            double nats = _evidence.Nats(pair, hypothesis, since, _evidence.Index.IsPartial(key, pair));
            sum += nats;
            CityNetwork network = _evidence.Index.Table[pair].CityNetwork;
            _votes.Add(network.Asn, network.CountryCode, nats);
        }
        suspicion.Inside = _votes.Count;
        suspicion.BadNetworks = _votes.BadNetworks;
        suspicion.BadCountries = _votes.BadCountries;
        suspicion.Nats = sum;
        if (key.Kind is ElementKind.Zone or ElementKind.AddressFamily)
        {
            StrataIndex.Contrast contrast = _evidence.ContrastOf(key);
            suspicion.Nats += contrast.Nats;
            suspicion.Inside = contrast.Inside;
            suspicion.Outside = contrast.Outside;
        }
        suspicion.Score = suspicion.Nats - Suspicion.Price(key);
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
        _votes.Clear();
        bool isLocation = suspicion.Key.Kind == ElementKind.ServiceLocation;
        HashSet<int> locations = [.. inside.Select(_evidence.Index.LocationOf)];
        for (int location = 0; location < _evidence.Index.LocationCount; location++)
        {
            if (locations.Contains(location) == isLocation)
            {
                continue;
            }
            int most = _votes.Count.Total + _evidence.Settings.MostOutsideUnits;
            foreach (int pair in _evidence.Index.Members(new ElementKey(ElementKind.ServiceLocation, location, 0)))
            {
                if (inside.Contains(pair) || explainedElsewhere.Contains(pair))
                {
                    continue;
                }
                suspicion.HasOutside |= _evidence.HasTraffic(pair);
                CityNetwork network = _evidence.Index.Table[pair].CityNetwork;
                _votes.Add(network.Asn, network.CountryCode, _evidence.Nats(pair, suspicion.Hypothesis, suspicion.CountedSince, mayBePartial: false));
                if (_votes.Count.Total >= most)
                {
                    break;
                }
            }
        }
        suspicion.Outside = _votes.Count;
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
