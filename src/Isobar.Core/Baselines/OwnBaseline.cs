namespace Isobar.Core.Baselines;

/// <summary>What a stratum's own history says of it, between the reading of history and the sharing with its parents.</summary>
internal struct OwnBaseline
{
    /// <summary>Levels of RTT; 0 where none is known.</summary>
    public DayQuantiles Rtt;

    /// <summary>Levels of TTFB.</summary>
    public DayQuantiles Ttfb;

    /// <summary>Samples of RTT.</summary>
    public long RttSamples;

    /// <summary>Samples of TTFB.</summary>
    public long TtfbSamples;

    /// <summary>Days with samples of RTT, one bit each.</summary>
    public uint RttDays;

    /// <summary>Days with samples of TTFB.</summary>
    public uint TtfbDays;

    /// <summary>Votes and failures.</summary>
    public OwnVotes Votes;

    /// <summary>Highest hour of RTT.</summary>
    public PeakOffsets RttPeak;

    /// <summary>Highest hour of TTFB.</summary>
    public PeakOffsets TtfbPeak;

    /// <summary>Clients by hour.</summary>
    public OwnVolume Volume;
}
