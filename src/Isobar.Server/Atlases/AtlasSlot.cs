namespace Isobar.Server.Atlases;

/// <summary>
/// Holds the atlas in use. A rebuilt one is swapped in by one reference write: readers that hold a lease finish on the old atlas, the next lease gives the
/// new one, and nobody waits.
/// </summary>
public sealed class AtlasSlot : IDisposable
{
    private MappedAtlas? _current;

    /// <summary>Starts with an atlas, whose hold passes to the slot.</summary>
    public AtlasSlot(MappedAtlas first) => _current = first;

    /// <summary>Takes a lease on the current atlas.</summary>
    /// <exception cref="ObjectDisposedException">The slot has been disposed.</exception>
    public AtlasLease Lease()
    {
        while (true)
        {
            MappedAtlas? current = Volatile.Read(ref _current);
            ObjectDisposedException.ThrowIf(current is null, this);
            // Between the read and the lease the atlas may have been swapped out and released: then there is a newer one.
            if (current.TryLease() is { } lease)
            {
                return lease;
            }
        }
    }

    /// <summary>
    /// Puts a new atlas in place; its hold passes to the slot. The lease on the old one is for the caller, to compare the two
    /// (<see cref="Isobar.Core.Atlas.AtlasChanges"/>), and to dispose.
    /// </summary>
    public AtlasLease Swap(MappedAtlas next)
    {
        ArgumentNullException.ThrowIfNull(next);
        MappedAtlas? old = Interlocked.Exchange(ref _current, next);
        if (old is null)
        {
            Interlocked.Exchange(ref _current, null)?.Release();
            throw new ObjectDisposedException(nameof(AtlasSlot));
        }
        // The slot's own hold becomes the caller's lease.
        return new AtlasLease(old);
    }

    /// <summary>Lets go of the current atlas. Leases that are out stay valid.</summary>
    public void Dispose() => Interlocked.Exchange(ref _current, null)?.Release();
}
