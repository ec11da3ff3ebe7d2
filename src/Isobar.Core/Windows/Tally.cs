namespace Isobar.Core.Windows;

/// <summary>What a sealed window holds for one (stratum, city-network); the fields are those of <see cref="TallyBatch"/>, which keeps many of them as columns.</summary>
internal record struct Tally
{
    public long BytesIn;
    public long BytesOut;
    public long Connections;
    public long Attempts;
    public long NetworkFailures;
    public long ServiceFailures;
    public int Votes;
    public int NetworkFailedVotes;
    public int ServiceFailedVotes;
    public int Clients;
    public byte[] ClientSketch;
    public TimeSummary Rtt;
    public TimeSummary Ttfb;
}
