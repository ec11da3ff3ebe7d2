namespace Isobar.Core.Windows;

/// <summary>Walks several sorted cursors as one: entries with the same key become one. A binary heap of cursors, O(log cursors) an entry.</summary>
public sealed class ClientMinuteMerger
{
    private readonly WindowClock _clock;
    private readonly ClientMinuteCursor[] _heap;
    private int _count;

    /// <summary>Takes cursors that stand before their first entry.</summary>
    public ClientMinuteMerger(IEnumerable<ClientMinuteCursor> cursors, WindowClock clock)
    {
        ArgumentNullException.ThrowIfNull(cursors);
        _clock = clock;
        _heap = [.. cursors.Where(cursor => cursor.MoveNext())];
        _count = _heap.Length;
        for (int i = _count / 2 - 1; i >= 0; i--)
        {
            Sink(i);
        }
    }

    /// <summary>Whether all entries have been taken.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The window of the next entry.</summary>
    public long NextWindow => _clock.WindowOfInterval(_heap[0].Current.Interval);

    /// <summary>Takes the next entry.</summary>
    public void Take(out ClientMinute entry, out ClientSamples samples)
    {
        entry = _heap[0].Current;
        entry.Samples = 0; // The samples are no longer those of one table.
        samples = _heap[0].Samples;
        Advance();
        while (_count > 0 && SameKey(entry, _heap[0].Current))
        {
            entry.MergeCounts(_heap[0].Current);
            samples.Merge(_heap[0].Samples);
            Advance();
        }
    }

    private static bool SameKey(in ClientMinute a, in ClientMinute b) =>
        a.Client == b.Client && a.Interval == b.Interval && a.Stratum == b.Stratum && a.CityNetwork == b.CityNetwork;

    private void Advance()
    {
        if (!_heap[0].MoveNext())
        {
            _heap[0] = _heap[--_count];
        }
        Sink(0);
    }

    private void Sink(int at)
    {
        while (true)
        {
            int child = 2 * at + 1;
            if (child >= _count)
            {
                return;
            }
            if (child + 1 < _count && IsLess(child + 1, child))
            {
                child++;
            }
            if (!IsLess(child, at))
            {
                return;
            }
            (_heap[at], _heap[child]) = (_heap[child], _heap[at]);
            at = child;
        }
    }

    private bool IsLess(int a, int b) => ClientMinute.Compare(_heap[a].Current, _heap[b].Current, _clock) < 0;
}
