using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Core.Windows;
using Isobar.Server.Publishing;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// Takes sealed windows one after the other through scoring, and keeps what is beside it: which sources are silent, which hours teach nothing, the sums of five minutes. A
/// pure function of windows, changes of monitors and the days in the store: played again it gives the same.
/// </summary>
internal sealed class ScoringStreet
{
    /// <summary>Fewer strata than this are scored on one core: handing the parts out would take longer than the work.</summary>
    private const int StrataForCores = 4_000;

    private readonly int _windowSeconds;
    private readonly string[] _locations;
    private readonly Dictionary<string, FiveMinuteSums> _sums = new(StringComparer.Ordinal);

    /// <param name="windowSeconds">Length of the windows.</param>
    /// <param name="table">What is usual.</param>
    /// <param name="engine">Scores.</param>
    /// <param name="pipeline">Blames, overlays, opens and closes events.</param>
    /// <param name="locations">Service locations that are configured.</param>
    /// <param name="leftOut">Which hours of the day teach nothing.</param>
    public ScoringStreet(int windowSeconds, BaselineTable table, HealthEngine engine, HealthPipeline pipeline, IEnumerable<string> locations, LeftOutHours leftOut)
    {
        _windowSeconds = windowSeconds;
        Table = table;
        Engine = engine;
        Pipeline = pipeline;
        _locations = [.. locations];
        Silence = new(windowSeconds, _locations);
        LeftOut = leftOut;
    }

    /// <summary>What is usual.</summary>
    public BaselineTable Table { get; }

    /// <summary>What scores.</summary>
    public HealthEngine Engine { get; }

    /// <summary>The street itself.</summary>
    public HealthPipeline Pipeline { get; }

    /// <summary>Which sources are silent.</summary>
    public SourceSilence Silence { get; }

    /// <summary>Which hours of the day teach nothing.</summary>
    public LeftOutHours LeftOut { get; }

    /// <summary>When nothing is learned.</summary>
    public QuietTimes Quiet { get; init; } = QuietTimes.None;

    /// <summary>Start of the last window with traffic; null before the first.</summary>
    public long? LastTraffic { get; set; }

    /// <summary>The outcome of the last window; null before the first.</summary>
    public WindowOutcome? Latest { get; private set; }

    /// <summary>Takes a window.</summary>
    /// <param name="start">Its start, Unix seconds.</param>
    /// <param name="batches">Its rows.</param>
    /// <param name="content">Takes what is to be stored; null where it is stored already.</param>
    public void Advance(long start, IReadOnlyList<TallyBatch> batches, HealthContent? content)
    {
        IReadOnlySet<string> silent = Silence.Advance(batches);
        bool onCores = Table.Count >= StrataForCores && Environment.ProcessorCount > 1;
        WindowOutcome outcome = Pipeline.Advance(
            new SealedWindow(start, batches, silent), start + _windowSeconds, onCores ? static (count, action) => Parallel.For(0, count, action) : null);
        LeftOut.Add(outcome.Map, GapsOf(start));
        content?.Add(outcome, Engine.Pairs);
        Flush(start, content);
        foreach (MonitorOutcome monitor in outcome.Monitors)
        {
            if (SumsOf(monitor.Monitor.Name).Add(monitor.Window) is { } fiveMinutes)
            {
                content?.Add(monitor.Monitor.Name, fiveMinutes);
            }
        }
        if (IsWhole(start + _windowSeconds))
        {
            // A monitor that was removed meanwhile has a part of its five minutes waiting.
            Flush(start + _windowSeconds, content);
        }
        LastTraffic = batches.Any(batch => batch.Count > 0) ? start : LastTraffic;
        Latest = outcome;
    }

    /// <summary>Changes a monitor: what that does to its events is in force at once.</summary>
    public void Apply(MonitorChange change, HealthContent? content)
    {
        HealthEventOutcome? outcome = change.Document is null
            ? Pipeline.Unwatch(change.Name, change.Window)
            : Pipeline.Watch(MonitorDocument.Read(change.Document), change.Window);
        if (outcome is not null)
        {
            content?.Add(outcome);
        }
    }

    /// <summary>Whether five minutes end at a time, so that no sum is waiting and the state can be saved.</summary>
    public static bool IsWhole(long end) => end % FiveMinuteSums.Seconds == 0;

    /// <summary>Locations whose hour teaches nothing: those with a source that is silent, and those where work is planned.</summary>
    private IReadOnlySet<string> GapsOf(long start)
    {
        string[] maintained = [.. Quiet.MaintainedAt(start, start + _windowSeconds, _locations)];
        return maintained.Length == 0 ? Silence.Gaps : new HashSet<string>(Silence.Gaps.Concat(maintained), StringComparer.Ordinal);
    }

    private FiveMinuteSums SumsOf(string monitor)
    {
        if (!_sums.TryGetValue(monitor, out FiveMinuteSums? sums))
        {
            sums = new();
            _sums.Add(monitor, sums);
        }
        return sums;
    }

    private void Flush(long next, HealthContent? content)
    {
        foreach ((string monitor, FiveMinuteSums sums) in _sums.Where(entry => entry.Value.IsBehind(next)))
        {
            content?.Add(monitor, sums.Take()!);
        }
    }
}
