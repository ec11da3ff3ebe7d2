using Isobar.Core.Atlas.Sources;

namespace Isobar.Core.Atlas;

/// <summary>
/// The places that city sources name, each once: names are brought to one form (upper-case codes, our country names, districts grouped, spellings of a region united), and
/// the coordinates that different ranges give for a place are kept apart until one is chosen.
/// </summary>
internal sealed class PlaceTable
{
    /// <summary>By names in which the number of the subdivision is that of its stem.</summary>
    private readonly Dictionary<Names, int> _places = new() { [default] = 0 };

    private readonly TextTable _stems = new();
    private readonly List<Names> _names = [default];
    private readonly Dictionary<Spot, int> _spots = [];
    private readonly List<Spot> _spotList = [];
    private readonly Dictionary<string, string> _sourceNames = new(StringComparer.Ordinal);

    /// <summary>All texts of places and networks.</summary>
    public TextTable Texts { get; } = new();

    /// <summary>Number of places; place 0 is "not known".</summary>
    public int Count => _names.Count;

    /// <summary>Number of spots.</summary>
    public int SpotCount => _spotList.Count;

    /// <summary>The number of a spot: a place with the coordinates that one source record gives it.</summary>
    public int SpotOf(in CityFacts facts)
    {
        (string code, string country) = Country(facts);
        Names names = new(
            Texts.Number(code),
            Texts.Number(country),
            Texts.Number(RegionName.Canonical(code, facts.Subdivision)),
            Texts.Number(facts.Metro),
            Texts.Number(CityName.WithoutDistrict(facts.City)));
        Names key = names with { Subdivision = _stems.Number(RegionName.Stem(code, facts.Subdivision)) };
        if (!_places.TryGetValue(key, out int place))
        {
            place = _names.Count;
            _places.Add(key, place);
            _names.Add(names);
        }
        else if (IsPlainer(Texts[names.Subdivision], Texts[_names[place].Subdivision]))
        {
            _names[place] = names;
        }
        Spot spot = new(place, Micro(facts.Latitude), Micro(facts.Longitude));
        if (!_spots.TryGetValue(spot, out int number))
        {
            number = _spotList.Count;
            _spots.Add(spot, number);
            _spotList.Add(spot);
        }
        return number;
    }

    /// <summary>Which of two spellings of a place's region is shown: the shorter one, whatever the order of the sources.</summary>
    private static bool IsPlainer(string spelling, string other) =>
        spelling.Length < other.Length || (spelling.Length == other.Length && string.CompareOrdinal(spelling, other) < 0);

    public Names this[int place] => _names[place];

    public Spot SpotAt(int number) => _spotList[number];

    /// <summary>
    /// The ISO table decides the name; a source's own English name counts only for codes that the table lacks, and then the first one that was read, so that a
    /// country has one name in an atlas.
    /// </summary>
    private (string Code, string Name) Country(in CityFacts facts)
    {
        string code = facts.CountryCode.ToUpperInvariant();
        if (code.Length != 2 || !char.IsAsciiLetterUpper(code[0]) || !char.IsAsciiLetterUpper(code[1]))
        {
            code = IsoCountries.FindCode(facts.CountryName) ?? "";
        }
        if (code.Length == 0)
        {
            return ("", facts.CountryName);
        }
        if (IsoCountries.FindName(code) is { } name)
        {
            return (code, name);
        }
        if (_sourceNames.TryGetValue(code, out string? known))
        {
            return (code, known);
        }
        _sourceNames.Add(code, facts.CountryName);
        return (code, facts.CountryName);
    }

    private static int Micro(double degrees) => double.IsNaN(degrees) ? AtlasFile.NoCoordinate : (int)Math.Round(degrees * 1e6);

    /// <summary>The texts of a place.</summary>
    internal readonly record struct Names(int CountryCode, int Country, int Subdivision, int Metro, int City);

    /// <summary>A place with coordinates in millionths of a degree.</summary>
    internal readonly record struct Spot(int Place, int Latitude, int Longitude);
}
