using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Storage;
using Isobar.Storage.Publishing;

namespace Isobar.Server.Publishing.Measurements;

/// <summary>
/// Writes the measurements of monitors to one output, beside all other lanes: one that is away holds nobody else up. What is due is asked of the store each time, and five minutes are
/// settled by a commit once they are written: a kill in between has them written again, as the same bytes in the same place.
/// </summary>
/// <param name="name">The bucket, or `log`.</param>
/// <param name="kind">What the store calls this output of a monitor.</param>
/// <param name="open">Makes the output ready for some objects.</param>
/// <param name="places">Where else users would be answered; of this lane alone.</param>
/// <param name="folder">The store.</param>
/// <param name="options">How often and how long it tries.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told what an operator should know.</param>
internal sealed class PublishingLane(
    string name, string kind, Func<BestPlaces, IMeasurementSink> open, BestPlaces places, DataFolder folder, PublishingOptions options, TimeProvider time, ILogger log)
{
    private const int PageWindows = 12;

    private readonly Lock _gate = new();
    private readonly Retry _whole = new(options);
    private readonly Dictionary<string, Retry> _monitors = new(StringComparer.Ordinal);
    private long _delivered;
    private long _failed;
    private long _skipped;
    private long _records;
    private long _bytes;

    /// <summary>The round that runs, or the last one.</summary>
    public Task Running { get; private set; } = Task.CompletedTask;

    /// <summary>How it fares.</summary>
    public OutputStatus Status() => new(
        name, kind, Interlocked.Read(ref _delivered), Interlocked.Read(ref _failed), Interlocked.Read(ref _skipped), Interlocked.Read(ref _records), Interlocked.Read(ref _bytes));

    /// <summary>Why the measurements of a monitor wait; null where nothing is wrong.</summary>
    public string? FaultOf(string monitor)
    {
        lock (_gate)
        {
            return _monitors.GetValueOrDefault(monitor)?.Fault ?? _whole.Fault;
        }
    }

    /// <summary>How far it has come with a monitor.</summary>
    public PublicationStatus StatusOf(Publication publication)
    {
        PublicationRow? row = folder.Publications.Find(publication.Monitor.Key, kind);
        long waiting = folder.Publications.CountMeasured(publication.Monitor.Key, After(publication, row));
        lock (_gate)
        {
            string? fault = _monitors.GetValueOrDefault(publication.Monitor.Key)?.Fault ?? (waiting > 0 ? _whole.Fault : null);
            return new(publication.Monitor.Key, name, kind, row?.Delivered, row?.DeliveredAt, waiting, row?.Skipped ?? 0, fault);
        }
    }

    /// <summary>What made it fail may have been mended.</summary>
    public void Hurry()
    {
        lock (_gate)
        {
            _whole.Hurry();
            foreach (Retry retry in _monitors.Values)
            {
                retry.Hurry();
            }
        }
    }

    /// <summary>Begins a round, unless one runs.</summary>
    public void Begin(IReadOnlyList<Publication> publications, CancellationToken stop)
    {
        if (Running.IsCompleted)
        {
            Running = Task.Run(() => RunAsync(publications, stop), CancellationToken.None);
        }
    }

    private async Task RunAsync(IReadOnlyList<Publication> publications, CancellationToken stop)
    {
        IMeasurementSink? sink = null;
        try
        {
            Forget(publications);
            foreach (Publication publication in publications)
            {
                PassOver(publication);
            }
            foreach (Publication publication in publications.TakeWhile(_ => IsDue(_whole)))
            {
                Retry retry = RetryOf(publication.Monitor.Key);
                if (!IsDue(retry))
                {
                    continue;
                }
                try
                {
                    while (Next(publication) is { Count: > 0 } due)
                    {
                        sink ??= open(places);
                        await WriteAsync(sink, publication, due, stop);
                    }
                    Succeeded(publication, retry);
                }
                catch (DeliveryException fault)
                {
                    Failed(publication, fault.IsOfOne ? retry : _whole, fault.Message);
                }
                catch (StorageException fault)
                {
                    Failed(publication, retry, fault.Message);
                    // A damaged block is set aside and told; the rest is read again.
                    folder.Verify();
                }
            }
        }
        catch (StorageException fault)
        {
            Failed(publications[0], _whole, fault.Message);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The server stops; what is due is in the store.
        }
#pragma warning disable CA1031 // The last line of defence of a task that nobody waits for: told in full, and tried again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.DeliveryBroke(fault);
            Failed(publications[0], _whole, fault.Message);
        }
        finally
        {
            sink?.Dispose();
        }
    }

    private async Task WriteAsync(IMeasurementSink sink, Publication publication, IReadOnlyList<long> due, CancellationToken stop)
    {
        string monitor = publication.Monitor.Key;
        foreach (long window in due)
        {
            PublicationRow? row = folder.Publications.Find(monitor, kind);
            WrittenWindow written = await WriteAsync(sink, publication.Monitor, window, stop);
            PublicationRow before = row ?? new(monitor, kind, 0, null, null, 0);
            bool isEmpty = written.Records == 0;
            folder.Commit(new CommitContent
            {
                Publications = [isEmpty
                    ? before with { Through = window, Skipped = before.Skipped + 1 }
                    : before with { Through = window, Delivered = window, DeliveredAt = time.GetUtcNow().ToUnixTimeSeconds() }],
            });
            Interlocked.Increment(ref isEmpty ? ref _skipped : ref _delivered);
            Interlocked.Add(ref _records, written.Records);
            Interlocked.Add(ref _bytes, written.Bytes);
        }
    }

    private async Task<WrittenWindow> WriteAsync(IMeasurementSink sink, MonitorRecord monitor, long window, CancellationToken stop)
    {
        using CancellationTokenSource deadline = new(options.Timeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stop);
        try
        {
            return await sink.WriteAsync(monitor, window, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new DeliveryException($"not done within {options.Timeout.TotalSeconds:0} s", isOfOne: false);
        }
    }

    private IReadOnlyList<long> Next(Publication publication)
    {
        string monitor = publication.Monitor.Key;
        return folder.Publications.Measured(monitor, After(publication, folder.Publications.Find(monitor, kind)), PageWindows);
    }

    /// <summary>Settles what has waited for too long without having been written.</summary>
    private void PassOver(Publication publication)
    {
        string monitor = publication.Monitor.Key;
        PublicationRow? row = folder.Publications.Find(monitor, kind);
        long after = After(publication, row), excess = folder.Publications.CountMeasured(monitor, after) - options.WindowsKept;
        if (excess <= 0)
        {
            return;
        }
        IReadOnlyList<long> windows = folder.Publications.Measured(monitor, after, (int)Math.Min(excess, int.MaxValue));
        PublicationRow before = row ?? new(monitor, kind, 0, null, null, 0);
        folder.Commit(new CommitContent { Publications = [before with { Through = windows[^1], Skipped = before.Skipped + windows.Count }] });
        Interlocked.Add(ref _skipped, windows.Count);
        log.MeasurementsSkipped(publication.Monitor.Name, name, windows.Count);
    }

    /// <summary>The window that delivery began in is delivered too, whole.</summary>
    private static long After(Publication publication, PublicationRow? row) => Math.Max(row?.Through ?? long.MinValue, publication.Since - FiveMinuteSums.Seconds);

    private bool IsDue(Retry retry)
    {
        lock (_gate)
        {
            return time.GetUtcNow() >= retry.NotBefore;
        }
    }

    private Retry RetryOf(string monitor)
    {
        lock (_gate)
        {
            if (!_monitors.TryGetValue(monitor, out Retry? retry))
            {
                _monitors[monitor] = retry = new(options);
            }
            return retry;
        }
    }

    private void Forget(IReadOnlyList<Publication> others)
    {
        lock (_gate)
        {
            foreach (string gone in _monitors.Keys.Except(others.Select(publication => publication.Monitor.Key)).ToArray())
            {
                _monitors.Remove(gone);
            }
        }
    }

    private void Succeeded(Publication publication, Retry retry)
    {
        bool failedBefore;
        lock (_gate)
        {
            failedBefore = retry.Fault is not null || _whole.Fault is not null;
            retry.Succeeded();
            _whole.Succeeded();
        }
        if (failedBefore)
        {
            log.MeasurementsGoOn(publication.Monitor.Name, name);
        }
    }

    private void Failed(Publication publication, Retry retry, string fault)
    {
        Interlocked.Increment(ref _failed);
        DateTimeOffset now = time.GetUtcNow();
        bool isNew;
        lock (_gate)
        {
            isNew = retry.Fault != fault;
            retry.Failed(fault, now);
        }
        if (isNew)
        {
            log.MeasurementsWait(publication.Monitor.Name, name, (retry.NotBefore - now).TotalSeconds, fault);
        }
    }
}
