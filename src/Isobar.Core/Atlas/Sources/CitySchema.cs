using System.Globalization;
using Isobar.Core.Atlas.Mmdb;

namespace Isobar.Core.Atlas.Sources;

/// <summary>
/// Reads a city record of an MMDB in any of three schemas, told apart by the record itself: MaxMind nests (`country.iso_code`), ip-location-db
/// is flat (`country_code`, `state1`), ipinfo is flat too (`country`, `region`, `loc`).
/// </summary>
internal static class CitySchema
{
    public static CityFacts Read(MmdbValue record)
    {
        bool isNested = record.Find("country")?.Kind == MmdbKind.Map
            || record.Find("city")?.Kind == MmdbKind.Map
            || record.Find("registered_country")?.Kind == MmdbKind.Map
            || record.Find("continent")?.Kind == MmdbKind.Map
            || record.Find("location")?.Kind == MmdbKind.Map;
        return isNested ? ReadNested(record) : ReadFlat(record);
    }

    private static CityFacts ReadNested(MmdbValue record)
    {
        MmdbValue? country = record.Find("country");
        MmdbValue? location = record.Find("location");
        IReadOnlyList<MmdbValue> subdivisions = record.Find("subdivisions")?.Elements ?? [];
        return new CityFacts(
            FieldText.Name(country?.Find("iso_code")?.Text),
            EnglishName(country),
            subdivisions.Count > 0 ? EnglishName(subdivisions[0]) : "",
            Metro(location?.Find("metro_code")),
            EnglishName(record.Find("city")),
            FieldText.Degrees(location?.Find("latitude"), 90),
            FieldText.Degrees(location?.Find("longitude"), 180));
    }

    private static CityFacts ReadFlat(MmdbValue record)
    {
        string country = Text(record, "country");
        string code = Text(record, "country_code");
        string name = Text(record, "country_name");
        if (code.Length == 0 && country.Length == 2)
        {
            code = country;
        }
        else if (name.Length == 0 && country.Length > 2)
        {
            name = country;
        }
        (double latitude, double longitude) = Coordinates(record);
        return new CityFacts(code, name, FirstText(record, "state1", "region", "region_name", "subdivision"), Text(record, "metro"), Text(record, "city"), latitude, longitude);
    }

    private static (double Latitude, double Longitude) Coordinates(MmdbValue record)
    {
        // ipinfo's older files join both in one text: "52.5,13.4".
        if (record.Find("loc")?.Text is { } both && both.IndexOf(',', StringComparison.Ordinal) is > 0 and int comma)
        {
            return (FieldText.Degrees(both.AsSpan(0, comma), 90), FieldText.Degrees(both.AsSpan(comma + 1), 180));
        }
        return (FieldText.Degrees(record.Find("latitude") ?? record.Find("lat"), 90),
            FieldText.Degrees(record.Find("longitude") ?? record.Find("lng") ?? record.Find("lon"), 180));
    }

    private static string EnglishName(MmdbValue? value) => FieldText.Name(value?.Find("names")?.Find("en")?.Text);

    private static string Metro(MmdbValue? value) =>
        value is null ? "" : value.Text is { } text ? FieldText.Name(text) : value.Integer == 0 ? "" : value.Integer.ToString(CultureInfo.InvariantCulture);

    private static string Text(MmdbValue record, string key) => FieldText.Name(record.Find(key)?.Text);

    private static string FirstText(MmdbValue record, params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            string text = Text(record, key);
            if (text.Length > 0)
            {
                return text;
            }
        }
        return "";
    }
}
