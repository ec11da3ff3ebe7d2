using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>Plays a world through the real pipeline, from sealed tallies on, and keeps what the scorecard needs.</summary>
internal sealed class SimulationRun
{
    /// <summary>A score is compared with the truth where the share can be known to about 0.05: 200 samples or more.</summary>
    private const int ComparableSamples = 200;

    private readonly SimulatedWorld _world;
    private readonly HealthEngine _engine;
    private readonly BaselineTable _baselines = new();
    private readonly Dictionary<(CityNetworkId, string), int> _worldPairs;
    private readonly Dictionary<(int Fault, HealthMetric Metric), FaultTruth> _truths = [];
    private readonly ImmutableArray<(string Source, string Location)> _sources;
    private readonly bool _pathsKnown;
    private readonly BaselineHistory _history;
    private DayAccumulator _today;
    private long _next;

    public SimulationRun(SimulatedWorld world, BaselineHistory history, long from, bool pathsKnown)
    {
        _world = world;
        _pathsKnown = pathsKnown;
        _worldPairs = world.Pairs.ToDictionary(pair => (pair.CityNetwork.Id, pair.ServiceLocation), pair => pair.Index);
        Dictionary<CityNetworkId, CityNetwork> names = world.CityNetworks.ToDictionary(place => place.Id);
        _engine = new(ScoringSettings.Default, _baselines, new(id => names[id], PathsOf), world.Options.WindowSeconds);
        _sources = [.. world.Strata.Select(stratum => (stratum.Source, stratum.ServiceLocation)).Distinct()];
        foreach (StratumHistory stratum in history.All())
        {
            _engine.Meet(stratum.Key);
        }
        _history = history.Copy();
        _today = new(WarmUp.DayOf(from));
        _baselines.Derive(_today.Day, _history.All());
        NewNormals.Adopt(_baselines, _history.All(), _today.Day);
        From = from;
        _next = from;
    }

    /// <summary>Start of the first window to score, Unix seconds.</summary>
    public long From { get; }

    /// <summary>Sum of |drop found − drop that was|, over comparable scores.</summary>
    public double ScoreErrors { get; private set; }

    /// <summary>Number of comparable scores.</summary>
    public long ScoresCompared { get; private set; }

    /// <summary>What the faults really did.</summary>
    public IReadOnlyCollection<FaultTruth> Truths => _truths.Values;

    /// <summary>The engine that scores.</summary>
    public HealthEngine Engine => _engine;

    /// <summary>Scores all windows up to an end; called again, it goes on from there.</summary>
    /// <param name="until">The end, Unix seconds.</param>
    /// <param name="onWindow">Told of each window.</param>
    public void Play(long until, Action<HealthMap> onWindow)
    {
        int seconds = _world.Options.WindowSeconds;
        // The next window is drawn while this one is scored.
        Task<DrawnWindow> drawing = DrawAhead(_next, until);
        for (long start = _next; start < until; start = _next)
        {
            DrawnWindow drawn = drawing.GetAwaiter().GetResult();
            _next = start + seconds;
            drawing = DrawAhead(_next, until);
            BeginDay(start);
            FollowAtlas(start);
            HashSet<string> silent = [.. _sources.Where(source => IsVolumeUnknown(source.Source, start)).Select(source => source.Location)];
            HealthMap map = _engine.Score(new(start, [drawn.Tallies], silent), static (count, action) => Parallel.For(0, count, action));
            Compare(map, drawn.Affected);
            Remember(map, drawn.Tallies);
            onWindow(map);
        }
    }

    /// <summary>Whether a fault of times lifts all of its traffic over the highest edge, for most of its pairs.</summary>
    public bool IsClearShift(FaultTruth truth)
    {
        FaultSpec spec = truth.Fault.Spec;
        if (truth.Metric == HealthMetric.Availability)
        {
            return true;
        }
        int clear = truth.Fault.Pairs.Count(affected =>
        {
            UsualRtt usual = _world.Pairs[affected.Pair].UsualRtt;
            double delay = spec.Kind == FaultKind.RttMultiply ? (spec.Factor - 1) * usual.P10Micros : spec.DelayMicros;
            return delay >= usual.ClearShiftMicros;
        });
        return clear * 2 >= truth.Fault.Pairs.Length;
    }

    /// <summary>Numbers of the world for numbers of the engine.</summary>
    public int WorldPair(int pair) => _worldPairs[(_engine.Pairs[pair].CityNetwork.Id, _engine.Pairs[pair].ServiceLocation)];

    /// <summary>At the end of a day its summary joins the history, and what is usual is derived anew.</summary>
    private void BeginDay(long start)
    {
        DateOnly day = WarmUp.DayOf(start);
        if (day != _today.Day)
        {
            _history.Add(_today);
            _today = new(day);
            _baselines.Derive(day, _history.All());
            NewNormals.Adopt(_baselines, _history.All(), day);
        }
    }

    /// <summary>Where geo data has changed, histories move with the traffic.</summary>
    private void FollowAtlas(long start)
    {
        IReadOnlyCollection<BaselineMove> moves = AtlasSwaps.In(_world, start, start + _world.Options.WindowSeconds);
        if (moves.Count > 0)
        {
            _history.Move(moves);
            _engine.Move(moves, _history.Of, start);
        }
    }

    /// <summary>
    /// Adds a window to the day. The hours of failures are left out: they are not what is usual. Those of slow times are not, as the median of days bears them, and
    /// a level that stays must be seen to become normal.
    /// </summary>
    private void Remember(HealthMap map, TallyBatch tallies)
    {
        _today.Add(tallies);
        int hour = (int)(map.WindowStart / 3600 % 24);
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        for (int pair = 0; pair < health.Length; pair++)
        {
            if (health[pair].Availability.OpenedBy != OpeningPath.None)
            {
                _today.LeaveOut(map.Pairs[pair].CityNetwork.Id, map.Pairs[pair].ServiceLocation, hour);
            }
        }
    }

    /// <summary>Sources with a gap, and those that say that they log only a share of the requests: fewer clients are not fewer users there.</summary>
    private bool IsVolumeUnknown(string source, long start) => _world.IsGap(source, start) || _world.LoggedShareOf(source, start) < 1;

    private Task<DrawnWindow> DrawAhead(long start, long until) =>
        start < until ? Task.Run(() => Draw(start)) : Task.FromResult(new DrawnWindow(new() { WindowSeconds = _world.Options.WindowSeconds }, []));

    private DrawnWindow Draw(long start)
    {
        DrawnWindow drawn = new(new() { WindowSeconds = _world.Options.WindowSeconds }, []);
        _world.AppendWindow(start, drawn.Tallies, drawn.Affected);
        return drawn;
    }

    private void Compare(HealthMap map, List<AffectedRow> affected)
    {
        Dictionary<(int Pair, HealthMetric Metric), (double Hit, double Vanished, bool IsClear)> shares = [];
        foreach (AffectedRow row in affected)
        {
            foreach (HealthMetric metric in FaultTruth.MetricsOf(_world.Faults[row.Fault]))
            {
                if (!_truths.TryGetValue((row.Fault, metric), out FaultTruth? truth))
                {
                    truth = new(_world.Faults[row.Fault], metric);
                    _truths.Add((row.Fault, metric), truth);
                }
                truth.Add(row);
                shares.TryGetValue((row.Pair, metric), out (double Hit, double Vanished, bool IsClear) sum);
                shares[(row.Pair, metric)] = metric == HealthMetric.Availability
                    ? (sum.Hit + row.Share.Vanished + row.Share.Failed + row.Share.ServiceFailed, sum.Vanished + row.Share.Vanished, true)
                    : (sum.Hit + row.Share.RttDelayed + row.Share.TtfbDelayed, 0, IsClearShift(truth));
            }
        }
        ReadOnlySpan<PairHealth> health = map.Health.Span;
        ReadOnlySpan<PairCounts> counts = map.Counts.Span;
        foreach (((int worldPair, HealthMetric metric), (double hit, double vanished, bool isClear)) in shares)
        {
            SimulatedPair pair = _world.Pairs[worldPair];
            int number = map.Pairs.Find(pair.CityNetwork.Id, pair.ServiceLocation);
            double samples = number < 0 ? 0 : metric == HealthMetric.Availability ? counts[number].Votes + vanished : counts[number].Rtt.Samples;
            if (samples < ComparableSamples || !isClear || hit == 0 || health[number].Of(metric).Score is not double score)
            {
                continue;
            }
            ScoreErrors += Math.Abs(1 - score / 100 - hit / samples);
            ScoresCompared++;
        }
    }

    private ImmutableArray<Core.Scoring.AsPath> PathsOf(CityNetworkId cityNetwork, string location) =>
        _pathsKnown && _worldPairs.TryGetValue((cityNetwork, location), out int pair)
            ? [.. _world.Pairs[pair].AsPaths.Select(path => new Core.Scoring.AsPath(path.Hops))]
            : [];

    private sealed record DrawnWindow(TallyBatch Tallies, List<AffectedRow> Affected);
}
