using Isobar.Core.Atlas;
using Isobar.Core.Sketches;
using Isobar.Core.Traffic;

namespace Isobar.Core.Windows;

/// <summary>The traffic of one city-network over a whole report.</summary>
public sealed class CityNetworkSummary
{
    /// <summary>4 KB once there are many clients: 1.6 % standard error.</summary>
    private const int ClientPrecision = 12;

    /// <summary>The city-network.</summary>
    public required CityNetworkId CityNetwork { get; init; }

    /// <summary>Bytes from clients.</summary>
    public long BytesIn { get; private set; }

    /// <summary>Bytes to clients.</summary>
    public long BytesOut { get; private set; }

    /// <summary>Connections or requests.</summary>
    public long Connections { get; private set; }

    /// <summary>Records that say whether they succeeded.</summary>
    public long Attempts { get; private set; }

    /// <summary>Availability votes: one a client and minute.</summary>
    public long Votes { get; private set; }

    /// <summary>Attempts that ended as NetworkFailure.</summary>
    public long NetworkFailures { get; private set; }

    /// <summary>Attempts that ended as ServiceFailure.</summary>
    public long ServiceFailures { get; private set; }

    /// <summary>Distinct clients.</summary>
    public DistinctCounter Clients { get; } = new(ClientPrecision);

    /// <summary>Round-trip times; null where there is no sample.</summary>
    public QuantileSketch? Rtt { get; private set; }

    /// <summary>Times to first byte; null where there is no sample.</summary>
    public QuantileSketch? Ttfb { get; private set; }

    internal void AddClient(ulong hash) => Clients.Add(hash);

    internal void Add(in Tally tally, TallyBuilder times)
    {
        BytesIn = Saturating.Add(BytesIn, tally.BytesIn);
        BytesOut = Saturating.Add(BytesOut, tally.BytesOut);
        Connections += tally.Connections;
        Attempts += tally.Attempts;
        Votes += tally.Votes;
        NetworkFailures += tally.NetworkFailures;
        ServiceFailures += tally.ServiceFailures;
        Rtt = Merge(Rtt, times.Rtt);
        Ttfb = Merge(Ttfb, times.Ttfb);
    }

    private static QuantileSketch? Merge(QuantileSketch? total, QuantileSketch part)
    {
        if (part.Count == 0)
        {
            return total;
        }
        total ??= new QuantileSketch();
        total.Merge(part);
        return total;
    }
}
