using System.Diagnostics;
using Isobar.Core.Atlas;
using Isobar.Core.Formats;
using Isobar.Core.Windows;
using Isobar.Server.Replay.Health;
using Isobar.Server.Replay.Insights;
using Isobar.Server.Sources;
using Isobar.Storage;

namespace Isobar.Server.Replay;

/// <summary>
/// One replay, from top to bottom: open the inputs, parse and tally them on all cores, seal the windows in the order of time, store them, report.
/// In replay no record is late, so nothing is sealed before the end of the input: real logs jump back in time.
/// </summary>
internal sealed class ReplayRun : IDisposable
{
    private readonly ReplayOptions _options;
    private readonly CityNetworkAtlas _atlas;
    private readonly ReplayProgress _progress;
    private readonly WindowClock _clock;
    private readonly List<ReplayInput> _inputs = [];

    public ReplayRun(ReplayOptions options, CityNetworkAtlas atlas, ReplayProgress progress)
    {
        _options = options;
        _atlas = atlas;
        _progress = progress;
        _clock = new WindowClock(options.WindowSeconds);
    }

    /// <summary>What the data folder lost or set aside, to be told loudly.</summary>
    public IReadOnlyList<StorageIncident> Incidents { get; private set; } = [];

    /// <summary>Runs it.</summary>
    /// <exception cref="IOException">An input cannot be read; the text says which, why, and what to do.</exception>
    /// <exception cref="StorageException">The data folder cannot be used.</exception>
    public ReplayReport Run(CancellationToken cancel)
    {
        long started = Stopwatch.GetTimestamp();
        OpenInputs();
        Task<ReplayReport> reporting;
        ReplayHealth health;
        ReplayInsights? insights;
        using (ReplayStore store = ReplayStore.Begin(_options, _inputs))
        using (SpillFolder spills = new(SpillPath(store)))
        using (TallyTape tape = new(SpillPath(store), _options.SealedTalliesBytes))
        {
            StratumTable strata = new();
            LogFormat[] formats = [.. _inputs.Select(input => input.Format)];
            ReplayWorker[] workers =
            [
                .. Enumerable.Range(0, _options.Cores).Select(_ => new ReplayWorker(_options, formats, _atlas, strata, _clock, spills)),
            ];
            new ReplayReader(_inputs, _options, _progress).Run(workers, cancel);

            _progress.Step = "sealing";
            TrafficSummary summary = new(_clock);
            TallyBatch last = Seal(workers, strata, summary, store, tape, cancel);
            // The last commit and closing the store take longer than the report: they are done side by side.
            reporting = Task.Run(() => Report(workers, summary, started), cancel);
            store.Commit(last, _atlas);
            _progress.Step = "scoring";
            health = new ScorePass(_options, _atlas, tape).Run(summary.CityNetworks.Count, cancel);
            insights = _options.Insights is null ? null : new InsightPass(_options, _atlas, tape).Run(cancel);
            _progress.Step = "looking up lines";
            BlockTimes blocks = new();
            Array.ForEach(workers, worker => blocks.Add(worker.BlockTimes));
            health = EventLines.AddTo(health, _options, _atlas, formats, blocks, cancel);
            Incidents = store.Incidents;
        }
        return reporting.GetAwaiter().GetResult() with { Health = health, Insights = insights, Elapsed = Stopwatch.GetElapsedTime(started) };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ReplayInput input in _inputs)
        {
            input.Log.Dispose();
        }
    }

    private void OpenInputs()
    {
        foreach (string path in _options.Files)
        {
            LogInput log = LogInput.Open(path);
            LineBlockReader lines = new(log.Content, _options.BlockBytes);
            LogFormat format = _options.Format ?? InputFormat.Recognise(log.Name, log.Guarded(lines.Peek).Span);
            _inputs.Add(new(log, lines, format, _options.Format is null));
        }
        _progress.Begin(_inputs.Select(input => input.Log.LengthBytes));
    }

    private static string SpillPath(ReplayStore store) => Path.Combine(store.FolderPath, $"spill-{Environment.ProcessId}");

    /// <summary>Seals and stores all windows but the rows of the last commit, which are returned.</summary>
    private TallyBatch Seal(ReplayWorker[] workers, StratumTable strata, TrafficSummary summary, ReplayStore store, TallyTape tape, CancellationToken cancel)
    {
        List<ClientMinuteCursor>[] runs = [.. workers.Select(_ => new List<ClientMinuteCursor>())];
        Parallel.For(0, workers.Length, worker => runs[worker].AddRange(workers[worker].Runs()));
        ClientMinuteMerger entries = new(runs.SelectMany(run => run), _clock);
        store.Open(
            _clock.StartSeconds(_clock.WindowOf(workers.Min(worker => worker.Tallies.EarliestMicros))),
            _clock.StartSeconds(_clock.WindowOf(workers.Max(worker => worker.Tallies.LatestMicros))));
        TallyFolder folder = new(strata, _clock, _options.Shards);
        TallyBatch batch = new() { WindowSeconds = _options.WindowSeconds };
        TallyBatch unwanted = new() { WindowSeconds = _options.WindowSeconds };
        while (!entries.IsEmpty)
        {
            cancel.ThrowIfCancellationRequested();
            long start = _clock.StartSeconds(entries.NextWindow);
            if (!store.Wants(start))
            {
                folder.FoldNext(entries, unwanted, summary);
                tape.Append(unwanted, 0);
                unwanted.Clear();
                continue;
            }
            int first = batch.Count;
            folder.FoldNext(entries, batch, summary);
            tape.Append(batch, first);
            store.AddSealed(start);
            if (batch.Count >= _options.CommitRows)
            {
                store.Commit(batch, _atlas);
                batch.Clear();
            }
        }
        tape.Complete();
        return batch;
    }

    private ReplayReport Report(ReplayWorker[] workers, TrafficSummary summary, long started)
    {
        ReportBuilder builder = new(summary, _atlas);
        (long Lines, long Records)[] counts =
        [
            .. Enumerable.Range(0, _inputs.Count).Select(file => (
                workers.Sum(worker => worker.Counts[file].Lines), workers.Sum(worker => worker.Counts[file].Records))),
        ];
        long records = counts.Sum(file => file.Records);
        return new ReplayReport
        {
            Files = [.. _inputs.Select((input, file) => new ReplayedFile(input.Log.Name, input.Format.Name, input.Detected, counts[file].Lines, counts[file].Records))],
            Lines = counts.Sum(file => file.Lines),
            Records = records,
            Rejected = RejectedCounter.Sum([.. workers.Select(worker => worker.Rejected)]),
            Unlocated = builder.Unlocated,
            ScannerRecords = workers.Sum(worker => worker.ScannerRecords),
            FirstMicros = records == 0 ? null : workers.Min(worker => worker.Tallies.EarliestMicros),
            LastMicros = records == 0 ? null : workers.Max(worker => worker.Tallies.LatestMicros),
            WindowSeconds = _options.WindowSeconds,
            Windows = summary.Windows,
            Timeline = [.. summary.Timeline],
            TimelineStepSeconds = summary.StepSeconds,
            Total = builder.Total,
            Countries = builder.Countries,
            Networks = builder.Networks,
            CityNetworkCount = builder.CityNetworkCount,
            Top = builder.Top(_options.Top),
            Testable = records == 0 ? null : builder.Testable(
                workers.Max(worker => worker.Tallies.LatestMicros) - workers.Min(worker => worker.Tallies.EarliestMicros)),
            Fields = _inputs.Aggregate(FormatFields.None, (fields, input) => fields | input.Format.Fields),
            ProxyClients = builder.ProxyClients,
            Atlas = new(_atlas.Levels.HasFlag(AtlasLevels.Subdivision), _atlas.Levels.HasFlag(AtlasLevels.Metro), _atlas.Edition.Attribution),
            Elapsed = Stopwatch.GetElapsedTime(started),
        };
    }
}
