namespace Isobar.Storage.Measurements;

/// <summary>What rows are filtered by.</summary>
public enum MeasurementField
{
    /// <summary>Where the application answered.</summary>
    ServiceLocation,

    /// <summary>Country of the users.</summary>
    Country,

    /// <summary>Subdivision of the users.</summary>
    Subdivision,

    /// <summary>Metro of the users.</summary>
    Metro,

    /// <summary>City of the users.</summary>
    City,

    /// <summary>Number of the users' network.</summary>
    Asn,

    /// <summary>Name or number of the users' network.</summary>
    Network,
}
