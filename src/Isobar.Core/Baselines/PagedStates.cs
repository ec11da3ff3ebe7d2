namespace Isobar.Core.Baselines;

/// <summary>A list of structures in pages: it grows without copying, and hands out references.</summary>
internal sealed class PagedStates<T>
    where T : struct
{
    /// <summary>Entries in a page.</summary>
    public const int PageSize = 1024;

    private readonly List<T[]> _pages = [];

    /// <summary>Number of entries.</summary>
    public int Count { get; private set; }

    /// <summary>The entry of a number.</summary>
    public ref T this[int number] => ref _pages[number / PageSize][number % PageSize];

    /// <summary>Appends an entry; returns its number.</summary>
    public int Add(T value)
    {
        if (Count % PageSize == 0)
        {
            _pages.Add(new T[PageSize]);
        }
        this[Count] = value;
        return Count++;
    }

    /// <summary>The entries of a page that are in use.</summary>
    public Span<T> Page(int page) => _pages[page].AsSpan(0, Math.Min(PageSize, Count - page * PageSize));

    /// <summary>Number of pages.</summary>
    public int PageCount => _pages.Count;
}
