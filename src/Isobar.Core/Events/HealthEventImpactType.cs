namespace Isobar.Core.Events;

/// <summary>What a health event is about, and how wide (spec 4.1).</summary>
public enum HealthEventImpactType : byte
{
    /// <summary>Availability of all traffic.</summary>
    Availability,

    /// <summary>Performance of all traffic.</summary>
    Performance,

    /// <summary>Availability of one city-network at one service location.</summary>
    LocalAvailability,

    /// <summary>Performance of one city-network at one service location.</summary>
    LocalPerformance,
}
