using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Attribution;

/// <summary>Makes health maps of a test world with planted faults, by plain tests of pairs, strata and aggregates.</summary>
internal sealed class TestEngine
{
    public const int WindowSeconds = 300;
    public const long Start = 1_700_000_100;

    private readonly TestWorld _world;
    private readonly PlantedFault[] _faults;
    private readonly double[][] _coverage;
    private readonly TestDraws _draws;
    private readonly TestUnit[] _pairs;
    private readonly TestUnit[] _strata;
    private readonly SortedDictionary<NetworkElement, (List<int> Pairs, TestUnit Unit)> _elements = [];
    private readonly bool _drawsStrata;
    private int _window;

    public TestEngine(TestWorld world, int seed, PlantedFault[] faults)
    {
        _world = world;
        _faults = faults;
        _coverage = [.. faults.Select(fault => world.Pairs.Select(pair => pair.Coverage(fault.Element)).ToArray())];
        _draws = new TestDraws(seed);
        Table = world.Table();
        _drawsStrata = faults.Any(fault => fault.Element.Kind is ElementKind.Zone or ElementKind.AddressFamily);
        _pairs = [.. world.Pairs.Select(_ => new TestUnit())];
        _strata = [.. world.Pairs.SelectMany(_ => Enumerable.Range(0, 6).Select(_ => new TestUnit()))];
        for (int i = 0; i < world.Pairs.Length; i++)
        {
            foreach (NetworkElement element in Aggregates(world.Pairs[i].Pair))
            {
                if (!_elements.TryGetValue(element, out (List<int> Pairs, TestUnit Unit) aggregate))
                {
                    _elements.Add(element, aggregate = ([], new TestUnit()));
                }
                aggregate.Pairs.Add(i);
            }
        }
    }

    public PairTable Table { get; }

    public int Window => _window;

    /// <summary>Elements of which it is told that their sum shows no drop of a tenth or more; none by default.</summary>
    public Predicate<NetworkElement> IsSound { get; init; } = static _ => false;

    /// <summary>The next window.</summary>
    public HealthMap Next()
    {
        long start = Start + _window * (long)WindowSeconds;
        PairCounts[] counts = new PairCounts[_world.Pairs.Length];
        PairHealth[] health = new PairHealth[counts.Length];
        List<StratumHealth> strata = [];
        int[] active = [.. Enumerable.Range(0, _faults.Length).Where(fault => _faults[fault].IsActive(_window))];
        for (int i = 0; i < counts.Length; i++)
        {
            int first = strata.Count;
            counts[i] = _drawsStrata ? DrawStrata(i, active, start, strata) : _draws.Draw(_world.Pairs[i].Votes, Hits(i, active, 1, null));
            (MetricHealth availability, MetricHealth performance) = _pairs[i].Test(in counts[i], start, ElementKind.Pair);
            health[i] = new(availability, performance, first, strata.Count - first, counts[i].Votes * 1000, counts[i].Votes, counts[i].Votes);
        }
        List<ElementHealth> elements = [];
        Dictionary<(NetworkElement, HealthMetric), float> sound = [];
        foreach ((NetworkElement element, (List<int> pairs, TestUnit unit)) in _elements)
        {
            PairCounts sum = Sum(pairs, counts);
            (MetricHealth availability, MetricHealth performance) = unit.Test(in sum, start, element.Kind);
            AddElement(elements, element, HealthMetric.Availability, availability, pairs);
            AddElement(elements, element, HealthMetric.Performance, performance, pairs);
            if (IsSound(element))
            {
                sound.Add((element, HealthMetric.Availability), 0.1f);
            }
        }
        _window++;
        return new HealthMap
        {
            WindowStart = start,
            WindowSeconds = WindowSeconds,
            Pairs = Table,
            Health = health,
            Counts = counts,
            Strata = strata.ToArray(),
            Elements = elements,
            Sound = sound,
            Evidence = new Dictionary<(int, HealthMetric), Evidence>(),
        };
    }

    private PairCounts DrawStrata(int pair, int[] active, long start, List<StratumHealth> strata)
    {
        TestPair model = _world.Pairs[pair];
        List<PairCounts> parts = [];
        for (int number = 0; number < 6; number++)
        {
            (int zone, bool isIPv6) = (number / 2, number % 2 == 1);
            double share = model.ZoneShares[zone] * (isIPv6 ? model.IPv6Share : 1 - model.IPv6Share);
            if (share <= 0)
            {
                continue;
            }
            string zoneName = TestWorld.Zones[zone];
            HealthStratum stratum = new(model.Pair.ServiceLocation, zoneName, isIPv6 ? AddressFamily.IPv6 : AddressFamily.IPv4, default);
            PairCounts counts = _draws.Draw(model.Votes * share, Hits(pair, active, 1, stratum));
            parts.Add(counts);
            (MetricHealth a, MetricHealth p) = _strata[pair * 6 + number].Test(in counts, start, ElementKind.Pair);
            strata.Add(new StratumHealth(pair, stratum, a, p));
        }
        return Sum([.. Enumerable.Range(0, parts.Count)], [.. parts]);
    }

    private List<(PlantedFault, double)> Hits(int pair, int[] active, double part, HealthStratum? stratum)
    {
        List<(PlantedFault, double)> hits = [];
        foreach (int fault in active)
        {
            double coverage = _coverage[fault][pair];
            NetworkElement element = _faults[fault].Element;
            if (stratum is not null && coverage > 0 && element.Kind is ElementKind.Zone or ElementKind.AddressFamily)
            {
                bool isInside = element.Kind == ElementKind.Zone ? stratum!.Zone == element.Key : (byte)stratum!.Family == element.Key[0] - '0';
                coverage = isInside ? 1 : 0;
            }
            if (coverage > 0)
            {
                hits.Add((_faults[fault], coverage * part * _faults[fault].Share));
            }
        }
        return hits;
    }

    private static void AddElement(List<ElementHealth> elements, NetworkElement element, HealthMetric metric, MetricHealth health, List<int> pairs)
    {
        if (health.State == HealthState.Drop)
        {
            elements.Add(new ElementHealth(element, metric, health, pairs, null!));
        }
    }

    private static IEnumerable<NetworkElement> Aggregates(Pair pair)
    {
        yield return new(ElementKind.ServiceLocation, pair.ServiceLocation, "");
        yield return new(ElementKind.ClientAsn, pair.ServiceLocation, $"{pair.CityNetwork.Asn}");
        yield return new(ElementKind.Country, pair.ServiceLocation, pair.CityNetwork.CountryCode);
        yield return new(ElementKind.City, pair.ServiceLocation, $"{pair.CityNetwork.CountryCode}/{pair.CityNetwork.Subdivision}/{pair.CityNetwork.Metro}/{pair.CityNetwork.City}");
        foreach (AsPath path in pair.AsPaths)
        {
            yield return new(ElementKind.AsPath, pair.ServiceLocation, path.ToString());
        }
    }

    private static PairCounts Sum(List<int> numbers, PairCounts[] all)
    {
        PairCounts sum = default;
        foreach (int number in numbers)
        {
            ref readonly PairCounts counts = ref all[number];
            sum.Votes += counts.Votes;
            sum.NetworkFailed += counts.NetworkFailed;
            sum.ServiceFailed += counts.ServiceFailed;
            sum.NetworkExpected += counts.NetworkExpected;
            sum.ServiceExpected += counts.ServiceExpected;
            sum.Clients += counts.Clients;
            sum.ClientsExpected += counts.ClientsExpected;
            Add(ref sum.Rtt, counts.Rtt);
            Add(ref sum.Ttfb, counts.Ttfb);
        }
        return sum;
    }

    public static void Add(ref EdgeCounts sum, EdgeCounts counts)
    {
        sum.Samples += counts.Samples;
        for (int edge = 0; edge < 5; edge++)
        {
            sum.Above[edge] += counts.Above[edge];
            sum.Expected[edge] += counts.Expected[edge];
        }
    }
}
