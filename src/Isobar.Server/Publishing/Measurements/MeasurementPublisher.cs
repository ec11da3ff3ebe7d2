using System.Collections.Concurrent;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Configuration;
using Isobar.Storage;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Delivers measurements to the buckets that monitors name. What is due is derived from the store: the five minutes that are measured and not settled. So it needs no word from the pipeline,
/// never holds it up, and goes on after a kill where it was.
/// </summary>
internal sealed class MeasurementPublisher : IAsyncDisposable
{
    /// <summary>What the store calls the delivery of a monitor to its bucket, whichever that is.</summary>
    public const string BucketKind = "bucket";

    /// <summary>Folder of the data folder in which objects are made.</summary>
    public const string ScratchFolder = "publishing";

    private readonly DataFolder _folder;
    private readonly Func<IReadOnlyList<MonitorRecord>> _monitors;
    private readonly PublishingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _signal = new(0, 1);
    private readonly ConcurrentDictionary<string, PublishingLane> _lanes = new(StringComparer.Ordinal);
    private Task _running = Task.CompletedTask;

    /// <param name="folder">The store.</param>
    /// <param name="monitors">The monitors of all accounts.</param>
    /// <param name="buckets">The buckets.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told what an operator should know.</param>
    /// <param name="options">How often and how long it tries; null for the usual.</param>
    public MeasurementPublisher(
        DataFolder folder, Func<IReadOnlyList<MonitorRecord>> monitors, BucketBook buckets, TimeProvider time, ILogger log, PublishingOptions? options = null)
    {
        _folder = folder;
        _monitors = monitors;
        Buckets = buckets;
        _options = options ?? new();
        _time = time;
        _log = log;
    }

    /// <summary>The buckets.</summary>
    public BucketBook Buckets { get; }

    /// <summary>Begins to run.</summary>
    public void Start() => _running = Task.Run(RunAsync);

    /// <summary>Takes over buckets that were changed while the server runs: what is being put off is tried at once.</summary>
    public void TakeOver(IReadOnlyDictionary<string, BucketConfiguration> buckets)
    {
        Buckets.Replace(buckets);
        foreach (PublishingLane lane in _lanes.Values)
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
        ILookup<string, Publication> deliveries = Deliveries().ToLookup(publication => publication.Monitor.Delivery!.BucketName!, StringComparer.Ordinal);
        foreach (IGrouping<string, Publication> bucket in deliveries)
        {
            LaneOf(bucket.Key).Begin([.. bucket], _stop.Token);
        }
        foreach ((string bucket, PublishingLane lane) in _lanes)
        {
            // Names come from whoever may change a monitor: what nobody names any more and nobody configured is forgotten.
            if (!deliveries.Contains(bucket) && !Buckets.Current.ContainsKey(bucket) && lane.Running.IsCompleted)
            {
                _lanes.TryRemove(bucket, out _);
            }
        }
        return Task.WhenAll(_lanes.Values.Select(lane => lane.Running));
    }

    /// <summary>How it goes, over all monitors.</summary>
    public PublishingStatus Status() => new(
        [.. _lanes.OrderBy(lane => lane.Key, StringComparer.Ordinal).Select(lane => lane.Value.Status())],
        [.. Deliveries().Select(publication => LaneOf(publication.Monitor.Delivery!.BucketName!).StatusOf(publication))]);

    /// <summary>How it goes with a monitor; null where nothing of it is delivered.</summary>
    public PublicationStatus? StatusOf(MonitorRecord monitor) =>
        PublicationOf(monitor) is { } publication ? LaneOf(monitor.Delivery!.BucketName!).StatusOf(publication) : null;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        await Task.WhenAll(_lanes.Values.Select(lane => lane.Running));
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
    private IEnumerable<Publication> Deliveries() => _monitors().Select(PublicationOf).OfType<Publication>();

    private static Publication? PublicationOf(MonitorRecord monitor) =>
        monitor.Delivery is { IsOn: true } delivery ? new(monitor, delivery.Since ?? monitor.ModifiedAt) : null;

    private PublishingLane LaneOf(string bucket) => _lanes.GetOrAdd(bucket, name => new(
        name, BucketKind, () => new BucketSink(_folder, Buckets.Open(name), ScratchOf(name)), _folder, _options, _time, _log));

    /// <summary>Names of buckets come from whoever may change a monitor; only those that are configured get here, and these are names.</summary>
    private string ScratchOf(string bucket) => Path.Combine(_folder.Path, ScratchFolder, $"{bucket}.part");
}
