namespace Isobar.Storage;

/// <summary>
/// Lets many readers in, or one change of the files they read. Passes belong to no thread, since a scan may be enumerated across awaits. Readers wait
/// only for a change that has begun, not for one that waits: a reader inside a reader must not wait for itself.
/// </summary>
internal sealed class ReadGate
{
    // A change waits for readers to leave; when none left for this long, one is stuck (or waits for the change itself) and an error beats a hang.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly object _lock = new();
    private int _readers;
    private bool _changing;

    /// <summary>Enters as a reader.</summary>
    public Pass Share()
    {
        lock (_lock)
        {
            while (_changing)
            {
                Monitor.Wait(_lock);
            }
            _readers++;
            return new Pass(this, exclusive: false);
        }
    }

    /// <summary>Enters alone.</summary>
    /// <exception cref="StorageException">A reader did not leave in time.</exception>
    public Pass Exclude()
    {
        lock (_lock)
        {
            while (_changing || _readers > 0)
            {
                if (!Monitor.Wait(_lock, s_patience))
                {
                    throw new StorageException(
                        "The files of the measurement store cannot be changed while a scan is open: read it to its end or dispose it, then try again.");
                }
            }
            _changing = true;
            return new Pass(this, exclusive: true);
        }
    }

    private void Leave(bool exclusive)
    {
        lock (_lock)
        {
            if (exclusive)
            {
                _changing = false;
            }
            else
            {
                _readers--;
            }
            Monitor.PulseAll(_lock);
        }
    }

    /// <summary>The right to be inside; disposed once.</summary>
    public sealed class Pass(ReadGate gate, bool exclusive) : IDisposable
    {
        private ReadGate? _gate = gate;

        /// <inheritdoc/>
        public void Dispose() => Interlocked.Exchange(ref _gate, null)?.Leave(exclusive);
    }
}
