using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>The keys of a table's strata by number, and the way back; about 20 bytes a stratum.</summary>
internal sealed class StratumIndex
{
    private PagedStates<ulong> _cityNetworks = new();
    private PagedStates<ushort> _strata = new();
    private readonly List<HealthStratum> _healthStrata = [];
    private readonly Dictionary<HealthStratum, ushort> _healthNumbers = [];
    private readonly HashChain _chain = new();
    private readonly Func<int, ulong> _hashOf;

    /// <summary>An index of no strata.</summary>
    public StratumIndex() => _hashOf = number => HashOf(_cityNetworks[number], _strata[number]);

    /// <summary>Number of strata.</summary>
    public int Count => _cityNetworks.Count;

    /// <summary>Bytes in memory, but for the few distinct strata.</summary>
    public long MemoryBytes => _cityNetworks.MemoryBytes + _strata.MemoryBytes + _chain.MemoryBytes;

    /// <summary>The key of a number.</summary>
    public BaselineKey this[int number] => new(new CityNetworkId(_cityNetworks[number]), _healthStrata[_strata[number]]);

    /// <summary>The number of a key, or -1.</summary>
    public int Find(BaselineKey key)
    {
        if (!_healthNumbers.TryGetValue(key.Stratum, out ushort stratum))
        {
            return -1;
        }
        ulong hash = HashOf(key.CityNetwork.Value, stratum);
        for (int place = _chain.First(hash); ; place = _chain.Next(place))
        {
            int number = _chain[place];
            if (number < 0 || (_cityNetworks[number] == key.CityNetwork.Value && _strata[number] == stratum))
            {
                return number;
            }
        }
    }

    /// <summary>Adds a key that is not there; returns its number.</summary>
    public int Add(BaselineKey key)
    {
        if (!_healthNumbers.TryGetValue(key.Stratum, out ushort stratum))
        {
            stratum = checked((ushort)_healthStrata.Count);
            _healthStrata.Add(key.Stratum);
            _healthNumbers.Add(key.Stratum, stratum);
        }
        _chain.Add(HashOf(key.CityNetwork.Value, stratum), _hashOf);
        _strata.Add(stratum);
        return _cityNetworks.Add(key.CityNetwork.Value);
    }

    /// <summary>Writes the keys.</summary>
    public void Save(SnapshotWriter writer)
    {
        writer.Write(_healthStrata.Count);
        foreach (HealthStratum stratum in _healthStrata)
        {
            writer.Write(stratum.ServiceLocation);
            writer.Write(stratum.Zone);
            writer.Write((long)stratum.Family);
            writer.Write((long)stratum.Method);
        }
        writer.End();
        writer.WriteStates(_cityNetworks);
        writer.WriteStates(_strata);
    }

    /// <summary>Reads written keys into an empty index.</summary>
    public void Restore(ref SnapshotReader reader)
    {
        reader.Begin();
        int strata = reader.ReadCount(ushort.MaxValue);
        for (int i = 0; i < strata && !reader.IsFaulty; i++)
        {
            HealthStratum stratum = new(
                reader.ReadText(), reader.ReadText(), (AddressFamily)reader.ReadCount(byte.MaxValue), (MeasurementMethod)reader.ReadCount(byte.MaxValue));
            _healthStrata.Add(stratum);
            if (!_healthNumbers.TryAdd(stratum, (ushort)i))
            {
                reader.Fail();
            }
        }
        _cityNetworks = reader.ReadStates<ulong>();
        _strata = reader.ReadStates<ushort>();
        for (int number = 0; number < _cityNetworks.Count && !reader.IsFaulty; number++)
        {
            if (_strata.Count != _cityNetworks.Count || _strata[number] >= _healthStrata.Count)
            {
                reader.Fail();
                return;
            }
            _chain.Add(_hashOf(number), _hashOf);
        }
    }

    private static ulong HashOf(ulong cityNetwork, ushort stratum) => StableHash.Combine(cityNetwork, stratum);
}
