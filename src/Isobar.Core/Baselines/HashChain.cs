namespace Isobar.Core.Baselines;

/// <summary>
/// Finds numbers by the hash of something that the caller keeps: open addressing, four bytes a place and at most three quarters full, where a
/// <see cref="Dictionary{TKey, TValue}"/> would keep the key a second time.
/// </summary>
internal sealed class HashChain
{
    private int[] _places = new int[16];
    private int _count;

    /// <summary>Bytes of the places.</summary>
    public long MemoryBytes => _places.Length * (long)sizeof(int);

    /// <summary>The first place to look at.</summary>
    public int First(ulong hash) => (int)(hash & (ulong)(_places.Length - 1));

    /// <summary>The place after one whose number was not the right one.</summary>
    public int Next(int place) => (place + 1) & (_places.Length - 1);

    /// <summary>The number at a place, or -1 where the search ends.</summary>
    public int this[int place] => _places[place] - 1;

    /// <summary>Adds the next number, one more than the last.</summary>
    /// <param name="hash">Its hash.</param>
    /// <param name="hashOf">Gives the hash of an earlier number, when the places are spread anew.</param>
    public void Add(ulong hash, Func<int, ulong> hashOf)
    {
        if ((_count + 1) * 4L > _places.Length * 3L)
        {
            _places = new int[_places.Length * 2];
            for (int number = 0; number < _count; number++)
            {
                Put(hashOf(number), number);
            }
        }
        Put(hash, _count++);
    }

    private void Put(ulong hash, int number)
    {
        int place = First(hash);
        while (_places[place] != 0)
        {
            place = Next(place);
        }
        _places[place] = number + 1;
    }
}
