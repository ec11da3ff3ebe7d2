using System.Collections.Immutable;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Faults;

/// <summary>Makes the faults of a world: given ones as they are, random ones class by class, the widest first since they are the hardest to place.</summary>
internal sealed class RandomFaultPlanner
{
    /// <summary>Votes a window from which a pair counts as testable: what a test of failures needs to see half of them (section 6 of the statistical design).</summary>
    private const double TestableVotes = 12;

    private const int SharedPairs = 6;
    private const double EffectiveVotes = 55;

    /// <summary>What is missing is told by distinct clients, of which there are fewer than votes, and which vary more: 40 are the least for a test of volume in one window.</summary>
    private const double VolumeVotes = 120;

    private readonly RandomFaultOptions _options;
    private readonly WorldOptions _world;
    private readonly WorldModel _model;
    private readonly FaultResolver _resolver;
    private readonly PairCalendar _calendar;
    private readonly List<FaultSpec> _specs = [];
    private readonly double[] _trafficSums;
    private KeyedRandom _random;

    private RandomFaultPlanner(WorldOptions world, RandomFaultOptions options, WorldModel model, FaultResolver resolver)
    {
        _world = world;
        _options = options;
        _model = model;
        _resolver = resolver;
        _calendar = new PairCalendar(model.Pairs.Length, options.RecoverySeconds);
        _random = KeyedRandom.Of(world.Seed, DrawPurpose.Faults);
        double sum = 0;
        _trafficSums = [.. model.Pairs.Select(pair => sum += Math.Sqrt(pair.MeanVotes))];
    }

    /// <summary>The faults of the options' plan, in the order of their start.</summary>
    /// <exception cref="ArgumentException">A given fault touches nothing in this world, or its numbers are impossible; all such faults are listed.</exception>
    public static ImmutableArray<Fault> Plan(WorldOptions options, WorldModel model, FaultResolver resolver)
    {
        IEnumerable<FaultSpec> specs = options.Faults.GivenFaults;
        if (options.Faults.RandomFaults is { } random)
        {
            specs = new RandomFaultPlanner(options, random, model, resolver).PlanAll();
        }
        ImmutableArray<Fault> faults = [.. specs
            .OrderBy(spec => spec.StartSeconds).ThenBy(spec => spec.EndSeconds).ThenBy(spec => spec.Element.ToString(), StringComparer.Ordinal)
            .Select((spec, id) => resolver.Resolve(id, spec))];
        string[] wrong = [.. faults.Where(fault => FaultOf(fault) is not null).Select(fault => $"{fault.Spec.Element}: {FaultOf(fault)}")];
        return wrong.Length == 0 ? faults : throw new ArgumentException($"Faults that cannot be: {string.Join("; ", wrong)}.", nameof(options));
    }

    private static string? FaultOf(Fault fault) =>
        fault.Pairs.IsEmpty ? "this world has no traffic through it"
        : fault.Spec.Seconds <= 0 ? "it ends before it starts"
        : fault.Spec.Share is not (> 0 and <= 1) ? "its share is not above 0 and up to 1"
        : fault.Spec.Kind == FaultKind.RttMultiply && fault.Spec.Factor <= 1 ? "its factor is not above 1"
        : fault.Spec.Kind is FaultKind.RttAdd or FaultKind.ServiceSlow or FaultKind.Partial && fault.Spec.DelayMicros <= 0 ? "its delay is not above 0"
        : null;

    private List<FaultSpec> PlanAll()
    {
        Repeat(_options.WideSlightFaults, TryWideSlight);
        Repeat(_options.ServiceFaults, TryService);
        Repeat(_options.SharedFaults, TryShared);
        Repeat(_options.ClearPairFaults, TryClearPair);
        Repeat(_options.ShortFaults, TryShort);
        return _specs;
    }

    private void Repeat(int count, Func<int, bool> tryOne)
    {
        // A world may be too small or too full for more faults of a class: three in a row without a place say so.
        int failedInRow = 0;
        for (int i = 0; i < count && failedInRow < 3; i++)
        {
            bool isPlaced = false;
            for (int attempt = 0; attempt < _options.Tries && !isPlaced; attempt++)
            {
                isPlaced = tryOne(i);
            }
            failedInRow = isPlaced ? 0 : failedInRow + 1;
        }
    }

    private bool TryWideSlight(int number)
    {
        FaultElement element = (number % 8) switch
        {
            0 or 3 or 6 => FaultElement.OfLocation(RandomLocation()),
            1 or 4 or 7 => FaultElement.OfCountry(RandomPair().CityNetwork.CountryCode),
            _ => FaultElement.OfTransit(RandomTransit(RandomPair())),
        };
        double share = element.Kind == FaultElementKind.TransitAs ? 0.3 : FaultSizes.OneOf(ref _random, [0.1, 0.2, 0.3]);
        FaultKind kind = _random.Chance(0.6) ? FaultKind.Fail : FaultKind.RttAdd;
        long seconds = (long)_random.NextLogUniform(3000, 6600);
        return TryPlace(element, kind, seconds, share, 2 * SharedPairs, clearChance: 1);
    }

    private bool TryService(int number)
    {
        string location = RandomLocation();
        string[] zones = ZonesOf(location);
        FaultElement element = number % 3 == 0 && zones.Length > 1
            ? FaultElement.OfZone(location, zones[_random.Next(zones.Length)])
            : FaultElement.OfLocation(location);
        FaultKind kind = number % 2 == 0 ? FaultKind.ServiceFail : FaultKind.ServiceSlow;
        return TryPlace(element, kind, (long)_random.NextLogUniform(1800, 5400), FaultSizes.OneOf(ref _random, [0.2, 0.4, 0.8]), SharedPairs, clearChance: 1);
    }

    private bool TryShared(int number)
    {
        SimulatedPair pair = RandomPair();
        bool isHeldOut = _options.IncludeHeldOut && number % 5 == 0;
        FaultElement element = SharedElement(pair, isHeldOut ? (number % 2 == 0 ? 5 : 8) : number % 14);
        FaultKind kind = isHeldOut
            ? (element.Kind == FaultElementKind.City ? FaultKind.RttMultiply : FaultKind.Partial)
            : FaultSizes.NetworkKind(ref _random, element.Kind != FaultElementKind.City, element.Kind != FaultElementKind.Zone);
        bool isWide = element.Kind is FaultElementKind.Location or FaultElementKind.TransitAs or FaultElementKind.Zone or FaultElementKind.AddressFamily;
        long seconds = isWide ? (long)_random.NextLogUniform(1800, 5400) : FaultSizes.LongSeconds(ref _random);
        double share = _random.Chance(0.8) ? FaultSizes.ClearShare(ref _random, kind, element.Kind) : FaultSizes.OneOf(ref _random, [0.1, 0.2]);
        return TryPlace(element, kind, seconds, share, SharedPairs, clearChance: 0.8, isHeldOut ? FaultFamily.HeldOut : FaultFamily.Open);
    }

    private FaultElement SharedElement(SimulatedPair pair, int choice)
    {
        string[] zones = ZonesOf(pair.ServiceLocation);
        return choice switch
        {
            0 or 1 or 2 or 3 => FaultElement.OfClientAsn(pair.CityNetwork.Asn),
            4 or 5 or 6 => FaultElement.OfCity(pair.CityNetwork.CountryCode, pair.CityNetwork.Subdivision, pair.CityNetwork.City),
            7 => FaultElement.OfLocation(pair.ServiceLocation),
            8 when zones.Length > 1 => FaultElement.OfZone(pair.ServiceLocation, zones[_random.Next(zones.Length)]),
            9 => FaultElement.OfFamily(pair.ServiceLocation, _random.Chance(0.7) ? AddressFamily.IPv6 : AddressFamily.IPv4),
            10 or 11 => FaultElement.OfPath(pair.ServiceLocation, pair.AsPaths[_random.Next(pair.AsPaths.Length)].Text),
            _ => FaultElement.OfTransit(RandomTransit(pair)),
        };
    }

    private bool TryClearPair(int number)
    {
        SimulatedPair pair = RandomPair();
        if (pair.MeanVotes < EffectiveVotes)
        {
            return false;
        }
        FaultKind kind = FaultSizes.NetworkKind(ref _random, mayMultiply: true, mayBePartial: true);
        return TryPlace(PairElement(pair), kind, FaultSizes.LongSeconds(ref _random), FaultSizes.ClearShare(ref _random, kind, FaultElementKind.Pair), 1, clearChance: 0.8,
            leastVotes: kind == FaultKind.Vanish ? VolumeVotes : EffectiveVotes);
    }

    private bool TryShort(int number)
    {
        SimulatedPair pair = RandomPair();
        FaultKind kind = FaultSizes.NetworkKind(ref _random, mayMultiply: true, mayBePartial: true);
        return TryPlace(PairElement(pair), kind, FaultSizes.ShortSeconds(ref _random), FaultSizes.OneOf(ref _random, [0.1, 0.2, 0.4, 0.8, 1]), 1, clearChance: 0.5);
    }

    /// <summary>Places a fault if it touches enough testable pairs that are free; else false.</summary>
    private bool TryPlace(
        FaultElement element, FaultKind kind, long seconds, double share, int leastPairs, double clearChance,
        FaultFamily family = FaultFamily.Open, double leastVotes = 0)
    {
        if (seconds >= _options.EndSeconds - _options.StartSeconds)
        {
            return false;
        }
        long start = _options.StartSeconds + (long)(_random.NextShare() * (_options.EndSeconds - _options.StartSeconds - seconds));
        List<(int Pair, double Coverage)> touched = _resolver.PairsOf(element);
        List<UsualRtt> testable = [.. touched
            .Where(pair => leastPairs == 1 || _model.Pairs[pair.Pair].MeanVotes * pair.Coverage >= TestableVotes)
            .Select(pair => _model.Pairs[pair.Pair].UsualRtt)];
        if (testable.Count < leastPairs
            || (leastVotes > 0 && LeastVotes(touched[0].Pair, start, start + seconds) < leastVotes)
            || !_calendar.TryTake(touched, start, start + seconds))
        {
            return false;
        }
        FaultSpec spec = new(element, kind, start, start + seconds, share) { Family = family };
        _specs.Add(FaultSizes.WithDelay(ref _random, spec, testable, clearChance));
        return true;
    }

    /// <summary>Expected votes a window of a pair in the quieter of start and end: night may fall during a fault.</summary>
    private double LeastVotes(int pair, long start, long end) => Math.Min(VotesAt(pair, start), VotesAt(pair, end));

    private double VotesAt(int pair, long seconds)
    {
        DrawPeriod period = new(seconds, _world.WindowSeconds, _world.WindowSeconds);
        return _model.Models[pair].MeanVotes * _model.Models[pair].RhythmAt(seconds, period.DayCos, period.DaySin);
    }

    private static FaultElement PairElement(SimulatedPair pair) => FaultElement.OfPair(pair.CityNetwork.Id, pair.ServiceLocation);

    private SimulatedPair RandomPair() => _model.Pairs[_random.NextIndex(_trafficSums)];

    private string RandomLocation() => _world.Locations[_random.Next(_world.Locations.Length)].Name;

    private string[] ZonesOf(string location) => [.. _world.Locations.First(place => place.Name == location).Zones];

    private uint RandomTransit(SimulatedPair pair)
    {
        AsPath path = pair.AsPaths[_random.Next(pair.AsPaths.Length)];
        return path.Transit[_random.Next(path.Transit.Length)];
    }
}
