using System.Collections.Concurrent;
using System.Collections.Immutable;
using Isobar.Core.Locations;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Storage.Publishing;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Delivers measurements to the buckets that monitors name, and to the log where there is one. What is due is derived from the store: the five minutes that are measured and not settled. So it
/// needs no word from the pipeline, never holds it up, and goes on after a kill where it was.
/// </summary>
internal sealed class MeasurementPublisher : IAsyncDisposable
{
    /// <summary>What the store calls the delivery of a monitor to its bucket, whichever that is, and to the log.</summary>
    public const string BucketKind = "bucket", LogKind = "log";

    /// <summary>Folder of the data folder in which objects are made.</summary>
    public const string ScratchFolder = "publishing";

    /// <summary>The row of no monitor says since when there is a log; this says that there is none.</summary>
    private const string NoMonitor = "";

    private const long Never = long.MaxValue;

    private readonly DataFolder _folder;
    private readonly Func<IReadOnlyList<MonitorRecord>> _monitors;
    private readonly PublishingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly PublishingLane? _logLane;
    private readonly long _logSince;
    private readonly ImmutableArray<ServiceLocation> _locations;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly ConcurrentDictionary<string, PublishingLane> _buckets = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;

    /// <param name="folder">The store.</param>
    /// <param name="monitors">The monitors of all accounts.</param>
    /// <param name="buckets">The buckets.</param>
    /// <param name="log">The log; null for none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Told what an operator should know.</param>
    /// <param name="locations">The user's own service locations.</param>
    /// <param name="options">How often and how long it tries; null for the usual.</param>
    /// <exception cref="StorageException">The store cannot be written.</exception>
    public MeasurementPublisher(
        DataFolder folder, Func<IReadOnlyList<MonitorRecord>> monitors, BucketBook buckets, MeasurementLogConfiguration? log, TimeProvider time, ILogger logger,
        IEnumerable<ServiceLocation>? locations = null, PublishingOptions? options = null)
    {
        _folder = folder;
        _monitors = monitors;
        Buckets = buckets;
        _options = options ?? new();
        _time = time;
        _log = logger;
        _locations = [.. locations ?? []];
        _logSince = LogSince(log is not null);
        _logLane = log is null ? null : new(LogKind, LogKind, places => new LogSink(folder, places, log), new(folder, _locations), folder, _options, time, logger);
    }

    /// <summary>The buckets.</summary>
    public BucketBook Buckets { get; }

    /// <summary>Begins to run.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Takes over buckets that were changed while the server runs: what is being put off is tried at once.</summary>
    public void TakeOver(IReadOnlyDictionary<string, BucketConfiguration> buckets)
    {
        Buckets.Replace(buckets);
        foreach (PublishingLane lane in _buckets.Values)
        {
            lane.Hurry();
        }
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already.
        }
    }

    /// <summary>Begins what is due on each lane that rests, and gives the end of all that runs.</summary>
    public Task RoundAsync()
    {
        IReadOnlyList<MonitorRecord> monitors = _monitors();
        ILookup<string, Publication> deliveries = monitors.Select(ToBucket).OfType<Publication>()
            .ToLookup(publication => publication.Monitor.Delivery!.BucketName!, StringComparer.Ordinal);
        foreach (IGrouping<string, Publication> bucket in deliveries)
        {
            LaneOf(bucket.Key).Begin([.. bucket], _stop.Token);
        }
        if (_logLane is not null && monitors.Count > 0)
        {
            _logLane.Begin([.. monitors.Select(ToLog)], _stop.Token);
        }
        foreach ((string bucket, PublishingLane lane) in _buckets)
        {
            // Names come from whoever may change a monitor: what nobody names any more and nobody configured is forgotten.
            if (!deliveries.Contains(bucket) && !Buckets.Current.ContainsKey(bucket) && lane.Running.IsCompleted)
            {
                _buckets.TryRemove(bucket, out _);
            }
        }
        return Task.WhenAll(Lanes().Select(lane => lane.Running));
    }

    /// <summary>How it goes, over all monitors.</summary>
    public PublishingStatus Status()
    {
        IReadOnlyList<MonitorRecord> monitors = _monitors();
        return new(
            [.. Lanes().Select(lane => lane.Status())],
            [
                .. monitors.Select(StatusOf).OfType<PublicationStatus>(),
                .. _logLane is null ? [] : monitors.Select(monitor => _logLane.StatusOf(ToLog(monitor))),
            ]);
    }

    /// <summary>How it goes with a monitor and its bucket; null where nothing is delivered.</summary>
    public PublicationStatus? StatusOf(MonitorRecord monitor) => ToBucket(monitor) is { } publication ? LaneOf(monitor.Delivery!.BucketName!).StatusOf(publication) : null;

    /// <summary>Whether the log of a monitor cannot be written.</summary>
    public bool HasLogFault(MonitorRecord monitor) => _logLane?.FaultOf(monitor.Key) is not null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(Lanes().Select(lane => lane.Running));
        _stop.Dispose();
        _signal.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                // Lanes run beside each other; none is waited for.
                _ = RoundAsync();
                await _signal.WaitAsync(_options.PollInterval, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault) when (fault is StorageException or FormatException)
            {
                _log.DeliveryBroke(fault);
                await Task.Delay(_options.PollInterval, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Monitors that are switched off measure nothing, and what they measured before is delivered still.</summary>
    private static Publication? ToBucket(MonitorRecord monitor) =>
        monitor.Delivery is { IsOn: true } delivery ? new(monitor, delivery.Since ?? monitor.ModifiedAt) : null;

    private Publication ToLog(MonitorRecord monitor) => new(monitor, Math.Max(_logSince, monitor.CreatedAt));

    private IEnumerable<PublishingLane> Lanes()
    {
        IEnumerable<PublishingLane> buckets = _buckets.OrderBy(lane => lane.Key, StringComparer.Ordinal).Select(lane => lane.Value);
        return _logLane is null ? buckets : buckets.Append(_logLane);
    }

    private PublishingLane LaneOf(string bucket) => _buckets.GetOrAdd(bucket, name => new(
        name, BucketKind, places => new BucketSink(_folder, places, Buckets.Open(name), ScratchOf(name)), new(_folder, _locations), _folder, _options, _time, _log));

    /// <summary>Names of buckets come from whoever may change a monitor; only those that are configured get here, and these are names.</summary>
    private string ScratchOf(string bucket) => Path.Combine(_folder.Path, ScratchFolder, $"{bucket}.part");

    /// <summary>A log begins when it is configured, not with what was measured before; the store remembers when that was, so that a kill in its first minutes loses nothing.</summary>
    private long LogSince(bool hasLog)
    {
        PublicationRow? row = _folder.Publications.Find(NoMonitor, LogKind);
        long since = !hasLog ? Never : row is null or { Through: Never } ? _time.GetUtcNow().ToUnixTimeSeconds() : row.Through;
        if ((row?.Through ?? Never) != since)
        {
            _folder.Commit(new CommitContent { Publications = [new(NoMonitor, LogKind, since, null, null, 0)] });
        }
        return since;
    }
}
