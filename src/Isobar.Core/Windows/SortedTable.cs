using System.Buffers;

namespace Isobar.Core.Windows;

/// <summary>A table's entries in fold order.</summary>
public sealed class SortedTable : ClientMinuteCursor
{
    /// <summary>The greatest number of a window that the sort key holds.</summary>
    private const long LastWindow = 0xff_ffff;

    private readonly ClientMinuteTable _table;
    private readonly ReadOnlyMemory<ClientMinute> _entries;
    private readonly int[] _order;
    private int _at = -1;

    /// <summary>Sorts the entries of a table, which must not change while this is read.</summary>
    public SortedTable(ClientMinuteTable table, WindowClock clock)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(clock);
        _table = table;
        _entries = table.Entries;
        _order = Sort(_entries, clock);
    }

    /// <inheritdoc/>
    public override ref readonly ClientMinute Current => ref _entries.Span[_order[_at]];

    /// <inheritdoc/>
    public override ClientSamples Samples => _table.SamplesOf(Current);

    /// <inheritdoc/>
    public override bool MoveNext() => ++_at < _order.Length;

    /// <summary>
    /// Sorts by a 64-bit key first, which needs no look at the entries: 24 bits of the window, 40 of the city-network. The few entries with equal keys
    /// (clients of one city-network in one window) are then put in full order.
    /// </summary>
    private static int[] Sort(ReadOnlyMemory<ClientMinute> memory, WindowClock clock)
    {
        ReadOnlySpan<ClientMinute> entries = memory.Span;
        Comparison<int> fullOrder = (a, b) => ClientMinute.Compare(memory.Span[a], memory.Span[b], clock);
        // Of a full table these are 8 MB, which a replay would leave to the collector at every spill.
        ulong[] keys = ArrayPool<ulong>.Shared.Rent(entries.Length);
        int[] order = new int[entries.Length];
        long firstWindow = long.MaxValue;
        foreach (ref readonly ClientMinute entry in entries)
        {
            firstWindow = Math.Min(firstWindow, clock.WindowOfInterval(entry.Interval));
        }
        for (int i = 0; i < entries.Length; i++)
        {
            // Windows past the 16 millionth (five years of 10 s after a stray early date) share the last place, whatever their city-network, and are
            // told apart by the full order.
            long window = clock.WindowOfInterval(entries[i].Interval) - firstWindow;
            keys[i] = window < LastWindow ? (ulong)window << 40 | entries[i].CityNetwork.Value >> 24 : (ulong)LastWindow << 40;
            order[i] = i;
        }
        Array.Sort(keys, order, 0, entries.Length);
        for (int start = 0; start < entries.Length;)
        {
            int end = start + 1;
            while (end < entries.Length && keys[end] == keys[start])
            {
                end++;
            }
            if (end - start > 1)
            {
                order.AsSpan(start, end - start).Sort(fullOrder);
            }
            start = end;
        }
        ArrayPool<ulong>.Shared.Return(keys);
        return order;
    }
}
