namespace Isobar.Server.Alarms;

/// <summary>What a dispatcher keeps of one webhook: its messages go one after the other, beside those of all others.</summary>
internal sealed class WebhookLane : IDisposable
{
    private readonly SemaphoreSlim _signal = new(1, 1);
    private long _delivered;
    private long _failed;

    /// <summary>Messages delivered since the start.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Messages given up since the start.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Ends when it is told that messages wait, or after a time: whoever stores messages in a commit of its own may forget to tell.</summary>
    public Task WaitAsync(TimeSpan atMost, CancellationToken stop) => _signal.WaitAsync(atMost, stop);

    /// <summary>Tells it that messages wait.</summary>
    public void Notify()
    {
        try
        {
            _signal.Release();
        }
        catch (SemaphoreFullException)
        {
            // It has been told already.
        }
    }

    /// <summary>Counts how a delivery ended.</summary>
    public void Count(bool isDelivered) => Interlocked.Increment(ref isDelivered ? ref _delivered : ref _failed);

    /// <inheritdoc/>
    public void Dispose() => _signal.Dispose();
}
