using System.Buffers;
using Isobar.Core.Atlas;

namespace Isobar.Server.Atlases;

/// <summary>
/// An atlas over a mapped file. It counts its holders: whoever opened it, and every <see cref="AtlasLease"/>; the mapping is released when the last one lets go, never
/// while somebody reads.
/// </summary>
public sealed class MappedAtlas
{
    private readonly IMemoryOwner<byte> _memory;
    private int _holders = 1;

    private MappedAtlas(IMemoryOwner<byte> memory, CityNetworkAtlas atlas, string path)
    {
        _memory = memory;
        Atlas = atlas;
        Path = path;
    }

    /// <summary>The file it was opened from.</summary>
    public string Path { get; }

    /// <summary>Whether the mapping has been released.</summary>
    public bool IsReleased => Volatile.Read(ref _holders) == 0;

    /// <summary>The atlas itself. Only holders may use it.</summary>
    internal CityNetworkAtlas Atlas { get; }

    /// <summary>Maps and checks a compiled atlas. The caller holds it, and lets go with <see cref="Release"/> or by giving it to a slot.</summary>
    /// <exception cref="AtlasUnavailableException">The file cannot be read or is no valid atlas.</exception>
    public static MappedAtlas Open(string path)
    {
        MappedMemory? memory = null;
        try
        {
            memory = new MappedMemory(path);
            return new MappedAtlas(memory, CityNetworkAtlas.Open(memory.Memory), path);
        }
        catch (Exception e) when (e is AtlasFormatException or IOException or UnauthorizedAccessException)
        {
            ((IDisposable?)memory)?.Dispose();
            throw new AtlasUnavailableException($"The atlas {path} cannot be opened: {e.Message}", e);
        }
    }

    /// <summary>Takes a lease, or null when the last holder has let go already.</summary>
    public AtlasLease? TryLease()
    {
        int holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            int seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return new AtlasLease(this);
            }
            holders = seen;
        }
        return null;
    }

    /// <summary>Lets go of one hold. Each hold is let go of once.</summary>
    public void Release()
    {
        int left = Interlocked.Decrement(ref _holders);
        if (left == 0)
        {
            _memory.Dispose();
        }
        else if (left < 0)
        {
            throw new InvalidOperationException($"The atlas {Path} was released more often than it was held.");
        }
    }
}
