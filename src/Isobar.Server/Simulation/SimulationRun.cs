using System.Collections.Immutable;
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
    private readonly PlayedBaselines _baselines;
    private readonly WorldPairs _worldPairs;
    private readonly FaultTruths _truths;
    private readonly ImmutableArray<(string Source, string Location)> _sources;
    private ExplainedDrops _explained = ExplainedDrops.None;
    private long _next;

    public SimulationRun(SimulatedWorld world, BaselineHistory history, long from, bool pathsKnown)
    {
        _world = world;
        _truths = new(world);
        _worldPairs = new(world, pathsKnown);
        _baselines = new(history, new(WarmUp.DayOf(from)));
        _engine = new(ScoringSettings.Default, _baselines.Table, _worldPairs.Directory, world.Options.WindowSeconds);
        _sources = [.. world.Strata.Select(stratum => (stratum.Source, stratum.ServiceLocation)).Distinct()];
        _baselines.Introduce(_engine);
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
    public IReadOnlyCollection<FaultTruth> Truths => _truths.All;

    /// <summary>The engine that scores.</summary>
    public HealthEngine Engine => _engine;

    /// <summary>Scores all windows up to an end; called again, it goes on from there.</summary>
    /// <param name="until">The end, Unix seconds.</param>
    /// <param name="onWindow">Told of each window; says what is explained by then.</param>
    public void Play(long until, Func<HealthMap, ExplainedDrops> onWindow)
    {
        int seconds = _world.Options.WindowSeconds;
        // The next window is drawn while this one is scored.
        Task<DrawnWindow> drawing = DrawAhead(_next, until);
        for (long start = _next; start < until; start = _next)
        {
            DrawnWindow drawn = drawing.GetAwaiter().GetResult();
            _next = start + seconds;
            drawing = DrawAhead(_next, until);
            _baselines.Begin(start);
            FollowAtlas(start);
            HashSet<string> silent = [.. _sources.Where(source => IsVolumeUnknown(source.Source, start)).Select(source => source.Location)];
            HealthMap map = _engine.Score(new(start, [drawn.Tallies], silent), _explained, static (count, action) => Parallel.For(0, count, action));
            Compare(map, drawn.Affected);
            _baselines.Remember(map, drawn.Tallies);
            _explained = onWindow(map);
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

    /// <summary>Numbers of the world for pairs of the engine.</summary>
    public WorldPairs Pairs => _worldPairs;

    /// <summary>Where geo data has changed, histories move with the traffic.</summary>
    private void FollowAtlas(long start)
    {
        IReadOnlyCollection<BaselineMove> moves = AtlasSwaps.In(_world, start, start + _world.Options.WindowSeconds);
        if (moves.Count > 0)
        {
            _baselines.Move(moves, _engine, start);
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
            foreach (FaultTruth truth in _truths.Add(row))
            {
                HealthMetric metric = truth.Metric;
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

    private sealed record DrawnWindow(TallyBatch Tallies, List<AffectedRow> Affected);
}
