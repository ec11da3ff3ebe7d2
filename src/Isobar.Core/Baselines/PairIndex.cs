using Isobar.Core.Traffic;

namespace Isobar.Core.Baselines;

/// <summary>Finds the record of a pair by its city-network and its location and method, which are the root of its parents.</summary>
internal sealed class PairIndex
{
    private PagedStates<PairRecord> _records = new();
    private PagedStates<ulong> _hashes = new();
    private readonly HashChain _chain = new();
    private readonly Func<int, ulong> _hashOf;

    /// <summary>An index of no pairs.</summary>
    public PairIndex() => _hashOf = pair => _hashes[pair];

    /// <summary>Number of pairs.</summary>
    public int Count => _records.Count;

    /// <summary>Bytes in memory.</summary>
    public long MemoryBytes => _records.MemoryBytes + _hashes.MemoryBytes + _chain.MemoryBytes;

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
        _chain.Add(hash, _hashOf);
        _hashes.Add(hash);
        return _records.Add(record);
    }

    /// <summary>Writes the records.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.WriteStates(_hashes);
        writer.WriteStates(_records);
    }

    /// <summary>Reads written records into an empty index.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        _hashes = reader.ReadStates<ulong>();
        _records = reader.ReadStates<PairRecord>();
        if (_hashes.Count != _records.Count)
        {
            reader.Fail();
            return;
        }
        for (int pair = 0; pair < _hashes.Count; pair++)
        {
            _chain.Add(_hashes[pair], _hashOf);
        }
    }
}
