using System.Collections.Immutable;
using System.Globalization;
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
    private const char Separator = '/';

    private readonly NameTable _locations = new();
    private readonly NameTable _places = new();
    private readonly NameTable _paths = new();
    private readonly Dictionary<ElementKey, List<int>> _members = [];
    private readonly List<Pair> _known = [];
    private readonly List<int> _locationOf = [];
    private readonly List<int> _pairMembers = [];
    private PairTable _table = new();

    /// <summary>The pairs.</summary>
    public PairTable Table => _table;

    /// <summary>Number of service locations.</summary>
    public int LocationCount => _locations.Count;

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
        HashSet<ElementKey> touched = [];
        List<ElementKey> keys = [];
        for (int number = _known.Count; number < table.Count; number++)
        {
            _known.Add(table[number]);
            _locationOf.Add(_locations.Of(table[number].ServiceLocation));
            KeysOf(table[number], keys);
            foreach (ElementKey key in keys)
            {
                if (key.Kind != ElementKind.Pair)
                {
                    ListOf(key).Add(number);
                    touched.Add(key);
                }
            }
        }
        foreach (ElementKey key in touched)
        {
            _members[key].Sort(Compare);
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
    public void KeysOf(int pair, List<ElementKey> keys) => KeysOf(_table[pair], keys);

    /// <summary>The element as others name it.</summary>
    public NetworkElement Name(ElementKey key) => new(
        key.Kind,
        key.Location == ElementKey.AllLocations ? "" : _locations[key.Location],
        key.Kind switch
        {
            ElementKind.ServiceLocation => "",
            ElementKind.AsPath => _paths[(int)key.Key],
            ElementKind.TransitAs or ElementKind.ClientAsn => key.Key.ToString(CultureInfo.InvariantCulture),
            ElementKind.AddressFamily => key.Key.ToString(CultureInfo.InvariantCulture),
            ElementKind.Pair => new CityNetworkId(key.Key).ToString(),
            _ => _places[(int)key.Key],
        });

    /// <summary>The key of an element that others name, or null where no pair has it.</summary>
    public ElementKey? Find(NetworkElement element)
    {
        int location = element.ServiceLocation.Length == 0 ? ElementKey.AllLocations : _locations.Find(element.ServiceLocation);
        if (location < 0 && element.ServiceLocation.Length > 0)
        {
            return null;
        }
        ulong number = 0;
        bool isKnown = element.Kind switch
        {
            ElementKind.ServiceLocation => location >= 0,
            ElementKind.AsPath => TryFind(_paths, element.Key, out number),
            ElementKind.TransitAs or ElementKind.ClientAsn or ElementKind.AddressFamily =>
                ulong.TryParse(element.Key, NumberStyles.None, CultureInfo.InvariantCulture, out number),
            ElementKind.Pair => ulong.TryParse(element.Key, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out number),
            _ => TryFind(_places, element.Key, out number),
        };
        return isKnown ? new ElementKey(element.Kind, location, number) : null;
    }

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

    private static bool TryFind(NameTable names, string name, out ulong number)
    {
        int found = names.Find(name);
        number = (ulong)Math.Max(found, 0);
        return found >= 0;
    }

    /// <summary>The number of a service location.</summary>
    public int LocationOf(int pair) => _locationOf[pair];

    /// <summary>The number of a text that names a place or a zone.</summary>
    public ulong PlaceNumber(string name) => (ulong)_places.Of(name);

    /// <summary>Whether only a part of the pair's traffic may go through the element: it has other paths too.</summary>
    public bool IsPartial(ElementKey key, int pair)
    {
        ImmutableArray<AsPath> paths = _table[pair].AsPaths;
        if (paths.Length < 2)
        {
            return key.Kind is ElementKind.Zone or ElementKind.AddressFamily;
        }
        return key.Kind switch
        {
            ElementKind.AsPath => true,
            ElementKind.TransitAs => !paths.All(path => path.Transit.Contains((uint)key.Key)),
            ElementKind.Zone or ElementKind.AddressFamily => true,
            _ => false,
        };
    }

    /// <summary>Order of pairs that does not depend on their numbers.</summary>
    public int Compare(int left, int right)
    {
        Pair a = _table[left];
        Pair b = _table[right];
        int order = a.CityNetwork.Id.CompareTo(b.CityNetwork.Id);
        return order != 0 ? order : string.CompareOrdinal(a.ServiceLocation, b.ServiceLocation);
    }

    private void KeysOf(Pair pair, List<ElementKey> keys)
    {
        keys.Clear();
        int location = _locations.Of(pair.ServiceLocation);
        keys.Add(new(ElementKind.ServiceLocation, location, 0));
        foreach (AsPath path in pair.AsPaths)
        {
            AddOnce(keys, new(ElementKind.AsPath, location, (ulong)_paths.Of(path.ToString())));
            foreach (uint asn in path.Transit)
            {
                AddOnce(keys, new(ElementKind.TransitAs, ElementKey.AllLocations, asn));
                AddOnce(keys, new(ElementKind.TransitAs, location, asn));
            }
        }
        CityNetwork network = pair.CityNetwork;
        if (network.Asn != 0)
        {
            keys.Add(new(ElementKind.ClientAsn, ElementKey.AllLocations, network.Asn));
            keys.Add(new(ElementKind.ClientAsn, location, network.Asn));
        }
        AddPlaces(keys, network, location);
        keys.Add(new(ElementKind.Pair, ElementKey.AllLocations, network.Id.Value));
        keys.Add(new(ElementKind.Pair, location, network.Id.Value));
    }

    private void AddPlaces(List<ElementKey> keys, CityNetwork network, int location)
    {
        if (network.CountryCode == CityNetwork.NotAvailable)
        {
            return;
        }
        Add(ElementKind.Country, network.CountryCode);
        string metro = string.Concat(network.CountryCode, Separator.ToString(), network.Subdivision) + Separator + network.Metro;
        if (network.Metro != CityNetwork.NotAvailable)
        {
            Add(ElementKind.Metro, metro);
        }
        if (network.City != CityNetwork.NotAvailable)
        {
            Add(ElementKind.City, metro + Separator + network.City);
        }

        void Add(ElementKind kind, string name)
        {
            ulong number = PlaceNumber(name);
            keys.Add(new(kind, ElementKey.AllLocations, number));
            keys.Add(new(kind, location, number));
        }
    }

    private static void AddOnce(List<ElementKey> keys, ElementKey key)
    {
        if (!keys.Contains(key))
        {
            keys.Add(key);
        }
    }

    /// <summary>A city-network's pairs are looked up rather than listed: there are as many city-networks as there are pairs.</summary>
    private Span<int> PairMembers(ElementKey key)
    {
        _pairMembers.Clear();
        for (int location = 0; location < _locations.Count; location++)
        {
            if (key.Location is ElementKey.AllLocations || key.Location == location)
            {
                int pair = _table.Find(new CityNetworkId(key.Key), _locations[location]);
                if (pair >= 0 && pair < _known.Count)
                {
                    _pairMembers.Add(pair);
                }
            }
        }
        _pairMembers.Sort(Compare);
        return CollectionsMarshal.AsSpan(_pairMembers);
    }

    private List<int> ListOf(ElementKey key)
    {
        ref List<int>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_members, key, out _);
        return list ??= [];
    }

    private void Replace(int number, Pair pair)
    {
        List<ElementKey> keys = [];
        KeysOf(_known[number], keys);
        foreach (ElementKey key in keys.Where(key => key.Kind != ElementKind.Pair))
        {
            _members[key].Remove(number);
        }
        KeysOf(pair, keys);
        foreach (ElementKey key in keys.Where(key => key.Kind != ElementKind.Pair))
        {
            List<int> list = ListOf(key);
            int at = list.BinarySearch(number, Comparer<int>.Create(Compare));
            list.Insert(at < 0 ? ~at : at, number);
        }
        _known[number] = pair;
    }

    private void Clear()
    {
        _members.Clear();
        _known.Clear();
        _locationOf.Clear();
    }
}
