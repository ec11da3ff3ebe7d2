using System.Buffers.Binary;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Server.Replay.Health;

/// <summary>Reads a tape from its beginning, row by row or window by window.</summary>
internal sealed class TapeCursor(TallyTape tape)
{
    private byte[] _room = [];
    private ArraySegment<byte> _page;
    private int _at;
    private int _nextPage;
    private int _rowsLeft;
    private long? _start;

    /// <summary>Fills a batch with the rows of the next window; false at the end.</summary>
    public bool TryReadWindow(TallyBatch batch, out long start)
    {
        batch.Clear();
        _start ??= TryReadStart();
        start = _start ?? 0;
        while (_start == start)
        {
            ReadRow(start, batch);
            _start = TryReadStart();
        }
        return batch.Count > 0;
    }

    /// <summary>The start of the window of the next row; null at the end.</summary>
    private long? TryReadStart()
    {
        while (_rowsLeft == 0)
        {
            if (_nextPage == tape.PageCount)
            {
                return null;
            }
            (_page, _rowsLeft) = tape.PageAt(_nextPage++, ref _room);
            _at = 0;
        }
        _rowsLeft--;
        return ReadLong();
    }

    private void ReadRow(long start, TallyBatch batch)
    {
        Stratum stratum = tape.StratumOf(ReadInt());
        CityNetworkId cityNetwork = new(BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))));
        Tally tally = new()
        {
            BytesIn = ReadLong(),
            BytesOut = ReadLong(),
            Connections = ReadLong(),
            Votes = ReadInt(),
            NetworkFailedVotes = ReadInt(),
            ServiceFailedVotes = ReadInt(),
            Clients = ReadInt(),
            ClientSketch = [],
            Rtt = ReadTimes(),
            Ttfb = ReadTimes(),
        };
        batch.Add(0, start, stratum, cityNetwork, tally);
    }

    private TimeSummary ReadTimes()
    {
        int length = ReadInt();
        return length == 0 ? new([], 0, 0, 0, 0) : new(Take(length).ToArray(), ReadInt(), ReadInt(), ReadInt(), ReadInt());
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        ReadOnlySpan<byte> taken = _page.AsSpan(_at, count);
        _at += count;
        return taken;
    }

    private int ReadInt() => (int)ReadLong();

    /// <summary>Seven bits a byte, the lowest first, as <see cref="BinaryWriter"/> writes them.</summary>
    private long ReadLong()
    {
        ReadOnlySpan<byte> page = _page;
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = page[_at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return (long)value;
            }
        }
    }
}
