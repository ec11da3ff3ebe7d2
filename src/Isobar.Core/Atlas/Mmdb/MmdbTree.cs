using System.Buffers.Binary;
using System.Globalization;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas.Mmdb;

/// <summary>The binary search tree of a MaxMind DB: one level per address bit, two records per node.</summary>
internal sealed class MmdbTree
{
    private readonly string _file;
    private readonly ReadOnlyMemory<byte> _nodes;
    private readonly uint _nodeCount;
    private readonly int _recordSize;
    private readonly int _bits;
    private readonly long _dataLength;

    public MmdbTree(string file, ReadOnlyMemory<byte> nodes, MmdbMetadata metadata, long dataLength)
    {
        _file = file;
        _nodes = nodes;
        _nodeCount = metadata.NodeCount;
        _recordSize = metadata.RecordSize;
        _bits = metadata.IpVersion == 4 ? 32 : 128;
        _dataLength = dataLength;
    }

    /// <summary>The data offset for an address, or null. IPv4 is looked up at ::/96 of an IPv6 tree; an IPv4 tree knows no IPv6.</summary>
    public uint? Find(IpAddress address)
    {
        ulong high = address.High, low = address.Low;
        if (address.IsIPv4)
        {
            high = 0;
            low = address.IPv4Bits;
        }
        else if (_bits == 32)
        {
            return null;
        }
        uint node = 0;
        for (int bit = 128 - _bits; bit < 128; bit++)
        {
            if (node >= _nodeCount)
            {
                break;
            }
            ulong word = bit < 64 ? high >> (63 - bit) : low >> (127 - bit);
            node = Record(node, (int)(word & 1));
        }
        return DataOffset(node, isEnd: true);
    }

    /// <summary>All networks with a record, in tree order.</summary>
    public IEnumerable<MmdbNetwork> Networks()
    {
        if (_nodeCount == 0)
        {
            yield break;
        }
        uint ipv4Root = FindIPv4Root();
        Stack<Step> open = new(256);
        open.Push(new Step(0, 0, 0, 128 - _bits));
        long visitsLeft = 4L * _nodeCount + 1024;
        while (open.TryPop(out Step step))
        {
            if (step.Node >= _nodeCount)
            {
                if (DataOffset(step.Node, isEnd: false) is { } record)
                {
                    yield return Network(step, record);
                    if (_bits == 128 && step is { High: 0, Low: 0, Depth: < 96 })
                    {
                        // A record that covers all of ::/96 is what an IPv4 look-up finds.
                        yield return new MmdbNetwork(IpAddress.FromIPv4(0), 96, record);
                    }
                }
                continue;
            }
            if (step.Depth == 128)
            {
                throw Fault(step.Node, string.Create(CultureInfo.InvariantCulture, $"the search tree goes on below its {_bits} levels; nodes may form a circle"));
            }
            if (step.Node == ipv4Root && (step.High | step.Low) != 0)
            {
                // An alias: the same IPv4 part under another prefix.
                continue;
            }
            if (--visitsLeft < 0)
            {
                throw Fault(step.Node, "the search tree shares nodes so often that it unfolds to many times its size; the file is broken or hostile");
            }
            int shift = 127 - step.Depth;
            ulong setHigh = shift >= 64 ? 1UL << (shift - 64) : 0;
            ulong setLow = shift < 64 ? 1UL << shift : 0;
            open.Push(new Step(Record(step.Node, 1), step.High | setHigh, step.Low | setLow, step.Depth + 1));
            open.Push(new Step(Record(step.Node, 0), step.High, step.Low, step.Depth + 1));
        }
    }

    private MmdbNetwork Network(Step step, uint record)
    {
        bool ipv4 = _bits == 32 || (step.Depth >= 96 && step.High == 0 && step.Low >> 32 == 0);
        IpAddress first = ipv4 ? IpAddress.FromIPv4((uint)step.Low) : new IpAddress(step.High, step.Low);
        return new MmdbNetwork(first, step.Depth, record);
    }

    /// <summary>The node at ::/96, or a number that no node has.</summary>
    private uint FindIPv4Root()
    {
        if (_bits == 32)
        {
            return uint.MaxValue;
        }
        uint node = 0;
        for (int depth = 0; depth < 96 && node < _nodeCount; depth++)
        {
            node = Record(node, 0);
        }
        return node;
    }

    private uint? DataOffset(uint record, bool isEnd)
    {
        if (record == _nodeCount)
        {
            return null;
        }
        if (record < _nodeCount)
        {
            throw Fault(record, isEnd
                ? string.Create(CultureInfo.InvariantCulture, $"the search tree goes on below its {_bits} levels")
                : "a node was taken for a record");
        }
        long offset = (long)record - _nodeCount - 16;
        if (offset < 0 || offset >= _dataLength)
        {
            throw AtlasFormatException.AtByte(_file, _nodes.Length, string.Create(CultureInfo.InvariantCulture,
                $"a record of the search tree leads to {offset} in a data section of {_dataLength} bytes"));
        }
        return (uint)offset;
    }

    private uint Record(uint node, int side)
    {
        int width = _recordSize / 4;
        ReadOnlySpan<byte> bytes = _nodes.Span.Slice((int)((long)node * width), width);
        return _recordSize switch
        {
            24 => side == 0
                ? (uint)(bytes[0] << 16 | bytes[1] << 8 | bytes[2])
                : (uint)(bytes[3] << 16 | bytes[4] << 8 | bytes[5]),
            // The middle byte holds the four highest bits of both records.
            28 => side == 0
                ? (uint)((bytes[3] & 0xf0) << 20 | bytes[0] << 16 | bytes[1] << 8 | bytes[2])
                : BinaryPrimitives.ReadUInt32BigEndian(bytes[3..]) & 0x0fff_ffff,
            _ => BinaryPrimitives.ReadUInt32BigEndian(side == 0 ? bytes : bytes[4..]),
        };
    }

    private AtlasFormatException Fault(uint node, string fault) => AtlasFormatException.AtByte(_file, (long)node * (_recordSize / 4), fault);

    private readonly record struct Step(uint Node, ulong High, ulong Low, int Depth);
}
