namespace Isobar.Simulator.Faults;

/// <summary>A fault as it is meant.</summary>
/// <param name="Element">What is at fault.</param>
/// <param name="Kind">What happens.</param>
/// <param name="StartSeconds">First second, Unix time.</param>
/// <param name="EndSeconds">The second after the last.</param>
/// <param name="Share">Share of the element's traffic that is affected (f), above 0, up to 1.</param>
public sealed record FaultSpec(FaultElement Element, FaultKind Kind, long StartSeconds, long EndSeconds, double Share)
{
    /// <summary>Added to times, microseconds: of RttAdd, Partial (round-trip time) and ServiceSlow (time to first byte).</summary>
    public long DelayMicros { get; init; }

    /// <summary>Factor of the round-trip time, above 1: of RttMultiply.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Whether it may be used to tune a detector.</summary>
    public FaultFamily Family { get; init; }

    /// <summary>Length, seconds.</summary>
    public long Seconds => EndSeconds - StartSeconds;

    /// <summary>Whether it shows in availability (votes fail or vanish) rather than in times alone.</summary>
    public bool LowersAvailability => Kind is FaultKind.Fail or FaultKind.Vanish or FaultKind.Partial or FaultKind.ServiceFail;

    /// <summary>Whether it shows in times.</summary>
    public bool LowersPerformance => Kind is FaultKind.RttAdd or FaultKind.RttMultiply or FaultKind.Partial or FaultKind.ServiceSlow;
}
