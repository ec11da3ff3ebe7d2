using Isobar.Core.Atlas;

namespace Isobar.Core.Scoring;

/// <summary>
/// Gives each pair a number. Numbers depend on the order of adding, so nothing that is stored or shown may depend on them. Written by one thread at a time.
/// </summary>
public sealed class PairTable
{
    private readonly List<Pair> _pairs = [];
    private readonly Dictionary<(CityNetworkId, string), int> _numbers = [];

    /// <summary>Number of pairs.</summary>
    public int Count => _pairs.Count;

    /// <summary>The pair of a number.</summary>
    public Pair this[int number] => _pairs[number];

    /// <summary>The number of a pair, or -1.</summary>
    public int Find(CityNetworkId cityNetwork, string serviceLocation) => _numbers.GetValueOrDefault((cityNetwork, serviceLocation), -1);

    /// <summary>Adds a pair that is not in the table, and returns its number.</summary>
    public int Add(Pair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        _numbers.Add((pair.CityNetwork.Id, pair.ServiceLocation), _pairs.Count);
        _pairs.Add(pair);
        return _pairs.Count - 1;
    }

    /// <summary>Replaces what is known of a pair: paths change, and networks are renamed.</summary>
    public void Update(int number, Pair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if (pair.CityNetwork.Id != _pairs[number].CityNetwork.Id || pair.ServiceLocation != _pairs[number].ServiceLocation)
        {
            throw new ArgumentException("A number belongs to one pair.", nameof(pair));
        }
        _pairs[number] = pair;
    }
}
