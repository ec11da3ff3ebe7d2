using System.Collections.Concurrent;
using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Locations;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Isobar.Simulator.Drawing;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Nuisances;

namespace Isobar.Simulator.Worlds;

/// <summary>
/// A seeded internet with ground truth. It draws the tallies of any window or hour, in any order and from any number of threads; the same options give the same bytes.
/// Thread-safe.
/// </summary>
public sealed class SimulatedWorld
{
    /// <summary>Seconds of an hourly sum.</summary>
    public const int HourSeconds = 3600;

    private readonly WorldModel _model;
    private readonly ConcurrentBag<RowDraws> _idle = [];
    private readonly int[] _allStreams;
    private readonly int[][] _streamsOfShard;
    private readonly int[] _streamsByPair;
    private readonly int[] _firstOfPair;

    /// <summary>Makes a world. 10,000 pairs take about a third of a second.</summary>
    /// <exception cref="ArgumentException">An option is out of its range, or a given fault cannot be in this world; all such faults are listed.</exception>
    public SimulatedWorld(WorldOptions options)
        : this(options, ConstantsOf(options))
    {
    }

    private SimulatedWorld(WorldOptions options, WorldModel constants)
    {
        Options = options;
        FaultResolver resolver = new(constants);
        WorldModel model = constants with { Faults = RandomFaultPlanner.Plan(options, constants, resolver), Nuisances = [] };
        _model = options.Nuisances ? model with { Nuisances = NuisancePlanner.Plan(options, model) } : model;
        Pairs = [.. _model.Pairs];
        Sources = [.. _model.Strata.DistinctBy(stratum => stratum.Source)
            .Select(stratum => new TrafficSource(stratum.Source, stratum.ServiceLocation, stratum.Zone))];
        StratumTable = new StratumTable();
        foreach (Stratum stratum in _model.Strata)
        {
            StratumTable.IndexOf(stratum);
        }
        _allStreams = [.. Enumerable.Range(0, _model.Streams.Length)];
        _streamsOfShard = ByShard();
        (_streamsByPair, _firstOfPair) = resolver.StreamsByPair;
    }

    /// <summary>What it was made from.</summary>
    public WorldOptions Options { get; }

    /// <summary>All pairs; a pair's index is its position.</summary>
    public ImmutableArray<SimulatedPair> Pairs { get; }

    /// <summary>Where the application answers.</summary>
    public ImmutableArray<ServiceLocation> Locations => Options.Locations;

    /// <summary>All city-networks.</summary>
    public ImmutableArray<CityNetwork> CityNetworks => _model.CityNetworks;

    /// <summary>The sources of the traffic: one in each zone.</summary>
    public ImmutableArray<TrafficSource> Sources { get; }

    /// <summary>All strata, in their order.</summary>
    public ImmutableArray<Stratum> Strata => _model.Strata;

    /// <summary>The same as a table whose numbers are the positions in <see cref="Strata"/>.</summary>
    public StratumTable StratumTable { get; }

    /// <summary>The faults, in the order of their start.</summary>
    public ImmutableArray<Fault> Faults => _model.Faults;

    /// <summary>The nuisances, in the order of their start.</summary>
    public ImmutableArray<Nuisance> Nuisances => _model.Nuisances;

    /// <summary>The addresses of the clients.</summary>
    public AddressPlan Addresses => _model.Addresses;

    internal WorldModel Model => _model;

    /// <summary>
    /// Appends the rows of a window, in the order (stratum, city-network).
    /// </summary>
    /// <param name="windowStartSeconds">Start of the window, Unix seconds.</param>
    /// <param name="batch">Takes the rows; its windows have the world's length.</param>
    /// <param name="affected">Takes what each fault did to each row, where it is wanted.</param>
    /// <param name="shard">The shard whose rows are drawn; -1 for all. Rows do not depend on how they are split.</param>
    public void AppendWindow(long windowStartSeconds, TallyBatch batch, List<AffectedRow>? affected = null, int shard = -1) =>
        Append(windowStartSeconds, Options.WindowSeconds, batch, affected, shard);

    /// <summary>Appends the hourly sums of an hour, drawn as such and not summed from windows.</summary>
    /// <param name="hourStartSeconds">Start of the hour, Unix seconds.</param>
    /// <param name="batch">Takes the rows; its windows are 3600 s long.</param>
    /// <param name="affected">Takes what each fault did to each row, where it is wanted.</param>
    /// <param name="shard">The shard whose rows are drawn; -1 for all.</param>
    public void AppendHour(long hourStartSeconds, TallyBatch batch, List<AffectedRow>? affected = null, int shard = -1) =>
        Append(hourStartSeconds, HourSeconds, batch, affected, shard);

    /// <summary>Appends the sums of several windows, drawn as such and not summed from them.</summary>
    /// <param name="startSeconds">Start of the first window, Unix seconds.</param>
    /// <param name="seconds">Length of all of them, seconds.</param>
    /// <param name="batch">Takes the rows; its windows have this length.</param>
    public void AppendSum(long startSeconds, int seconds, TallyBatch batch) => Append(startSeconds, seconds, batch, null, -1);

    /// <summary>The same world with other faults; equal to one made anew from such options, and quicker.</summary>
    public SimulatedWorld WithFaults(FaultPlan faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        return new(Options with { Faults = faults }, _model);
    }

    /// <summary>Number of pairs that a fault of this element would touch; 0 where the world has no such element.</summary>
    public int PairsTouchedBy(FaultElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return new FaultResolver(_model).PairsOf(element).Count;
    }

    /// <summary>What a fault really did to a pair in a window: the counts of all its strata, drawn again.</summary>
    public RealisedShare Realised(Fault fault, int pair, long windowStartSeconds)
    {
        ArgumentNullException.ThrowIfNull(fault);
        return SumOf(fault, [pair], windowStartSeconds);
    }

    /// <summary>What a fault really did in all: over all its pairs and the windows that it touches.</summary>
    public RealisedShare Realised(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        RealisedShare sum = default;
        int[] pairs = [.. fault.Pairs.Select(affected => affected.Pair)];
        long first = fault.Spec.StartSeconds / Options.WindowSeconds * Options.WindowSeconds;
        for (long window = first; window < fault.Spec.EndSeconds; window += Options.WindowSeconds)
        {
            sum += SumOf(fault, pairs, window);
        }
        return sum;
    }

    /// <summary>An IPv4 address of each 256 neighbouring clients of a city-network, as many as its busiest pair draws from; none for one that is not of the world.</summary>
    public IEnumerable<IpAddress> ClientBlocksOf(CityNetworkId cityNetwork)
    {
        PairModel[] models = [.. Pairs.Where(pair => pair.CityNetwork.Id == cityNetwork).Select(pair => _model.Models[pair.Index])];
        int clients = models.Length == 0 ? 0 : 1 << models.Max(model => model.PoolBits);
        return Enumerable.Range(0, (clients + 255) / 256).Select(block => Addresses.ClientOf(models[0].CityNetwork, 256 * block, isIPv6: false));
    }

    /// <summary>What measured AS paths would say of a pair: those its traffic takes, or none where the options say that paths are not measured.</summary>
    public ImmutableArray<AsPath> AsPathsOf(SimulatedPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        return Options.AsPathsKnown ? pair.AsPaths : [];
    }

    /// <summary>Whether a source is silent for the whole or a part of a window: its rows are missing or too small, and that is nobody's fault.</summary>
    public bool IsGap(string source, long windowStartSeconds) => Nuisances.Any(nuisance =>
        nuisance.Kind == NuisanceKind.ExporterGap && nuisance.Subject == source && nuisance.OverlapOf(windowStartSeconds, Options.WindowSeconds) > 0);

    /// <summary>Share of the requests that a source logs in a window, as an exporter that samples would announce it: 1 unless its sampling rate has changed.</summary>
    public double LoggedShareOf(string source, long windowStartSeconds) => Nuisances
        .Where(nuisance => nuisance.Kind == NuisanceKind.SamplingRate && nuisance.Subject == source)
        .Aggregate(1.0, (share, nuisance) => share * (1 - (1 - nuisance.Size) * nuisance.OverlapOf(windowStartSeconds, Options.WindowSeconds)));

    /// <summary>What a change of geo data moved between strata: what an atlas swap tells, in contrast to prefixes that a network moves, of which nobody tells.</summary>
    public ImmutableArray<TrafficMove> MovesOf(Nuisance nuisance)
    {
        ArgumentNullException.ThrowIfNull(nuisance);
        if (nuisance.Kind != NuisanceKind.GeolocationChange)
        {
            return [];
        }
        CityNetworkId from = Pairs[nuisance.FromPair].CityNetwork.Id, to = Pairs[nuisance.ToPair].CityNetwork.Id;
        return [.. StreamsOf(nuisance.FromPair).SelectMany(left => StreamsOf(nuisance.ToPair).Select(arrived =>
            new TrafficMove(from, _model.Strata[left.Stratum], to, _model.Strata[arrived.Stratum], nuisance.Size * arrived.Share)))];
    }

    private IEnumerable<StratumStream> StreamsOf(int pair)
    {
        for (int i = _firstOfPair[pair]; i < _firstOfPair[pair + 1]; i++)
        {
            yield return _model.Streams[_streamsByPair[i]];
        }
    }

    private static WorldModel ConstantsOf(WorldOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        WorldBuilder builder = new(options);
        StratumStream[] streams = builder.Build();
        return new(
            options.Seed, options.Nuisances, [.. builder.Pairs], [.. builder.Models], streams, builder.Strata, builder.Shapes, builder.Addresses,
            ServiceTimes.Of(options), [.. builder.CityNetworks], options.HourlySamples ?? int.MaxValue);
    }

    private void Append(long start, int seconds, TallyBatch batch, List<AffectedRow>? affected, int shard)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.WindowSeconds != seconds)
        {
            throw new ArgumentException($"The batch has windows of {batch.WindowSeconds} s, these rows are of {seconds} s.", nameof(batch));
        }
        RowDraws draws = Rent(start, seconds);
        foreach (int index in shard < 0 ? _allStreams : _streamsOfShard[shard])
        {
            if (draws.TryDraw(index, out Tally tally, affected))
            {
                StratumStream stream = _model.Streams[index];
                CityNetworkId cityNetwork = _model.Pairs[stream.Pair].CityNetwork.Id;
                batch.Add(TallyFolder.ShardOf(cityNetwork, Options.Shards), start, _model.Strata[stream.Stratum], cityNetwork, tally);
            }
        }
        _idle.Add(draws);
    }

    private RealisedShare SumOf(Fault fault, int[] pairs, long windowStart)
    {
        RowDraws draws = Rent(windowStart, Options.WindowSeconds);
        List<AffectedRow> rows = [];
        foreach (int pair in pairs)
        {
            for (int i = _firstOfPair[pair]; i < _firstOfPair[pair + 1]; i++)
            {
                draws.TryDraw(_streamsByPair[i], out _, rows);
            }
        }
        _idle.Add(draws);
        return rows.Where(row => row.Fault == fault.Id).Aggregate(default(RealisedShare), static (sum, row) => sum + row.Share);
    }

    private RowDraws Rent(long start, int seconds)
    {
        RowDraws draws = _idle.TryTake(out RowDraws? idle) ? idle : new RowDraws(_model);
        draws.Begin(new DrawPeriod(start, seconds, Options.WindowSeconds, Options.VisitSeconds));
        return draws;
    }

    private int[][] ByShard()
    {
        List<int>[] lists = [.. Enumerable.Range(0, Options.Shards).Select(_ => new List<int>())];
        for (int i = 0; i < _model.Streams.Length; i++)
        {
            lists[TallyFolder.ShardOf(_model.Pairs[_model.Streams[i].Pair].CityNetwork.Id, Options.Shards)].Add(i);
        }
        return Array.ConvertAll(lists, list => list.ToArray());
    }
}
