using System.Collections.Immutable;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;

namespace Isobar.Server.Replay.Health;

/// <summary>
/// The second pass: all windows of the input in the order of time, also those without traffic, through the same street as a live server's. What a window is
/// compared with comes from the whole input (or, trailing, from the days before it).
/// </summary>
internal sealed class ScorePass
{
    /// <summary>City-networks whose open day is kept at a time: about 6 KB each, so 120 MB.</summary>
    private const int CityNetworksAtATime = 20_000;

    /// <summary>Fewer strata than this are scored on one core: handing the parts out would take longer than the work.</summary>
    private const int StrataForCores = 4_000;

    /// <summary>Region and account of names that stand for nothing outside of the report.</summary>
    private const string Region = "us-east-1";

    /// <inheritdoc cref="Region"/>
    private const string Account = "000000000000";

    private readonly ReplayOptions _options;
    private readonly CityNetworkAtlas _atlas;
    private readonly TallyTape _tape;
    private readonly Dictionary<uint, string> _networkNames = [];
    private readonly EventLog _events = new();
    private readonly ScoreSums _sums = new();
    private readonly HashSet<(PairKey, HealthMetric, long)> _observations = [];

    public ScorePass(ReplayOptions options, CityNetworkAtlas atlas, TallyTape tape)
    {
        _options = options;
        _atlas = atlas;
        _tape = tape;
    }

    /// <summary>Scores all windows.</summary>
    /// <param name="cityNetworks">Number of city-networks with traffic.</param>
    /// <param name="cancel">Stops it.</param>
    public ReplayHealth Run(int cityNetworks, CancellationToken cancel)
    {
        if (_tape.MostSamples < BaselineSettings.Default.ReadySamples)
        {
            return new() { Mode = _options.Baseline, IsScored = false };
        }
        // Summing the days and making the strata known take about as long: side by side.
        Task<BaselineHistory> history = Task.Run(() => HistoryOf(cityNetworks, cancel), cancel);
        try
        {
            return Run(history, cancel);
        }
        finally
        {
            // Who stops early may close the tape next.
            ((IAsyncResult)history).AsyncWaitHandle.WaitOne();
        }
    }

    private ReplayHealth Run(Task<BaselineHistory> history, CancellationToken cancel)
    {
        TapeContents contents = TapeContents.Of(_tape, cancel);
        ReplayBaselines baselines = new(contents.Days, () => history.GetAwaiter().GetResult(), _options.Baseline);
        HealthEngine engine = new(ScoringSettings.Default, baselines.Table, PairDirectory.WithoutPaths(Describe), TallyTape.WindowSeconds);
        foreach (BaselineKey key in contents.Keys)
        {
            engine.Meet(key);
        }
        HealthPipeline pipeline = new(engine, TallyTape.WindowSeconds, new InternetEventRules())
        {
            Facts = EventFacts.None with { NetworkName = asn => _networkNames.GetValueOrDefault(asn) },
        };
        TrafficMonitor monitor = TrafficMonitor.Default(Region, Account, [new(ResourceArn.OfSource(Region, Account, _options.SourceName), [_options.SourceName])]);
        pipeline.Watch(monitor, now: 0);
        foreach (TrafficMonitor other in _options.Thresholds.Monitors(monitor))
        {
            pipeline.Watch(other, now: 0);
        }
        long end = Play(pipeline, baselines, contents.Locations, cancel);
        return _sums.ToHealth() with
        {
            Mode = _options.Baseline,
            HasSeasons = baselines.HasSeasons,
            Events = _events.Of(monitor.Name),
            Observations = _observations.Count,
            Thresholds = ThresholdsAt(monitor.Name, end),
        };
    }

    private BaselineHistory HistoryOf(int cityNetworks, CancellationToken cancel)
    {
        BaselineHistory history = new();
        ulong parts = (ulong)(1 + cityNetworks / CityNetworksAtATime);
        for (ulong part = 0; part < parts; part++)
        {
            DayAccumulator? day = null;
            foreach ((long start, TallyBatch rows) in _tape.Windows())
            {
                cancel.ThrowIfCancellationRequested();
                DateOnly date = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(start).UtcDateTime);
                if (day?.Day != date)
                {
                    AddTo(history, day);
                    day = new(date);
                }
                AddTo(day, rows, part, parts, (int)(start / 3600 % 24));
            }
            AddTo(history, day);
        }
        return history;
    }

    private static void AddTo(BaselineHistory history, DayAccumulator? day)
    {
        if (day is not null)
        {
            history.Add(day);
        }
    }

    /// <summary>Rows of other parts only tell that the location was heard in this hour.</summary>
    private static void AddTo(DayAccumulator day, TallyBatch rows, ulong part, ulong parts, int hour)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (rows.CityNetwork[row].Value % parts == part)
            {
                day.Add(rows, row);
            }
            else
            {
                day.Observe(rows.Stratum[row].ServiceLocation, hour);
            }
        }
    }

    /// <summary>Plays the windows; returns the end of the last one.</summary>
    private long Play(HealthPipeline pipeline, ReplayBaselines baselines, ImmutableHashSet<string> locations, CancellationToken cancel)
    {
        Action<int, Action<int>>? onCores = baselines.Table.Count >= StrataForCores && _options.Cores > 1
            ? (count, action) => Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = _options.Cores }, action)
            : null;
        long next = long.MinValue;
        foreach ((long start, TallyBatch rows) in _options.Cores > 1 ? _tape.WindowsAhead() : _tape.Windows())
        {
            // Beyond the longest span of the tests a silent log has nothing left to count: the rest of a longer hole is not worth its windows.
            long quietEnd = next == long.MinValue ? start : Math.Min(start, next + ScoringSettings.Default.LongestSpanSeconds);
            for (long quiet = next == long.MinValue ? start : next; quiet < quietEnd; quiet += TallyTape.WindowSeconds)
            {
                Advance(quiet, []);
            }
            Advance(start, [rows]);
            next = start + TallyTape.WindowSeconds;
        }
        return next;

        void Advance(long start, TallyBatch[] batches)
        {
            cancel.ThrowIfCancellationRequested();
            baselines.Advance(start);
            SealedWindow window = new(start, batches, SilentIn(batches, locations));
            Take(pipeline.Advance(window, start + TallyTape.WindowSeconds, onCores));
        }
    }

    /// <summary>A location without a single line in a window: nobody can tell an outage of everything from a log that was not written.</summary>
    private static ImmutableHashSet<string> SilentIn(TallyBatch[] batches, ImmutableHashSet<string> locations)
    {
        ImmutableHashSet<string> silent = locations;
        foreach (TallyBatch batch in batches)
        {
            Stratum? last = null;
            foreach (Stratum stratum in batch.Stratum)
            {
                if (!ReferenceEquals(stratum, last))
                {
                    silent = silent.Remove(stratum.ServiceLocation);
                    last = stratum;
                }
            }
        }
        return silent;
    }

    private void Take(WindowOutcome outcome)
    {
        foreach (MonitorOutcome monitor in outcome.Monitors)
        {
            _events.Add(monitor);
            if (monitor.Monitor.Name == TrafficMonitor.DefaultName)
            {
                _sums.Add(monitor.Window);
                foreach (Observation observation in monitor.Events.Observations)
                {
                    _observations.Add((observation.Pair, observation.Metric, observation.Since));
                }
            }
        }
    }

    private List<ThresholdOutcome> ThresholdsAt(string original, long end)
    {
        List<ThresholdOutcome> outcomes = [];
        foreach (HealthEventImpactType type in Enum.GetValues<HealthEventImpactType>())
        {
            ImmutableArray<double> values = _options.Thresholds.Of(type);
            if (values.IsEmpty)
            {
                continue;
            }
            List<ThresholdOutcome> ofType = [_events.OutcomeOf(original, type, ThresholdPlan.DefaultOf(type), end)];
            for (int set = 0; set < values.Length; set++)
            {
                ofType.Add(_events.OutcomeOf(ThresholdPlan.NameOf(set), type, values[set], end));
            }
            outcomes.AddRange(ofType.DistinctBy(outcome => outcome.Threshold).OrderByDescending(outcome => outcome.Threshold));
        }
        return outcomes;
    }

    private CityNetwork Describe(CityNetworkId id)
    {
        CityNetwork place = _atlas.TryFind(id, out int index) ? _atlas.Describe(index) : CityNetwork.Unlocated;
        _networkNames.TryAdd(place.Asn, place.NetworkName);
        return place;
    }
}
