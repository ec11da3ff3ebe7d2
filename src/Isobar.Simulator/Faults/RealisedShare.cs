namespace Isobar.Simulator.Faults;

/// <summary>Counts of what a fault really hit, and of all there was. Sums over rows, windows or pairs are sums of the counts.</summary>
/// <param name="Demand">Votes there would have been: those tallied and those that vanished by any fault.</param>
/// <param name="Vanished">Votes that vanished by this fault.</param>
/// <param name="Failed">Votes that failed on the way by this fault.</param>
/// <param name="ServiceFailed">Votes that the service failed by this fault.</param>
/// <param name="Samples">Round-trip times tallied; of times to first byte there are as many.</param>
/// <param name="RttDelayed">Samples whose round-trip time (and time to first byte) this fault delayed.</param>
/// <param name="TtfbDelayed">Samples of which this fault delayed the time to first byte alone.</param>
public readonly record struct RealisedShare(
    long Demand, long Vanished, long Failed, long ServiceFailed, long Samples, long RttDelayed, long TtfbDelayed)
{
    /// <summary>Affected share of the votes, failed or vanished; 0 without votes.</summary>
    public double Availability => Demand == 0 ? 0 : (Vanished + Failed + ServiceFailed) / (double)Demand;

    /// <summary>Affected share of the samples; 0 without samples.</summary>
    public double Performance => Samples == 0 ? 0 : (RttDelayed + TtfbDelayed) / (double)Samples;

    /// <summary>The sums of two parts.</summary>
    public static RealisedShare operator +(RealisedShare a, RealisedShare b) => a.Add(b);

    /// <inheritdoc cref="op_Addition"/>
    public RealisedShare Add(RealisedShare other) => new(
        Demand + other.Demand,
        Vanished + other.Vanished,
        Failed + other.Failed,
        ServiceFailed + other.ServiceFailed,
        Samples + other.Samples,
        RttDelayed + other.RttDelayed,
        TtfbDelayed + other.TtfbDelayed);
}
