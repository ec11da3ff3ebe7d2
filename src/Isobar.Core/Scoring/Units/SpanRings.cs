namespace Isobar.Core.Scoring.Units;

/// <summary>The rings of blocks of all thin units, in pages so that growth copies nothing.</summary>
internal sealed class SpanRings
{
    private const int PageRings = 4096;

    private readonly SpanLayout _layout;
    private readonly List<SpanBlock[]> _pages = [];
    private int _count;

    public SpanRings(SpanLayout layout) => _layout = layout;

    /// <summary>Number of rings.</summary>
    public int Count => _count;

    /// <summary>Makes a ring; not for use by several threads at once.</summary>
    public int Add()
    {
        if (_count % PageRings == 0)
        {
            _pages.Add(new SpanBlock[PageRings * _layout.Slots]);
        }
        return _count++;
    }

    /// <summary>The slots of all rings, page by page, in place.</summary>
    public IEnumerable<Memory<SpanBlock>> Pages()
    {
        for (int page = 0; page < _pages.Count; page++)
        {
            yield return _pages[page].AsMemory(0, Math.Min(PageRings, _count - page * PageRings) * _layout.Slots);
        }
    }

    /// <summary>The slots of a ring.</summary>
    public Span<SpanBlock> Of(int ring) => _pages[ring / PageRings].AsSpan(ring % PageRings * _layout.Slots, _layout.Slots);

    /// <summary>Forgets what a ring holds.</summary>
    public void Clear(int ring) => Of(ring).Clear();

    /// <summary>Adds a window to a ring. Windows must come in order; those without traffic too.</summary>
    public void Push(int ring, long window, in SpanBlock block)
    {
        Span<SpanBlock> slots = Of(ring);
        slots[_layout.Offsets[1] + (int)(window % _layout.BlocksOf(1))] = block;
        for (int level = 2; level < _layout.SpanWindows.Length && _layout.IsStep(level - 1, window); level++)
        {
            long number = window / _layout.SpanWindows[level - 1];
            slots[_layout.Offsets[level] + (int)(number % _layout.BlocksOf(level))] = Sum(slots, level - 1);
        }
    }

    /// <summary>The sum of a ring over a span: exact at the ends of blocks, and of the latest complete blocks between them.</summary>
    public SpanBlock Sum(int ring, int level) => Sum(Of(ring), level);

    private SpanBlock Sum(ReadOnlySpan<SpanBlock> slots, int level)
    {
        SpanBlock sum = default;
        foreach (ref readonly SpanBlock block in slots.Slice(_layout.Offsets[level], _layout.BlocksOf(level)))
        {
            sum.Add(block);
        }
        return sum;
    }
}
