using Isobar.Core.Atlas;
using Isobar.Core.Baselines;
using Isobar.Core.Windows;

namespace Isobar.Core.Scoring.Units;

/// <summary>All strata, their pairs, and what was counted of them in the window at hand. Added to by one thread; used in place by many, each its own strata.</summary>
internal sealed class StratumUnits
{
    private readonly BaselineTable _baselines;
    private readonly PairDirectory _directory;
    private readonly Dictionary<(CityNetworkId, int), int> _numbers = [];
    private readonly Dictionary<HealthStratum, int> _kindNumbers = [];
    private readonly List<HealthStratum> _kinds = [];
    private readonly List<int> _firstOfPair = [];
    private readonly List<int> _asnOfPair = [];
    private readonly Dictionary<uint, int> _asnNumbers = [];
    private readonly List<int> _networkOfPair = [];
    private readonly Dictionary<(uint Asn, string Location), int> _networkNumbers = [];

    public StratumUnits(BaselineTable baselines, PairDirectory directory)
    {
        _baselines = baselines;
        _directory = directory;
    }

    /// <summary>The strata.</summary>
    public PagedList<StratumUnit> All { get; } = new();

    /// <summary>What they counted in this window.</summary>
    public PagedList<UnitCounts> Counts { get; } = new();

    /// <summary>Bytes and connections of this window.</summary>
    public PagedList<(long Bytes, long Connections)> Traffic { get; } = new();

    /// <summary>The pairs.</summary>
    public PairTable Pairs { get; } = new();

    /// <summary>Number of client networks.</summary>
    public int AsnCount => _asnNumbers.Count;

    /// <summary>Number of the client network of a pair.</summary>
    public int AsnOf(int pair) => _asnOfPair[pair];

    /// <summary>Number of client networks, each at each service location.</summary>
    public int NetworkCount => _networkNumbers.Count;

    /// <summary>Number of the client network of a pair at its service location.</summary>
    public int NetworkOf(int pair) => _networkOfPair[pair];

    /// <summary>The first stratum of a pair.</summary>
    public int FirstOf(int pair) => _firstOfPair[pair];

    /// <summary>Zone, family and method of a stratum.</summary>
    public HealthStratum KindOf(int stratum) => _kinds[All[stratum].Kind];

    /// <summary>Number of kinds of strata.</summary>
    public int KindCount => _kinds.Count;

    /// <summary>The service location of a kind of strata.</summary>
    public string LocationOf(int kind) => _kinds[kind].ServiceLocation;

    /// <summary>The number of a kind of strata.</summary>
    public int KindNumber(HealthStratum kind)
    {
        if (!_kindNumbers.TryGetValue(kind, out int number))
        {
            number = _kinds.Count;
            _kindNumbers.Add(kind, number);
            _kinds.Add(kind);
        }
        return number;
    }

    /// <summary>The number of the stratum; <paramref name="isNew"/> when it was added.</summary>
    public int IndexOf(CityNetworkId cityNetwork, int kind, out bool isNew)
    {
        isNew = !_numbers.TryGetValue((cityNetwork, kind), out int number);
        return isNew ? Add(cityNetwork, kind) : number;
    }

    private int Add(CityNetworkId cityNetwork, int kind)
    {
        HealthStratum stratum = _kinds[kind];
        int pair = Pairs.Find(cityNetwork, stratum.ServiceLocation);
        if (pair < 0)
        {
            CityNetwork names = _directory.Describe(cityNetwork);
            pair = Pairs.Add(new(names, stratum.ServiceLocation, _directory.PathsOf(cityNetwork, stratum.ServiceLocation)));
            _firstOfPair.Add(-1);
            if (!_asnNumbers.TryGetValue(names.Asn, out int asn))
            {
                asn = _asnNumbers.Count;
                _asnNumbers.Add(names.Asn, asn);
            }
            _asnOfPair.Add(asn);
            if (!_networkNumbers.TryGetValue((names.Asn, stratum.ServiceLocation), out int network))
            {
                network = _networkNumbers.Count;
                _networkNumbers.Add((names.Asn, stratum.ServiceLocation), network);
            }
            _networkOfPair.Add(network);
        }
        CityNetwork place = Pairs[pair].CityNetwork;
        int number = _baselines.Add(new(cityNetwork, stratum), place.Asn, place.CountryCode, place.Longitude);
        if (number != All.Count)
        {
            throw new InvalidOperationException($"Stratum {All.Count} is number {number} in the table of baselines: a table belongs to one engine.");
        }
        All.Add(new() { Pair = pair, Kind = kind, Next = -1 });
        Counts.Add(default);
        Traffic.Add(default);
        _numbers.Add((cityNetwork, kind), number);
        Insert(pair, number);
        return number;
    }

    /// <summary>The strata of a pair are in their own order, not in that in which they were met: what is summed over them must not depend on it.</summary>
    private void Insert(int pair, int stratum)
    {
        int before = -1, after = _firstOfPair[pair];
        while (after >= 0 && KindOf(after).CompareTo(KindOf(stratum)) < 0)
        {
            (before, after) = (after, All[after].Next);
        }
        All[stratum].Next = after;
        if (before < 0)
        {
            _firstOfPair[pair] = stratum;
        }
        else
        {
            All[before].Next = stratum;
        }
    }
}
