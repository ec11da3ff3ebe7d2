using Isobar.Core.Windows;

namespace Isobar.Core.Baselines;

/// <summary>The groups that strata borrow from, by number. A group comes after the one that it borrows from itself.</summary>
internal sealed class ParentTree
{
    private readonly BaselineSettings _settings;
    private readonly List<BaselineParent> _parents = [];
    private readonly Dictionary<(string, MeasurementMethod), int> _locations = [];
    private readonly Dictionary<(int, string), int> _countries = [];
    private readonly Dictionary<(int, uint), int> _networks = [];

    /// <param name="settings">The numbers.</param>
    public ParentTree(BaselineSettings settings) => _settings = settings;

    /// <summary>The group of a number.</summary>
    public BaselineParent this[int number] => _parents[number];

    /// <summary>All groups, each after its wider one.</summary>
    public IReadOnlyList<BaselineParent> All => _parents;

    /// <summary>The group of a service location and method.</summary>
    public int Location(HealthStratum stratum)
    {
        if (!_locations.TryGetValue((stratum.ServiceLocation, stratum.Method), out int number))
        {
            number = Add(BaselineSource.Location, null);
            _locations.Add((stratum.ServiceLocation, stratum.Method), number);
        }
        return number;
    }

    /// <summary>The group of a network in a country at a location.</summary>
    public int Network(int location, string countryCode, uint asn)
    {
        if (!_countries.TryGetValue((location, countryCode), out int country))
        {
            country = Add(BaselineSource.Country, _parents[location]);
            _countries.Add((location, countryCode), country);
        }
        if (!_networks.TryGetValue((country, asn), out int network))
        {
            network = Add(BaselineSource.Network, _parents[country]);
            _networks.Add((country, asn), network);
        }
        return network;
    }

    /// <summary>A group for the strata of one pair.</summary>
    public int Pair(int network) => Add(BaselineSource.Pair, _parents[network]);

    private int Add(BaselineSource kind, BaselineParent? wider)
    {
        BaselineParent parent = new(kind, wider, _settings);
        _parents.Add(parent);
        return _parents.Count - 1;
    }
}
