namespace Isobar.Core.Scoring.Units;

/// <summary>A growing list of structs whose elements are used in place, in pages: half a million states of some hundred bytes must not be copied to grow.</summary>
/// <typeparam name="T">Type of the elements.</typeparam>
internal sealed class PagedList<T>
    where T : struct
{
    private const int PageBits = 12;
    private const int PageSize = 1 << PageBits;

    private readonly List<T[]> _pages = [];

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>An element, in place.</summary>
    public ref T this[int index] => ref _pages[index >> PageBits][index & (PageSize - 1)];

    /// <summary>The elements, page by page, in place.</summary>
    public IEnumerable<Memory<T>> Pages()
    {
        for (int page = 0; page < _pages.Count; page++)
        {
            yield return _pages[page].AsMemory(0, Math.Min(PageSize, Count - page * PageSize));
        }
    }

    /// <summary>Adds an element.</summary>
    public void Add(in T item)
    {
        if (Count == _pages.Count * PageSize)
        {
            _pages.Add(new T[PageSize]);
        }
        _pages[Count >> PageBits][Count & (PageSize - 1)] = item;
        Count++;
    }
}
