using System.Globalization;
using Isobar.Core.Atlas;
using Isobar.Core.Scoring;

namespace Isobar.Core.Attribution;

/// <summary>The elements that a pair is part of, and the numbers of the texts that name them.</summary>
internal sealed class ElementKeys
{
    private const char Separator = '/';

    private readonly NameTable _locations = new();
    private readonly NameTable _places = new();
    private readonly NameTable _paths = new();

    /// <summary>Number of service locations.</summary>
    public int LocationCount => _locations.Count;

    /// <summary>The name of a service location.</summary>
    public string Location(int number) => _locations[number];

    /// <summary>The number of a service location.</summary>
    public int LocationNumber(string name) => _locations.Of(name);

    /// <summary>The number of a text that names a place or a zone.</summary>
    public int PlaceNumber(string name) => _places.Of(name);

    /// <summary>All elements of a pair that it may share with others, each once.</summary>
    public void Of(Pair pair, List<ElementKey> keys)
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

    private static bool TryFind(NameTable names, string name, out ulong number)
    {
        int found = names.Find(name);
        number = (ulong)Math.Max(found, 0);
        return found >= 0;
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
            ulong number = (ulong)_places.Of(name);
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
}
