using System.Collections.Immutable;
using System.Globalization;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Nuisances;

/// <summary>Makes the nuisances of a world: so many a day of each kind, seeded, over the whole of its time.</summary>
internal sealed class NuisancePlanner
{
    private const int Tries = 50;

    private readonly WorldOptions _options;
    private readonly WorldModel _model;
    private readonly ILookup<uint, SimulatedPair> _byNetwork;
    private readonly ILookup<int, int> _streamsOfPair;
    private readonly HashSet<(uint Asn, int Location)> _rerouted = [];
    private readonly HashSet<int> _moved = [];
    private readonly HashSet<(string Source, long Day)> _taken = [];
    private readonly List<Nuisance> _nuisances = [];
    private KeyedRandom _random;

    private NuisancePlanner(WorldOptions options, WorldModel model)
    {
        _options = options;
        _model = model;
        _random = KeyedRandom.Of(options.Seed, DrawPurpose.Nuisances);
        _byNetwork = model.Pairs.ToLookup(pair => pair.CityNetwork.Asn);
        _streamsOfPair = Enumerable.Range(0, model.Streams.Length).ToLookup(i => model.Streams[i].Pair);
    }

    /// <summary>The nuisances, in the order of their start.</summary>
    public static ImmutableArray<Nuisance> Plan(WorldOptions options, WorldModel model)
    {
        NuisancePlanner planner = new(options, model);
        double days = (options.EndSeconds - options.StartSeconds) / (double)WorldOptions.DaySeconds;
        double size = Math.Sqrt(options.Pairs / 10_000.0);
        planner.Repeat(4 * days * size, planner.TryFlashCrowd);
        planner.Repeat(6 * days * size, planner.TryRouteChange);
        planner.Repeat(1.5 * days * size, () => planner.TryMove(NuisanceKind.PrefixMigration));
        planner.Repeat(1.5 * days * size, () => planner.TryMove(NuisanceKind.GeolocationChange));
        planner.Repeat(8 * days * size, planner.TryRetries);
        // Sources are as many in a world of any size.
        planner.Repeat(0.7 * days, () => planner.TrySource(NuisanceKind.ExporterGap));
        planner.Repeat(0.5 * days, () => planner.TrySource(NuisanceKind.ClockSkew));
        planner.Repeat(0.25 * days, () => planner.TrySource(NuisanceKind.SamplingRate));
        return [.. planner._nuisances.OrderBy(nuisance => nuisance.StartSeconds).ThenBy(nuisance => nuisance.Kind)
            .ThenBy(nuisance => nuisance.Subject, StringComparer.Ordinal)];
    }

    private void Repeat(double count, Func<bool> tryOne)
    {
        int whole = (int)count + (_random.Chance(count - Math.Floor(count)) ? 1 : 0);
        for (int i = 0; i < whole; i++)
        {
            for (int attempt = 0; attempt < Tries && !tryOne(); attempt++)
            {
            }
        }
    }

    private bool TryFlashCrowd()
    {
        uint asn = RandomPair().CityNetwork.Asn;
        long start = RandomStart();
        Add(NuisanceKind.FlashCrowd, start, start + (long)_random.NextLogUniform(1200, 7200), Name(asn), _random.NextLogUniform(1.5, 5),
            TargetsOf(_byNetwork[asn]));
        return true;
    }

    private bool TryRouteChange()
    {
        SimulatedPair pair = RandomPair();
        // One for each network and location: two of the same sign would pass the margin of a drop.
        if (!_rerouted.Add((pair.CityNetwork.Asn, pair.LocationIndex)))
        {
            return false;
        }
        double millis = (1 + 3 * _random.NextShare()) * (_random.Chance(0.5) ? 1 : -1);
        SimulatedPair[] pairs = [.. _byNetwork[pair.CityNetwork.Asn].Where(other => other.LocationIndex == pair.LocationIndex)];
        // A route cannot become faster than half of what it was.
        millis = Math.Max(millis, -0.0005 * pairs.Min(other => other.UsualRtt.P10Micros));
        Add(NuisanceKind.RouteChange, RandomStart(), _options.EndSeconds, $"{Name(pair.CityNetwork.Asn)} to {pair.ServiceLocation}", millis, TargetsOf(pairs));
        return true;
    }

    private bool TryMove(NuisanceKind kind)
    {
        SimulatedPair from = RandomPair();
        SimulatedPair[] others = [.. _byNetwork[from.CityNetwork.Asn]
            .Where(pair => pair.LocationIndex == from.LocationIndex && pair.Index != from.Index && !_moved.Contains(pair.Index))];
        if (others.Length == 0 || _moved.Contains(from.Index))
        {
            return false;
        }
        SimulatedPair to = others[_random.Next(others.Length)];
        _moved.Add(from.Index);
        _moved.Add(to.Index);
        double share = kind == NuisanceKind.PrefixMigration ? 0.3 + 0.7 * _random.NextShare() : 0.1 + 0.3 * _random.NextShare();
        _nuisances.Add(new(
            kind, RandomStart(), _options.EndSeconds,
            $"{Name(from.CityNetwork.Asn)}: {from.CityNetwork.City} to {to.CityNetwork.City} at {from.ServiceLocation}",
            share,
            [.. TargetsOf([from]), .. TargetsOf([to]).Select(target => target with { FromPair = from.Index })])
        {
            FromPair = from.Index,
            ToPair = to.Index,
        });
        return true;
    }

    private bool TryRetries()
    {
        SimulatedPair pair = RandomPair();
        long start = RandomStart();
        Add(NuisanceKind.ClientRetries, start, start + (long)_random.NextLogUniform(600, 7200), $"{pair.CityNetwork.Id} at {pair.ServiceLocation}",
            3 + _random.Next(10), TargetsOf([pair]));
        return true;
    }

    private bool TrySource(NuisanceKind kind)
    {
        Stratum any = _model.Strata[_random.Next(_model.Strata.Length)];
        string source = any.Source;
        long start = RandomStart();
        (long seconds, double size) = kind switch
        {
            NuisanceKind.ExporterGap => ((long)_random.NextLogUniform(600, 3600), 1.0),
            NuisanceKind.ClockSkew => ((long)_random.NextLogUniform(3600, 86_400), 5.0 + _random.Next(56)),
            _ => ((long)_random.NextLogUniform(6 * 3600, 86_400), 0.5 + 0.3 * _random.NextShare()),
        };
        // One thing at a time for each source; and no gap hides a fault that a detector is judged by.
        long firstDay = start / WorldOptions.DaySeconds, lastDay = (start + seconds) / WorldOptions.DaySeconds;
        bool isTaken = Enumerable.Range(0, (int)(lastDay - firstDay) + 1).Any(day => _taken.Contains((source, firstDay + day)));
        if (isTaken || (kind == NuisanceKind.ExporterGap && HidesFault(any.ServiceLocation, start - 1800, start + seconds + 1800)))
        {
            return false;
        }
        for (long day = firstDay; day <= lastDay; day++)
        {
            _taken.Add((source, day));
        }
        Add(kind, start, start + seconds, source, size,
            [.. Enumerable.Range(0, _model.Streams.Length).Where(i => _model.Strata[_model.Streams[i].Stratum].Source == source).Select(i => new NuisanceTarget(i, -1))]);
        return true;
    }

    private bool HidesFault(string location, long start, long end) => _model.Faults.Any(fault =>
        fault.Spec.StartSeconds < end && fault.Spec.EndSeconds > start
        && fault.Pairs.Any(affected => _model.Pairs[affected.Pair].ServiceLocation == location));

    private void Add(NuisanceKind kind, long start, long end, string subject, double size, ImmutableArray<NuisanceTarget> targets) =>
        _nuisances.Add(new(kind, start, Math.Min(end, _options.EndSeconds), subject, size, targets));

    private ImmutableArray<NuisanceTarget> TargetsOf(IEnumerable<SimulatedPair> pairs) =>
        [.. pairs.SelectMany(pair => _streamsOfPair[pair.Index]).Order().Select(stream => new NuisanceTarget(stream, -1))];

    private long RandomStart() => _options.StartSeconds + (long)(_random.NextShare() * (_options.EndSeconds - _options.StartSeconds));

    private SimulatedPair RandomPair() => _model.Pairs[_random.Next(_model.Pairs.Length)];

    private static string Name(uint asn) => string.Create(CultureInfo.InvariantCulture, $"AS{asn}");
}
