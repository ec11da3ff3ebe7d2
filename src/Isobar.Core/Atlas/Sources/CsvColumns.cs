using System.Text;

namespace Isobar.Core.Atlas.Sources;

/// <summary>Which column of a range CSV holds what; -1 for what the file does not have.</summary>
/// <remarks>
/// Files with a header line are read by its names. Files without one are told apart by the number of their columns: ip-location-db's ASN (4), city
/// (10) and country (3) files, DB-IP's own city file (8, with the continent before the country).
/// </remarks>
internal sealed record CsvColumns
{
    public int Start { get; private init; }

    public int End { get; private init; } = 1;

    /// <summary>A column of prefixes (`192.0.2.0/24`) in place of start and end.</summary>
    public int Prefix { get; private init; } = -1;

    public int CountryCode { get; private init; } = -1;

    public int CountryName { get; private init; } = -1;

    public int Subdivision { get; private init; } = -1;

    public int Metro { get; private init; } = -1;

    public int City { get; private init; } = -1;

    public int Latitude { get; private init; } = -1;

    public int Longitude { get; private init; } = -1;

    public int Asn { get; private init; } = -1;

    public int NetworkName { get; private init; } = -1;

    /// <summary>The columns of a city file without a header, or null when no known file has so many columns.</summary>
    public static CsvColumns? CityByCount(int count) => count switch
    {
        3 => new CsvColumns { CountryCode = 2 },
        8 => new CsvColumns { CountryCode = 3, Subdivision = 4, City = 5, Latitude = 6, Longitude = 7 },
        10 => new CsvColumns { CountryCode = 2, Subdivision = 3, City = 5, Latitude = 7, Longitude = 8 },
        _ => null,
    };

    /// <summary>The columns of an ASN file without a header, or null when no known file has so many columns.</summary>
    public static CsvColumns? AsnByCount(int count) => count switch
    {
        3 or 4 => new CsvColumns { Asn = 2, NetworkName = 3 },
        _ => null,
    };

    /// <summary>The columns that a header line names, or null when it does not name the range.</summary>
    public static CsvColumns? ByHeader(CsvRowReader header)
    {
        CsvColumns columns = new() { Start = -1, End = -1 };
        for (int i = 0; i < header.Count; i++)
        {
            string name = Encoding.UTF8.GetString(header.Raw(i)).Trim().ToLowerInvariant();
            columns = name switch
            {
                "start" or "start_ip" or "ip_start" or "ip_range_start" or "range_start" => columns with { Start = i },
                "end" or "end_ip" or "ip_end" or "ip_range_end" or "range_end" => columns with { End = i },
                "network" or "prefix" or "cidr" => columns with { Prefix = i },
                "country_code" or "country" or "country_iso_code" => columns with { CountryCode = columns.CountryCode < 0 || name != "country" ? i : columns.CountryCode },
                "country_name" => columns with { CountryName = i },
                "state1" or "region" or "stateprov" or "subdivision" or "subdivision_1_name" => columns with { Subdivision = i },
                "metro" or "metro_code" => columns with { Metro = i },
                "city" or "city_name" => columns with { City = i },
                "latitude" or "lat" => columns with { Latitude = i },
                "longitude" or "lng" or "lon" => columns with { Longitude = i },
                "asn" or "as_number" or "autonomous_system_number" => columns with { Asn = i },
                "as_name" or "as_organization" or "autonomous_system_organization" or "name" => columns with { NetworkName = i },
                _ => columns,
            };
        }
        return columns.Prefix >= 0 || (columns.Start >= 0 && columns.End >= 0) ? columns : null;
    }
}
