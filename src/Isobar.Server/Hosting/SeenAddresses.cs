using System.Buffers.Binary;
using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Traffic;

namespace Isobar.Server.Hosting;

/// <summary>
/// A fair part of the addresses that were looked up lately, and what was found: another atlas asks them which part of a city-network's traffic has moved. One in sixteen is kept, so
/// that the ring reaches back a million requests. It is saved with the state of scoring, so that a restart with another atlas can ask them too. For any thread.
/// </summary>
internal sealed class SeenAddresses
{
    /// <summary>Name of the snapshot that holds them.</summary>
    public const string SnapshotName = "seen-addresses";

    private const int Size = 1 << 16;
    private const int OneIn = 16;
    private const int EntryBytes = 3 * sizeof(ulong);

    private readonly Lock _gate = new();
    private readonly List<SeenAddress> _ring = [];
    private long _count;

    /// <summary>The addresses that are kept.</summary>
    public IReadOnlyCollection<SeenAddress> All
    {
        get
        {
            lock (_gate)
            {
                return _ring.ToArray();
            }
        }
    }

    /// <summary>Takes note of an address.</summary>
    public void Add(IpAddress address, CityNetworkId place)
    {
        if (_count++ % OneIn != 0)
        {
            return;
        }
        lock (_gate)
        {
            if (_ring.Count < Size)
            {
                _ring.Add(new(address, place));
                return;
            }
            _ring[(int)(_count / OneIn % Size)] = new(address, place);
        }
    }

    /// <summary>Looks all up again, once histories have followed them.</summary>
    public void Relocate(Func<IpAddress, CityNetworkId> locate)
    {
        lock (_gate)
        {
            for (int i = 0; i < _ring.Count; i++)
            {
                _ring[i] = new(_ring[i].Address, locate(_ring[i].Address));
            }
        }
    }

    /// <summary>Writes them: three numbers of 64 bits each, little-endian.</summary>
    public byte[] Write()
    {
        IReadOnlyCollection<SeenAddress> all = All;
        byte[] written = new byte[all.Count * EntryBytes];
        Span<byte> rest = written;
        foreach ((IpAddress address, CityNetworkId place) in all)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(rest, address.High);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[8..], address.Low);
            BinaryPrimitives.WriteUInt64LittleEndian(rest[16..], place.Value);
            rest = rest[EntryBytes..];
        }
        return written;
    }

    /// <summary>Takes over what was written; what is more than fits, or no whole entry, is left.</summary>
    public void Restore(ReadOnlySpan<byte> written)
    {
        lock (_gate)
        {
            _ring.Clear();
            _count = 0;
            for (; written.Length >= EntryBytes && _ring.Count < Size; written = written[EntryBytes..])
            {
                IpAddress address = new(BinaryPrimitives.ReadUInt64LittleEndian(written), BinaryPrimitives.ReadUInt64LittleEndian(written[8..]));
                _ring.Add(new(address, new(BinaryPrimitives.ReadUInt64LittleEndian(written[16..]))));
            }
        }
    }
}
