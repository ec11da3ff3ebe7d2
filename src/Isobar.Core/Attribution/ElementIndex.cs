using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>
/// Which pairs share what. Members of an element are in the order of city-network and service location, so that nothing depends on the numbers of pairs; as
/// identities of city-networks are hashes, the first of them are also a fair sample.
/// </summary>
internal sealed class ElementIndex
{
    /// <summary>Pairs whose keys are remembered: those that drop are asked for them again and again.</summary>
    private const int MostRememberedKeys = 20_000;

    private readonly ElementKeys _keys = new();
    private readonly Dictionary<ElementKey, List<int>> _members = [];
    private readonly Dictionary<int, ElementKey[]> _keysOf = [];
    private readonly List<ElementKey> _scratch = [];
    private readonly List<Pair> _known = [];
    private readonly List<Traits> _traits = [];
    private readonly Dictionary<uint, int> _networks = [];
    private readonly Dictionary<string, int> _countries = new(StringComparer.Ordinal);
    private readonly List<int> _pairMembers = [];
    private readonly Comparison<int> _compare;
    private PairTable _table = new();

    /// <summary>What votes are counted by.</summary>
    /// <param name="Network">Number of the client network.</param>
    /// <param name="Country">Number of the country.</param>
    /// <param name="Location">Number of the service location.</param>
    /// <param name="HasManyPaths">Whether there is more than one path, so that only a part of the traffic may go through an element.</param>
    internal readonly record struct Traits(int Network, int Country, int Location, bool HasManyPaths);

    public ElementIndex() => _compare = Compare;

    /// <summary>The pairs.</summary>
    public PairTable Table => _table;

    /// <summary>Number of service locations.</summary>
    public int LocationCount => _keys.LocationCount;

    /// <summary>Number of client networks.</summary>
    public int NetworkCount => _networks.Count;

    /// <summary>Number of countries.</summary>
    public int CountryCount => _countries.Count;

    /// <summary>Takes over new pairs and changed paths.</summary>
    public void Refresh(PairTable table)
    {
        if (!ReferenceEquals(table, _table))
        {
            Clear();
            _table = table;
        }
        for (int number = 0; number < _known.Count; number++)
        {
            if (!ReferenceEquals(_known[number], table[number]))
            {
                Replace(number, table[number]);
            }
        }
        if (_known.Count == table.Count)
        {
            return;
        }
        Dictionary<ElementKey, int> lengths = [];
        for (int number = _known.Count; number < table.Count; number++)
        {
            _known.Add(table[number]);
            _traits.Add(TraitsOf(table[number]));
            _keys.Of(table[number], _scratch);
            foreach (ElementKey key in _scratch)
            {
                if (key.Kind != ElementKind.Pair)
                {
                    List<int> list = ListOf(key);
                    lengths.TryAdd(key, list.Count);
                    list.Add(number);
                }
            }
        }
        foreach ((ElementKey key, int length) in lengths)
        {
            SortTail(_members[key], length);
        }
    }

    /// <summary>The pairs that share an element, in the order of city-networks. The span is good until the next call.</summary>
    public ReadOnlySpan<int> Members(ElementKey key)
    {
        if (key.Kind == ElementKind.Pair)
        {
            return PairMembers(key);
        }
        return _members.TryGetValue(key, out List<int>? members) ? CollectionsMarshal.AsSpan(members) : [];
    }

    /// <summary>All elements of a pair that it may share with others, each once.</summary>
    public ReadOnlySpan<ElementKey> KeysOf(int pair)
    {
        if (!_keysOf.TryGetValue(pair, out ElementKey[]? keys))
        {
            if (_keysOf.Count >= MostRememberedKeys)
            {
                _keysOf.Clear();
            }
            _keys.Of(_table[pair], _scratch);
            keys = [.. _scratch];
            _keysOf.Add(pair, keys);
        }
        return keys;
    }

    /// <summary>The element as others name it.</summary>
    public NetworkElement Name(ElementKey key) => _keys.Name(key);

    /// <summary>The key of an element that others name, or null where no pair has it.</summary>
    public ElementKey? Find(NetworkElement element) => _keys.Find(element);

    /// <summary>All pairs of what was blamed: those that had no traffic at the time too, as tests look back further. Of zones and families, those with traffic.</summary>
    public HashSet<int> ScopeOf(Blame blame)
    {
        HashSet<int> scope = [.. blame.Pairs];
        if (blame.Cause != Cause.Unknown && Find(blame.Element) is { } key)
        {
            foreach (int pair in Members(key))
            {
                scope.Add(pair);
            }
        }
        return scope;
    }

    /// <summary>The number of a service location.</summary>
    public int LocationOf(int pair) => _traits[pair].Location;

    /// <summary>What votes of a pair are counted by.</summary>
    public ReadOnlySpan<Traits> AllTraits => CollectionsMarshal.AsSpan(_traits);

    /// <summary>The number of a text that names a place or a zone.</summary>
    public ulong PlaceNumber(string name) => (ulong)_keys.PlaceNumber(name);

    /// <summary>Whether only a part of the pair's traffic may go through the element: it has other paths too.</summary>
    public bool IsPartial(ElementKey key, int pair) => key.Kind switch
    {
        ElementKind.Zone or ElementKind.AddressFamily => true,
        ElementKind.AsPath => _traits[pair].HasManyPaths,
        ElementKind.TransitAs => _traits[pair].HasManyPaths && !AreAllThrough(_table[pair].AsPaths, (uint)key.Key),
        _ => false,
    };

    /// <summary>Order of pairs that does not depend on their numbers.</summary>
    public int Compare(int left, int right)
    {
        Pair a = _table[left];
        Pair b = _table[right];
        int order = a.CityNetwork.Id.CompareTo(b.CityNetwork.Id);
        return order != 0 ? order : string.CompareOrdinal(a.ServiceLocation, b.ServiceLocation);
    }

    private static bool AreAllThrough(ImmutableArray<AsPath> paths, uint asn)
    {
        foreach (AsPath path in paths)
        {
            ReadOnlySpan<uint> hops = path.Asns.AsSpan();
            if (hops.Length <= 2 || !hops[1..^1].Contains(asn))
            {
                return false;
            }
        }
        return true;
    }

    private Traits TraitsOf(Pair pair) => new(
        NumberOf(_networks, pair.CityNetwork.Asn), NumberOf(_countries, pair.CityNetwork.CountryCode), _keys.LocationNumber(pair.ServiceLocation), pair.AsPaths.Length > 1);

    private static int NumberOf<T>(Dictionary<T, int> numbers, T value)
        where T : notnull
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, value, out bool isKnown);
        return isKnown ? number : number = numbers.Count - 1;
    }

    /// <summary>A city-network's pairs are looked up rather than listed: there are as many city-networks as there are pairs.</summary>
    private Span<int> PairMembers(ElementKey key)
    {
        _pairMembers.Clear();
        for (int location = 0; location < LocationCount; location++)
        {
            if (key.Location is ElementKey.AllLocations || key.Location == location)
            {
                int pair = _table.Find(new CityNetworkId(key.Key), _keys.Location(location));
                if (pair >= 0 && pair < _known.Count)
                {
                    _pairMembers.Add(pair);
                }
            }
        }
        _pairMembers.Sort(_compare);
        return CollectionsMarshal.AsSpan(_pairMembers);
    }

    private List<int> ListOf(ElementKey key)
    {
        ref List<int>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_members, key, out _);
        return list ??= [];
    }

    /// <summary>Sorts new members into those that are in order: a few new pairs in a window must not cost as much as all of them.</summary>
    private void SortTail(List<int> list, int sorted)
    {
        int[] tail = [.. CollectionsMarshal.AsSpan(list)[sorted..]];
        Array.Sort(tail, _compare);
        int from = sorted - 1;
        for (int to = list.Count - 1, next = tail.Length - 1; next >= 0; to--)
        {
            list[to] = from >= 0 && Compare(list[from], tail[next]) > 0 ? list[from--] : tail[next--];
        }
    }

    private void Replace(int number, Pair pair)
    {
        _keys.Of(_known[number], _scratch);
        foreach (ElementKey key in _scratch)
        {
            if (key.Kind != ElementKind.Pair)
            {
                _members[key].Remove(number);
            }
        }
        _keys.Of(pair, _scratch);
        Comparer<int> comparer = Comparer<int>.Create(_compare);
        foreach (ElementKey key in _scratch)
        {
            if (key.Kind != ElementKind.Pair)
            {
                List<int> list = ListOf(key);
                int at = list.BinarySearch(number, comparer);
                list.Insert(at < 0 ? ~at : at, number);
            }
        }
        _known[number] = pair;
        _traits[number] = TraitsOf(pair);
        _keysOf.Remove(number);
    }

    private void Clear()
    {
        _members.Clear();
        _keysOf.Clear();
        _known.Clear();
        _traits.Clear();
    }
}
