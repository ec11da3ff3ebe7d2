namespace Isobar.Simulator.Faults;

/// <summary>What happens to the affected share of the traffic.</summary>
public enum FaultKind
{
    /// <summary>It fails on the way: votes with NetworkFailure, and no times.</summary>
    Fail,

    /// <summary>It does not arrive at all: no record.</summary>
    Vanish,

    /// <summary>Its round-trip time rises by a fixed delay.</summary>
    RttAdd,

    /// <summary>Its round-trip time is multiplied.</summary>
    RttMultiply,

    /// <summary>Loss of packets: half of it fails, the other half is delayed.</summary>
    Partial,

    /// <summary>The service answers it with an error: votes with ServiceFailure, times as usual.</summary>
    ServiceFail,

    /// <summary>The service answers it late: time to first byte rises, round-trip time does not.</summary>
    ServiceSlow,
}
