using Isobar.Core.Atlas;

namespace Isobar.Server.Atlases;

/// <summary>The right to read an atlas until disposal. One lease per batch of work is enough; disposing twice does no harm.</summary>
public sealed class AtlasLease : IDisposable
{
    private MappedAtlas? _held;

    internal AtlasLease(MappedAtlas held) => _held = held;

    /// <summary>The atlas.</summary>
    /// <exception cref="ObjectDisposedException">The lease was given back.</exception>
    public CityNetworkAtlas Atlas
    {
        get
        {
            MappedAtlas? held = _held;
            ObjectDisposedException.ThrowIf(held is null, this);
            return held.Atlas;
        }
    }

    /// <summary>Gives the lease back.</summary>
    public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
}
