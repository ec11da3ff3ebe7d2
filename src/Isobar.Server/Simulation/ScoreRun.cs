using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Scoring;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation;

/// <summary>Plays a world with faults through the pipeline and grades what it found.</summary>
internal sealed class ScoreRun
{
    private readonly ScoreOptions _options;
    private readonly SimulatedWorld _world;
    private readonly BaselineHistory _history;

    public ScoreRun(ScoreOptions options, Action<double>? onProgress = null)
    {
        _options = options;
        _world = new(Options(options));
        _history = WarmUp.Draw(_world, options.HistoryDays, day => onProgress?.Invoke(0.3 * day / options.HistoryDays));
    }

    private ScoreRun(ScoreRun same, ScoreOptions options)
    {
        _options = options;
        _world = same._world;
        _history = same._history;
    }

    /// <summary>The same world with the same history, whose AS paths are not known.</summary>
    public ScoreRun WithoutPaths() => new(this, _options with { PathsKnown = false });

    /// <summary>The world that is played.</summary>
    public SimulatedWorld World => _world;

    /// <summary>The history of the world, for further runs over it.</summary>
    public BaselineHistory History => _history;

    /// <summary>Start of the first five-minute window.</summary>
    public long From => _world.Options.StartSeconds + (long)_options.HistoryDays * WorldOptions.DaySeconds;

    /// <summary>End of the last window.</summary>
    public long Until => From + (long)(_options.QuietDays + _options.FaultyDays) * WorldOptions.DaySeconds;

    /// <summary>Plays and grades.</summary>
    public (ScorecardResult Result, Scorecard Card) Run(Action<double>? onProgress = null, Action<HealthMap>? onWindow = null)
    {
        SimulationRun run = new(_world, _history, From, _options.PathsKnown);
        DetectionLog detections = new(run.Pairs);
        EventGroupTracker groups = new();
        run.Play(Until, map =>
        {
            detections.Add(map.Pairs, groups.Advance(map));
            onWindow?.Invoke(map);
            onProgress?.Invoke(0.3 + 0.7 * (map.WindowStart - From) / (Until - From));
            return groups.Explained;
        });
        double pairDays = _world.Pairs.Length * (Until - From) / (double)WorldOptions.DaySeconds;
        Scorecard card = new(_world.Options.WindowSeconds, pairDays, [.. run.Truths], detections.Finish(), run.IsClearShift, _options.PathsKnown);
        return (card.Grade(run.ScoreErrors, run.ScoresCompared), card);
    }

    /// <summary>The default plan is meant for 10,000 pairs and seven days; smaller runs have as many faults for each pair and day.</summary>
    private static WorldOptions Options(ScoreOptions options)
    {
        const double PlannedPairDays = 70_000;
        WorldOptions world = WorldOptions.ForGates(options.Seed, options.Pairs, options.HistoryDays, options.QuietDays, options.FaultyDays);
        if (world.Faults.RandomFaults is not { } plan)
        {
            return world;
        }
        double part = Math.Min(1, options.Pairs * options.FaultyDays / PlannedPairDays * options.FaultDensity);
        return world with
        {
            Faults = FaultPlan.Random(plan with
            {
                ClearPairFaults = Scaled(plan.ClearPairFaults, part),
                SharedFaults = Scaled(plan.SharedFaults, part),
                WideSlightFaults = Scaled(plan.WideSlightFaults, part),
                ServiceFaults = Scaled(plan.ServiceFaults, part),
                ShortFaults = Scaled(plan.ShortFaults, part),
                IncludeHeldOut = options.HeldOut,
            }),
        };
    }

    private static int Scaled(int faults, double part) => (int)Math.Ceiling(faults * part);
}
