using System.Globalization;
using System.Runtime.InteropServices;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Core.Scoring.Units;

/// <summary>The elements that strata share. Added to by one thread.</summary>
internal sealed class ElementUnits
{
    private readonly Dictionary<NetworkElement, int> _numbers = [];
    private readonly List<ElementUnit> _all = [];
    private readonly List<List<int>> _ofStratum = [];
    private readonly List<NetworkElement> _found = [];

    /// <summary>The latest scored window with traffic of each element.</summary>
    private int[] _heardAt = [];

    /// <summary>The latest scored window in which clients of a member may have moved, of each element.</summary>
    private int[] _movedAt = [];

    /// <summary>The elements by number.</summary>
    public List<ElementUnit> All => _all;

    /// <summary>Numbers of the elements that a stratum is part of.</summary>
    public ReadOnlySpan<int> Of(int stratum) => CollectionsMarshal.AsSpan(_ofStratum[stratum]);

    /// <summary>Prepares a window.</summary>
    public void Begin()
    {
        int known = _heardAt.Length;
        if (known < _all.Count)
        {
            Array.Resize(ref _heardAt, _all.Count + _all.Count / 4);
            Array.Fill(_heardAt, -1, known, _heardAt.Length - known);
            Array.Resize(ref _movedAt, _heardAt.Length);
            Array.Fill(_movedAt, -1, known, _movedAt.Length - known);
        }
    }

    /// <summary>Notes that a stratum has traffic in a scored window; safe for many threads.</summary>
    public void Hear(int stratum, int window)
    {
        foreach (int element in Of(stratum))
        {
            _heardAt[element] = window;
        }
    }

    /// <summary>Whether any member has traffic in a scored window.</summary>
    public bool IsHeard(int element, int window) => _heardAt[element] == window;

    /// <summary>Notes that clients of a stratum may have moved within their network in a scored window.</summary>
    public void Move(int stratum, int window)
    {
        foreach (int element in Of(stratum))
        {
            _movedAt[element] = window;
        }
    }

    /// <summary>Whether clients of any member may have moved in a scored window.</summary>
    public bool HasMoved(int element, int window) => _movedAt[element] == window;

    /// <summary>Adds a stratum to its elements.</summary>
    public void Add(int stratum, Pair pair, HealthStratum kind)
    {
        _ofStratum.Add([]);
        _found.Clear();
        Find(pair, kind);
        foreach (NetworkElement element in _found)
        {
            // An element of one stratum is that stratum: it becomes an element with its second.
            if (!_numbers.TryGetValue(element, out int number))
            {
                _numbers.Add(element, ~stratum);
                continue;
            }
            if (number < 0)
            {
                int only = ~number;
                number = _all.Count;
                _numbers[element] = number;
                _all.Add(new(element));
                Join(only, number);
            }
            Join(stratum, number);
        }
    }

    private void Join(int stratum, int element)
    {
        _all[element].Strata.Add(stratum);
        _all[element].AreClientsKnown = false;
        _ofStratum[stratum].Add(element);
    }

    /// <summary>The elements that a stratum is part of, each once: two paths may share a transit network.</summary>
    private void Find(Pair pair, HealthStratum kind)
    {
        string location = pair.ServiceLocation;
        Found(new(ElementKind.ServiceLocation, location, ""));
        if (kind.Zone.Length > 0)
        {
            Found(new(ElementKind.Zone, location, kind.Zone));
        }
        Found(new(ElementKind.AddressFamily, location, kind.Family == AddressFamily.IPv4 ? "4" : "6"));
        foreach (AsPath path in pair.AsPaths)
        {
            Found(new(ElementKind.AsPath, location, path.ToString()));
            foreach (uint transit in path.Transit)
            {
                Found(new(ElementKind.TransitAs, location, transit.ToString(CultureInfo.InvariantCulture)));
            }
        }
        FindPlaces(location, pair.CityNetwork);
        Found(new(ElementKind.Pair, location, pair.CityNetwork.Id.ToString()));
    }

    private void FindPlaces(string location, CityNetwork place)
    {
        if (place.Asn != 0)
        {
            Found(new(ElementKind.ClientAsn, location, place.Asn.ToString(CultureInfo.InvariantCulture)));
        }
        if (place.CountryCode == CityNetwork.NotAvailable)
        {
            return;
        }
        Found(new(ElementKind.Country, location, place.CountryCode));
        string metro = $"{place.CountryCode}/{place.Subdivision}/{place.Metro}";
        if (place.Metro is not ("" or CityNetwork.NotAvailable))
        {
            Found(new(ElementKind.Metro, location, metro));
        }
        if (place.City is not ("" or CityNetwork.NotAvailable))
        {
            Found(new(ElementKind.City, location, $"{metro}/{place.City}"));
        }
    }

    private void Found(NetworkElement element)
    {
        if (!_found.Contains(element))
        {
            _found.Add(element);
        }
    }
}
