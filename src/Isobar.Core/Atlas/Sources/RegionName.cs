using System.Buffers;
using System.Collections.Frozen;

namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Brings the spellings of a region together. A source may call the region of one city "Vienna" here and "State of Vienna" there, and "Montserrado" or
/// "Montserrado County", in one file and between its files for IPv4 and IPv6; the city would be two places, each with half of its traffic.
/// </summary>
/// <remarks>
/// A city-network is known by the <see cref="Stem"/> of its region. Measured on DB-IP City Lite of June 2026: 332 stems have several spellings, and 1,570 cities become one
/// place that were two or more. A few pairs of spellings name different regions, a city and the land around it (Moscow, Zagreb, Almaty, Tashkent, Vientiane, Jelgava); they
/// have five cities of one name in common. Words that tell regions apart ("Republic", "City" behind a name, "West") stay part of the stem.
/// </remarks>
public static class RegionName
{
    private static readonly string[] s_before =
    [
        "Free and Hanseatic City of ", "Free Hanseatic City of ", "Urban Municipality of ", "Municipality of ", "City state ", "City of ", "State of ",
        "Province of ", "Department of ", "Canton of ", "County ",
    ];

    private static readonly string[] s_behind =
    [
        " City Municipality", " Municipality", " County", " Region", " Province", " District", " Oblast", " Krai", " Kray", " Governorate", " Division",
        " Department", " Parish", " Prefecture",
    ];

    private static readonly SearchValues<char> s_apostrophes = SearchValues.Create("'\u2019\u2018`\u02bc");

    /// <summary>Other names of regions that no rule finds; those of DB-IP City Lite that stand for more than 300 of its networks.</summary>
    private static readonly FrozenDictionary<(string Country, string Name), string> s_otherNames = new Dictionary<(string, string), string>
    {
        [("CZ", "Hlavni mesto Praha")] = "Prague",
        [("CZ", "Moravskoslezsky")] = "Moravian-Silesian Region",
        [("FR", "Bourgogne")] = "Bourgogne-Franche-Comte",
        [("FR", "New Aquitaine")] = "Nouvelle-Aquitaine",
        [("FR", "Provence")] = "Provence-Alpes-Cote d'Azur",
        [("FR", "Rhone-Alpes")] = "Auvergne-Rhone-Alpes",
        [("LB", "Beyrouth")] = "Beirut",
        [("RO", "Bucuresti")] = "Bucharest",
    }.ToFrozenDictionary();

    /// <summary>The name, or the one that is better known where a region has several.</summary>
    /// <param name="countryCode">ISO 3166-1 alpha-2.</param>
    /// <param name="name">As a source writes it.</param>
    public static string Canonical(string countryCode, string name) => s_otherNames.GetValueOrDefault((countryCode, name), name);

    /// <summary>What all spellings of a region share: the name without the word that says what kind of region it is, and without apostrophes. For comparing, not for showing.</summary>
    /// <inheritdoc cref="Canonical"/>
    public static string Stem(string countryCode, string name)
    {
        ReadOnlySpan<char> stem = Canonical(countryCode, name);
        foreach (string word in s_before)
        {
            if (stem.Length > word.Length && stem.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                stem = stem[word.Length..];
                break;
            }
        }
        foreach (string word in s_behind)
        {
            if (stem.Length > word.Length && stem.EndsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                stem = stem[..^word.Length];
                break;
            }
        }
        return stem.ContainsAny(s_apostrophes)
            ? string.Concat(stem.ToString().Where(letter => !s_apostrophes.Contains(letter)))
            : stem.Length == name.Length ? name : stem.ToString();
    }
}
