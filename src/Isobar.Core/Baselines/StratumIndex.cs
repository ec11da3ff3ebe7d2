using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>The keys of a table's strata by number, and the way back; about 20 bytes a stratum.</summary>
internal sealed class StratumIndex
{
    private readonly PagedStates<ulong> _cityNetworks = new();
    private readonly PagedStates<ushort> _strata = new();
    private readonly List<HealthStratum> _healthStrata = [];
    private readonly Dictionary<HealthStratum, ushort> _healthNumbers = [];
    private readonly HashChain _chain = new();

    /// <summary>Number of strata.</summary>
    public int Count => _cityNetworks.Count;

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
        _chain.Add(HashOf(key.CityNetwork.Value, stratum), number => HashOf(_cityNetworks[number], _strata[number]));
        _strata.Add(stratum);
        return _cityNetworks.Add(key.CityNetwork.Value);
    }

    private static ulong HashOf(ulong cityNetwork, ushort stratum) => StableHash.Combine(cityNetwork, stratum);
}
