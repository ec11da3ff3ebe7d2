using Isobar.Core.Metrics;
using Isobar.Storage;

namespace Isobar.Server.Alarms;

/// <summary>
/// Stores points that clients send. A commit has a fixed price of some milliseconds, so those that come while one is made go into the next together; nobody is
/// answered before its points are durable.
/// </summary>
internal sealed class MetricWriter(DataFolder folder)
{
    /// <summary>Points that may wait; further ones are refused, as memory is bounded.</summary>
    private const int WaitingPoints = 200_000;

    private readonly Lock _gate = new();
    private List<MetricBatch> _waiting = [];
    private int _waitingPoints;
    private TaskCompletionSource _stored = New();
    private bool _isWriting;
    private long _points;

    /// <summary>Points stored since the start.</summary>
    public long Points => Interlocked.Read(ref _points);

    /// <summary>Stores points; they are durable when the task ends.</summary>
    /// <exception cref="StorageException">The store failed, or too much waits for it: nothing of the batch is kept.</exception>
    public Task AddAsync(MetricBatch batch)
    {
        lock (_gate)
        {
            if (_waitingPoints > WaitingPoints)
            {
                throw new StorageException("More points of metrics wait for the store than it keeps up with.");
            }
            _waiting.Add(batch);
            _waitingPoints += batch.Count;
            if (!_isWriting)
            {
                _isWriting = true;
                _ = Task.Run(Write);
            }
            return _stored.Task;
        }
    }

    private void Write()
    {
        while (true)
        {
            List<MetricBatch> batches;
            TaskCompletionSource stored;
            lock (_gate)
            {
                if (_waiting.Count == 0)
                {
                    _isWriting = false;
                    return;
                }
                (batches, _waiting, stored, _stored, _waitingPoints) = (_waiting, [], _stored, New(), 0);
            }
            try
            {
                folder.Commit(new CommitContent { Metrics = batches });
                Interlocked.Add(ref _points, batches.Sum(batch => batch.Count));
                stored.SetResult();
            }
#pragma warning disable CA1031 // Whatever it is, those who wait are told, and the next batch is tried.
            catch (Exception fault)
#pragma warning restore CA1031
            {
                stored.SetException(fault);
            }
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
