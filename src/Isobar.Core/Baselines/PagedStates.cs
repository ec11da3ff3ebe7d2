using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>A list of structures in pages: it grows without copying, and hands out references.</summary>
internal sealed class PagedStates<T>
    where T : unmanaged
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

    /// <summary>Bytes of all pages.</summary>
    public long MemoryBytes => _pages.Sum(static page => (long)MemoryMarshal.AsBytes(page.AsSpan()).Length);

    /// <summary>The entries as they lie in memory, page by page.</summary>
    public IEnumerable<ReadOnlyMemory<T>> Pages()
    {
        for (int i = 0; i < _pages.Count; i++)
        {
            yield return _pages[i].AsMemory(0, Math.Min(PageSize, Count - i * PageSize));
        }
    }
}
