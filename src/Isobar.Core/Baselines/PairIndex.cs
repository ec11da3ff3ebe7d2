using Isobar.Core.Traffic;

namespace Isobar.Core.Baselines;

/// <summary>Finds the record of a pair by its city-network and its location and method, which are the root of its parents.</summary>
internal sealed class PairIndex
{
    private readonly PagedStates<PairRecord> _records = new();
    private readonly PagedStates<ulong> _hashes = new();
    private readonly HashChain _chain = new();

    /// <summary>Number of pairs.</summary>
    public int Count => _records.Count;

    /// <summary>The record of a number.</summary>
    public ref PairRecord this[int pair] => ref _records[pair];

    /// <summary>The number of a pair, or -1.</summary>
    public int Find(ulong cityNetwork, int root)
    {
        ulong hash = StableHash.Combine(cityNetwork, (uint)root);
        for (int place = _chain.First(hash); ; place = _chain.Next(place))
        {
            int pair = _chain[place];
            // The mapping of a city-network's identity and a small number to 64 bits is a bijection in the first for each of the second: two pairs that share a
            // hash do not occur among fewer than billions.
            if (pair < 0 || _hashes[pair] == hash)
            {
                return pair;
            }
        }
    }

    /// <summary>Adds a pair that is not there; returns its number.</summary>
    public int Add(ulong cityNetwork, int root, PairRecord record)
    {
        ulong hash = StableHash.Combine(cityNetwork, (uint)root);
        _chain.Add(hash, pair => _hashes[pair]);
        _hashes.Add(hash);
        return _records.Add(record);
    }
}
