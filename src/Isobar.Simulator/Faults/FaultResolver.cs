using System.Collections.Immutable;
using Isobar.Core.Windows;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Faults;

/// <summary>Finds what an element touches in a world.</summary>
internal sealed class FaultResolver
{
    private readonly WorldModel _world;
    private readonly int[] _streamsByPair;
    private readonly int[] _firstOfPair;

    public FaultResolver(WorldModel world)
    {
        _world = world;
        _firstOfPair = new int[world.Pairs.Length + 1];
        foreach (StratumStream stream in world.Streams)
        {
            _firstOfPair[stream.Pair + 1]++;
        }
        for (int pair = 0; pair < world.Pairs.Length; pair++)
        {
            _firstOfPair[pair + 1] += _firstOfPair[pair];
        }
        int[] next = [.. _firstOfPair];
        _streamsByPair = new int[world.Streams.Length];
        for (int i = 0; i < world.Streams.Length; i++)
        {
            _streamsByPair[next[world.Streams[i].Pair]++] = i;
        }
    }

    /// <summary>The streams in the order of their pairs, and where each pair's begin (one more at the end).</summary>
    public (int[] Streams, int[] First) StreamsByPair => (_streamsByPair, _firstOfPair);

    /// <summary>The pairs that an element touches, and the share of their traffic that passes it.</summary>
    public List<(int Pair, double Coverage)> PairsOf(FaultElement element)
    {
        List<(int, double)> found = [];
        foreach (SimulatedPair pair in _world.Pairs)
        {
            double coverage = PathCoverage(element, pair);
            if (coverage > 0 && element.Kind is FaultElementKind.Zone or FaultElementKind.AddressFamily)
            {
                double strata = 0;
                for (int i = _firstOfPair[pair.Index]; i < _firstOfPair[pair.Index + 1]; i++)
                {
                    StratumStream stream = _world.Streams[_streamsByPair[i]];
                    strata += Passes(element, _world.Strata[stream.Stratum]) ? stream.Share : 0;
                }
                coverage = strata;
            }
            if (coverage > 0)
            {
                found.Add((pair.Index, Math.Min(1, coverage)));
            }
        }
        return found;
    }

    /// <summary>The fault with all that it touches; its list of pairs is empty when the world has no such element.</summary>
    public Fault Resolve(int id, FaultSpec spec)
    {
        ImmutableArray<AffectedPair>.Builder pairs = ImmutableArray.CreateBuilder<AffectedPair>();
        List<(int Stream, float Coverage)> streams = [];
        foreach ((int pair, double coverage) in PairsOf(spec.Element))
        {
            pairs.Add(new(pair, coverage, coverage * spec.Share));
            double ofStream = PathCoverage(spec.Element, _world.Pairs[pair]);
            for (int i = _firstOfPair[pair]; i < _firstOfPair[pair + 1]; i++)
            {
                if (Passes(spec.Element, _world.Strata[_world.Streams[_streamsByPair[i]].Stratum]))
                {
                    streams.Add((_streamsByPair[i], (float)ofStream));
                }
            }
        }
        streams.Sort(static (a, b) => a.Stream.CompareTo(b.Stream));
        ImmutableArray<AffectedStratum> strata = [.. streams.Select(entry =>
            new AffectedStratum(_world.Streams[entry.Stream].Pair, _world.Strata[_world.Streams[entry.Stream].Stratum], entry.Coverage))];
        return new(id, spec, pairs.ToImmutable(), strata, [.. streams]);
    }

    /// <summary>Share of a pair's traffic that passes the element, in every stratum that passes it at all.</summary>
    private static double PathCoverage(FaultElement element, SimulatedPair pair) => element.Kind switch
    {
        FaultElementKind.Location or FaultElementKind.Zone or FaultElementKind.AddressFamily => One(pair.ServiceLocation == element.Location),
        FaultElementKind.Path when pair.ServiceLocation != element.Location => 0,
        FaultElementKind.Path => pair.AsPaths.Where(path => path.Text == element.Path).Sum(path => path.Weight),
        FaultElementKind.TransitAs => pair.AsPaths.Where(path => path.Transit.Contains(element.Asn)).Sum(path => path.Weight),
        FaultElementKind.ClientAsn => One(pair.CityNetwork.Asn == element.Asn),
        FaultElementKind.City => One(pair.CityNetwork.CountryCode == element.CountryCode && pair.CityNetwork.City == element.City
            && pair.CityNetwork.Subdivision == element.Subdivision),
        FaultElementKind.Country => One(pair.CityNetwork.CountryCode == element.CountryCode),
        _ => One(pair.CityNetwork.Id == element.CityNetwork && pair.ServiceLocation == element.Location),
    };

    private static bool Passes(FaultElement element, Stratum stratum) => element.Kind switch
    {
        FaultElementKind.Zone => stratum.Zone == element.Zone,
        FaultElementKind.AddressFamily => stratum.Family == element.Family,
        _ => true,
    };

    private static double One(bool isTouched) => isTouched ? 1 : 0;
}
