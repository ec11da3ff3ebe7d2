namespace Isobar.Storage.Measurements;

/// <summary>A column of the answer to a <see cref="MeasurementQuery"/>.</summary>
public enum MeasurementColumn
{
    /// <summary>Start of the step, Unix seconds.</summary>
    Time,

    /// <summary>Where the application answered.</summary>
    ServiceLocation,

    /// <summary>City of the users.</summary>
    City,

    /// <summary>Metro of the users.</summary>
    Metro,

    /// <summary>Subdivision of the users.</summary>
    Subdivision,

    /// <summary>Country of the users.</summary>
    Country,

    /// <summary>Number of the users' network.</summary>
    Asn,

    /// <summary>Mean availability score by weight.</summary>
    Availability,

    /// <summary>Least availability score.</summary>
    LeastAvailability,

    /// <summary>Mean performance score by weight.</summary>
    Performance,

    /// <summary>Least performance score.</summary>
    LeastPerformance,

    /// <summary>Mean by traffic of the 50th percentiles of round-trip times, whole milliseconds.</summary>
    RttP50Millis,

    /// <summary>Mean by traffic of the 90th percentiles of round-trip times, whole milliseconds.</summary>
    RttP90Millis,

    /// <summary>Mean by traffic of the 95th percentiles of round-trip times, whole milliseconds.</summary>
    RttP95Millis,

    /// <summary>Bytes from the users.</summary>
    BytesIn,

    /// <summary>Bytes to the users.</summary>
    BytesOut,

    /// <summary>Traffic in what it is weighed in.</summary>
    Traffic,

    /// <summary>Mean by traffic of the mean times to first byte, whole milliseconds.</summary>
    FirstByteMillis,
}
