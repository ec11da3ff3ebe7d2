namespace Isobar.Core.Atlas;

/// <summary>
/// The levels that an atlas knows for at least one city-network. A level that is absent from the sources as a whole (DB-IP City Lite has no metro) is left
/// out of reports and filters, with the reason told once.
/// </summary>
[Flags]
public enum AtlasLevels
{
    /// <summary>Nothing is known of any address.</summary>
    None = 0,

    /// <summary>Country code and name.</summary>
    Country = 1,

    /// <summary>State, province or region.</summary>
    Subdivision = 2,

    /// <summary>Metropolitan area.</summary>
    Metro = 4,

    /// <summary>City.</summary>
    City = 8,

    /// <summary>Latitude and longitude.</summary>
    Coordinates = 16,

    /// <summary>AS number.</summary>
    Asn = 32,

    /// <summary>Name of the autonomous system.</summary>
    NetworkName = 64,
}
