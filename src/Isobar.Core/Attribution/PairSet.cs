namespace Isobar.Core.Attribution;

/// <summary>A set of pairs by number, a bit for each: asked for every pair of every suspect, and cheap to make.</summary>
internal sealed class PairSet
{
    private const int WordBits = 64;

    private readonly ulong[] _words;

    /// <summary>An empty set.</summary>
    /// <param name="pairs">Numbers of pairs are below this.</param>
    public PairSet(int pairs) => _words = new ulong[(pairs + WordBits - 1) / WordBits];

    /// <summary>Whether a pair is in the set.</summary>
    public bool Contains(int pair) => (_words[pair / WordBits] >> (pair % WordBits) & 1) != 0;

    /// <summary>Adds pairs.</summary>
    public void Add(ReadOnlySpan<int> pairs)
    {
        foreach (int pair in pairs)
        {
            _words[pair / WordBits] |= 1UL << (pair % WordBits);
        }
    }

    /// <summary>Takes pairs out.</summary>
    public void Remove(ReadOnlySpan<int> pairs)
    {
        foreach (int pair in pairs)
        {
            _words[pair / WordBits] &= ~(1UL << (pair % WordBits));
        }
    }

    /// <summary>Whether any of these is in the set.</summary>
    public bool ContainsAny(ReadOnlySpan<int> pairs)
    {
        foreach (int pair in pairs)
        {
            if (Contains(pair))
            {
                return true;
            }
        }
        return false;
    }
}
