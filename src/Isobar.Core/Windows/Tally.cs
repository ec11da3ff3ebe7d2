namespace Isobar.Core.Windows;

/// <summary>What a sealed window holds for one (stratum, city-network); the fields are those of <see cref="TallyBatch"/>, which keeps many of them as columns.</summary>
public record struct Tally
{
    /// <summary>Bytes from clients.</summary>
    public long BytesIn;

    /// <summary>Bytes to clients.</summary>
    public long BytesOut;

    /// <summary>Connections or requests.</summary>
    public long Connections;

    /// <summary>Records that say whether they succeeded.</summary>
    public long Attempts;

    /// <summary>Attempts that ended as NetworkFailure.</summary>
    public long NetworkFailures;

    /// <summary>Attempts that ended as ServiceFailure.</summary>
    public long ServiceFailures;

    /// <summary>Availability votes: one a client and minute.</summary>
    public int Votes;

    /// <summary>Votes of which at least half of the attempts were NetworkFailures.</summary>
    public int NetworkFailedVotes;

    /// <summary>Votes of which at least half of the attempts were ServiceFailures.</summary>
    public int ServiceFailedVotes;

    /// <summary>Distinct clients, counted exactly.</summary>
    public int Clients;

    /// <summary>Written ClientSketch of the clients.</summary>
    public byte[] ClientSketch;

    /// <summary>Round-trip times.</summary>
    public TimeSummary Rtt;

    /// <summary>Times to first byte.</summary>
    public TimeSummary Ttfb;
}
