namespace Isobar.Simulator.Faults;

/// <summary>Whether a fault may be used to tune a detector.</summary>
public enum FaultFamily
{
    /// <summary>Any use.</summary>
    Open,

    /// <summary>
    /// For gates alone, never for tuning: round-trip times multiplied for a whole city, and loss of packets in a zone. No random plan makes these unless it is asked for them.
    /// </summary>
    HeldOut,
}
