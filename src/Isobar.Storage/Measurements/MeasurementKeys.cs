namespace Isobar.Storage.Measurements;

/// <summary>By what measurements are grouped; none puts all into one group.</summary>
[Flags]
public enum MeasurementKeys
{
    /// <summary>All together.</summary>
    None = 0,

    /// <summary>Where the application answered.</summary>
    ServiceLocation = 1,

    /// <summary>City-network.</summary>
    CityNetwork = 2,

    /// <summary>Country of the users.</summary>
    Country = 4,

    /// <summary>Subdivision of the users; group by the country as well, as names repeat.</summary>
    Subdivision = 8,

    /// <summary>Metro of the users; group by the country as well, as names repeat.</summary>
    Metro = 16,

    /// <summary>City of the users; group by country, subdivision and metro as well, as names repeat.</summary>
    City = 32,

    /// <summary>Network of the users.</summary>
    Asn = 64,
}
