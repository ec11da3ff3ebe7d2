using System.Globalization;
using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>
/// Collects address ranges of all sources of a kind, and flattens them to runs that do not overlap: where ranges overlap, the narrower wins; of two
/// equally narrow ones, the one that was added first.
/// </summary>
internal sealed class AddressRangeList
{
    /// <summary>Most ranges of all sources of a kind; the largest published city databases have about ten million.</summary>
    public const int MaxRanges = 48_000_000;

    private readonly List<AddressRange> _ranges = [];
    private bool _isSorted = true;
    private bool _isDisjoint = true;

    public int Count => _ranges.Count;

    /// <summary>
    /// Adds a range. An IPv6 range that runs over the IPv4-mapped block is cut round it: IPv4 addresses get their place from IPv4 ranges only.
    /// </summary>
    public void Add(IpAddress first, IpAddress last, int value)
    {
        UInt128 low = AddressRange.Bits(first), high = AddressRange.Bits(last);
        bool touchesIPv4 = low <= AddressRange.IPv4Last && high >= AddressRange.IPv4First;
        if (!touchesIPv4 || (low >= AddressRange.IPv4First && high <= AddressRange.IPv4Last))
        {
            Append(low, high, value);
            return;
        }
        if (low < AddressRange.IPv4First)
        {
            Append(low, AddressRange.IPv4First - 1, value);
        }
        if (high > AddressRange.IPv4Last)
        {
            Append(AddressRange.IPv4Last + 1, high, value);
        }
    }

    /// <summary>The ranges in address order without overlaps; neighbours with the same value are joined. Empties this list.</summary>
    public List<AddressRange> Flatten()
    {
        if (!_isSorted)
        {
            _ranges.Sort(static (a, b) =>
            {
                int order = a.First.CompareTo(b.First);
                return order != 0 ? order : a.Rank.CompareTo(b.Rank);
            });
            _isDisjoint = IsDisjoint();
        }
        List<AddressRange> flat = _isDisjoint ? JoinNeighbours() : Overlay();
        _ranges.Clear();
        _ranges.TrimExcess();
        return flat;
    }

    /// <summary>Appends a run to a flat list, joining it with its neighbour when both have the same value.</summary>
    public static void AppendJoined(List<AddressRange> flat, UInt128 first, UInt128 last, int value)
    {
        if (flat.Count > 0)
        {
            AddressRange previous = flat[^1];
            if (previous.Value == value && previous.Last + 1 == first && first != AddressRange.IPv4First && previous.Last != AddressRange.IPv4Last)
            {
                flat[^1] = previous with { Last = last };
                return;
            }
        }
        flat.Add(new AddressRange(first, last, value, 0));
    }

    private void Append(UInt128 first, UInt128 last, int value)
    {
        if (_ranges.Count == MaxRanges)
        {
            throw new AtlasFormatException(string.Create(CultureInfo.InvariantCulture,
                $"The sources hold more than {MaxRanges} ranges, several times what published databases have; leave some out."));
        }
        if (_ranges.Count > 0)
        {
            AddressRange previous = _ranges[^1];
            _isSorted &= previous.First <= first;
            _isDisjoint &= previous.Last < first;
        }
        _ranges.Add(new AddressRange(first, last, value, _ranges.Count));
    }

    private bool IsDisjoint()
    {
        for (int i = 1; i < _ranges.Count; i++)
        {
            if (_ranges[i].First <= _ranges[i - 1].Last)
            {
                return false;
            }
        }
        return true;
    }

    private List<AddressRange> JoinNeighbours()
    {
        List<AddressRange> flat = new(_ranges.Count);
        foreach (AddressRange range in _ranges)
        {
            AppendJoined(flat, range.First, range.Last, range.Value);
        }
        return flat;
    }

    /// <summary>
    /// Sweeps over the ranges in order of their first address. The open ranges wait in a heap, narrowest first; the run ends where the narrowest one ends or
    /// the next range begins. Each step consumes a beginning or an end, so the work is O(n log n).
    /// </summary>
    private List<AddressRange> Overlay()
    {
        List<AddressRange> flat = new(_ranges.Count);
        PriorityQueue<int, (UInt128 Width, int Rank)> open = new();
        int next = 0;
        UInt128 position = 0;
        while (next < _ranges.Count || open.Count > 0)
        {
            if (open.Count == 0)
            {
                position = _ranges[next].First;
            }
            while (next < _ranges.Count && _ranges[next].First <= position)
            {
                open.Enqueue(next, (_ranges[next].Width, _ranges[next].Rank));
                next++;
            }
            AddressRange narrowest = _ranges[open.Peek()];
            if (narrowest.Last < position)
            {
                open.Dequeue();
                continue;
            }
            UInt128 end = next < _ranges.Count && _ranges[next].First <= narrowest.Last ? _ranges[next].First - 1 : narrowest.Last;
            AppendJoined(flat, position, end, narrowest.Value);
            if (end == UInt128.MaxValue)
            {
                break;
            }
            position = end + 1;
        }
        return flat;
    }
}
