namespace Isobar.Core.Attribution;

/// <summary>
/// What pairs counted over the same number of windows, for those that were asked: each is summed once for each channel of a window, into a slot of its own. Room is
/// kept from window to window.
/// </summary>
internal sealed class SpanEvidence
{
    /// <summary>Slots of a page.</summary>
    public const int PageSize = 1 << PageBits;

    /// <summary>Binary logarithm of the slots of a page.</summary>
    public const int PageBits = 7;

    private readonly PairMemory _memory;
    private readonly int _windows;
    private readonly List<PairEvidence[]> _pages = [];
    private int[] _slotOf = [];
    private int[] _pairOf = [];
    private BlameChannel _channel;
    private int _count;

    public SpanEvidence(PairMemory memory, int windows)
    {
        _memory = memory;
        _windows = windows;
    }

    /// <summary>Begins a channel of a window: nothing is known.</summary>
    public void Begin(BlameChannel channel, int pairs)
    {
        _channel = channel;
        _count = 0;
        if (_slotOf.Length < pairs)
        {
            _slotOf = new int[pairs + pairs / 4];
        }
    }

    /// <summary>The evidence of a slot.</summary>
    public ref readonly PairEvidence this[int slot] => ref _pages[slot >> PageBits][slot & (PageSize - 1)];

    /// <summary>The slot of a pair. What is left of earlier windows is told by its owner, so that nothing must be cleared.</summary>
    public int SlotOf(int pair)
    {
        int slot = _slotOf[pair];
        return (uint)slot < (uint)_count && _pairOf[slot] == pair ? slot : Add(pair);
    }

    private int Add(int pair)
    {
        int slot = _count++;
        if (slot >= _pages.Count << PageBits)
        {
            _pages.Add(new PairEvidence[PageSize]);
        }
        if (slot >= _pairOf.Length)
        {
            Array.Resize(ref _pairOf, Math.Max(PageSize, 2 * _pairOf.Length));
        }
        _slotOf[pair] = slot;
        _pairOf[slot] = pair;
        ref PairEvidence evidence = ref _pages[slot >> PageBits][slot & (PageSize - 1)];
        evidence.Counts = _memory.Sum(pair, _windows, _channel);
        evidence.WithinMargin = 0;
        if (_channel is BlameChannel.Rtt or BlameChannel.Ttfb)
        {
            DropLikelihood.UsualBins(in evidence.Counts.UsualAbove, evidence.UsualBins);
            evidence.WithinMargin = DropLikelihood.WithinMargin(in evidence.Counts, evidence.UsualBins);
        }
        return slot;
    }
}
