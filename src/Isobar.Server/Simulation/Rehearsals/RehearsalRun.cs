using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Server.Replay.Health;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Server.Simulation.Rehearsals;

/// <summary>
/// Plays the faults that a person wrote through the real pipeline: a month of history, then windows from the start until all is well again, watched by the monitor
/// `default`.
/// </summary>
internal sealed class RehearsalRun
{
    /// <summary>How long a window waits for late lines before it is sealed, as a server does: what is found is known no sooner.</summary>
    public const int GraceSeconds = 90;

    /// <summary>After the last fault: events close, and their updates end.</summary>
    private const int TailSeconds = 3_600;

    /// <summary>Region and account of names that stand for nothing outside of the report.</summary>
    private const string Region = "us-east-1";

    /// <inheritdoc cref="Region"/>
    private const string Account = "000000000000";

    private readonly SimulatedWorld _world;
    private readonly PlayOptions _options;
    private readonly bool _pathsKnown;
    private readonly EventLog _events = new();
    private readonly DetectionLog _detections;
    private readonly WorldPairs _pairs;
    private readonly FaultTruths _truths;

    /// <param name="world">The world with the faults of the scenario.</param>
    /// <param name="options">What it was made from.</param>
    /// <param name="pathsKnown">Whether the pipeline knows AS paths.</param>
    public RehearsalRun(SimulatedWorld world, PlayOptions options, bool pathsKnown)
    {
        _world = world;
        _options = options;
        _pathsKnown = pathsKnown;
        _pairs = new(world, pathsKnown);
        _truths = new(world);
        _detections = new(_pairs);
    }

    /// <summary>Plays it.</summary>
    /// <param name="onProgress">Told the part that is done, 0 to 1.</param>
    /// <param name="cancel">Stops it between two windows.</param>
    public Rehearsal Run(Action<double>? onProgress, CancellationToken cancel)
    {
        BaselineHistory history = WarmUp.Draw(_world, PlayOptions.HistoryDays, day => onProgress?.Invoke(0.5 * day / PlayOptions.HistoryDays));
        long dayStart = _options.From / WorldOptions.DaySeconds * WorldOptions.DaySeconds;
        PlayedBaselines baselines = new(history, WarmUp.DrawDay(_world, dayStart, _options.From));
        HealthPipeline pipeline = Pipeline(baselines);
        long until = End();
        for (long start = _options.From; start < until; start += PlayOptions.WindowSeconds)
        {
            cancel.ThrowIfCancellationRequested();
            baselines.Begin(start);
            Play(start, pipeline, baselines);
            onProgress?.Invoke(0.5 + 0.5 * (start - _options.From) / (until - _options.From));
        }
        return Answer(until);
    }

    /// <summary>The end of the last fault and a while, on the grid of windows.</summary>
    private long End()
    {
        long last = _world.Faults.Select(fault => fault.Spec.EndSeconds).DefaultIfEmpty(_options.From).Max() + TailSeconds;
        return _options.From + (last - _options.From + PlayOptions.WindowSeconds - 1) / PlayOptions.WindowSeconds * PlayOptions.WindowSeconds;
    }

    private HealthPipeline Pipeline(PlayedBaselines baselines)
    {
        HealthEngine engine = new(ScoringSettings.Default, baselines.Table, _pairs.Directory, PlayOptions.WindowSeconds);
        baselines.Introduce(engine);
        HealthPipeline pipeline = new(engine, PlayOptions.WindowSeconds, new InternetEventRules()) { Facts = _pairs.Facts };
        pipeline.Watch(
            TrafficMonitor.Default(Region, Account, [.. _world.Sources.Select(source => new MonitoredResource(ResourceArn.OfSource(Region, Account, source.Name), [source.Name]))]),
            now: 0);
        return pipeline;
    }

    private void Play(long start, HealthPipeline pipeline, PlayedBaselines baselines)
    {
        TallyBatch tallies = new() { WindowSeconds = PlayOptions.WindowSeconds };
        List<AffectedRow> affected = [];
        _world.AppendWindow(start, tallies, affected);
        foreach (AffectedRow row in affected)
        {
            _ = _truths.Add(row).Count();
        }
        WindowOutcome outcome = pipeline.Advance(
            new(start, [tallies]), start + PlayOptions.WindowSeconds + GraceSeconds, static (count, action) => Parallel.For(0, count, action));
        baselines.Remember(outcome.Map, tallies);
        _detections.Add(outcome.Map.Pairs, outcome.Groups);
        foreach (MonitorOutcome monitor in outcome.Monitors)
        {
            _events.Add(monitor);
        }
    }

    private Rehearsal Answer(long until)
    {
        IReadOnlyList<Detection> found = _detections.Finish();
        IReadOnlyList<HealthEvent> events = _events.Of(TrafficMonitor.DefaultName);
        FaultMatching matching = new(PlayOptions.WindowSeconds, found);
        FaultAnswer[] answers = [.. _world.Faults.Select(fault => AnswerTo(fault, matching, events))];
        HashSet<Detection> right = [.. _truths.All.SelectMany(matching.Of), .. answers.Select(answer => answer.Found).OfType<Detection>()];
        return new(_world, _options.From, until, answers, events, [.. found.Where(one => !right.Contains(one))]);
    }

    private FaultAnswer AnswerTo(Fault fault, FaultMatching matching, IReadOnlyList<HealthEvent> events)
    {
        FaultTruth[] truths = [.. FaultTruth.MetricsOf(fault).Select(metric => _truths.Find(fault.Id, metric)).OfType<FaultTruth>().Where(truth => truth.Affected > 0)];
        // A fault of two metrics is found with the first of them.
        (FaultTruth Truth, Detection Found)[] found =
        [
            .. truths.Select(truth => (Truth: truth, Found: matching.SaidOf(truth))).Where(one => one.Found is not null)
                .Select(one => (one.Truth, one.Found!)).OrderBy(one => one.Item2.OpenedSeconds),
        ];
        HashSet<PairKey> pairs = [.. truths.SelectMany(truth => truth.Pairs).Select(number => new PairKey(_world.Pairs[number].CityNetwork.Id, _world.Pairs[number].ServiceLocation))];
        HashSet<HealthMetric> metrics = [.. truths.Select(truth => truth.Metric)];
        HealthEvent[] made =
        [
            .. events.Where(one => metrics.Contains(one.Metric) && Overlaps(one, fault.Spec) && one.ImpactedLocations.Any(location => pairs.Contains(location.Key)))
                .OrderBy(one => one.IsLocal).ThenByDescending(one => one.PercentOfTotalTrafficImpacted).ThenBy(one => one.EventId, StringComparer.Ordinal),
        ];
        FaultTruth? main = truths.MaxBy(truth => truth.Affected);
        Detection? first = found.Length > 0 ? found[0].Found : null;
        return new(
            fault, truths.Sum(truth => truth.Affected), main?.Share ?? 0, pairs.Count, first,
            first?.OpenedSeconds + PlayOptions.WindowSeconds + GraceSeconds, first is not null && FaultMatching.IsRight(found[0].Truth, first), made);
    }

    private static bool Overlaps(HealthEvent one, FaultSpec fault) =>
        one.StartedAt < fault.EndSeconds + PlayOptions.WindowSeconds && (one.EndedAt ?? long.MaxValue) > fault.StartSeconds;
}
