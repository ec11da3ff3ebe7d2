using System.Runtime.CompilerServices;

namespace Isobar.Core.Baselines;

/// <summary>What is kept in memory of a stratum's baseline: 88 bytes, whatever its traffic.</summary>
internal struct StratumState
{
    /// <summary>A peak that is not known.</summary>
    public const sbyte Unknown = sbyte.MinValue;

    /// <summary>Levels of the quantiles of RTT, shrunk to the parent's.</summary>
    public DayQuantiles Rtt;

    /// <summary>Levels of the quantiles of TTFB, likewise.</summary>
    public DayQuantiles Ttfb;

    /// <summary>Clients expected in five minutes of the day's busiest hour; 0 where they are not known.</summary>
    public float ClientsPeak;

    /// <summary>Clients of each UTC hour of the day as a part of the peak (<see cref="ClientFactors"/>).</summary>
    public HourBytes ClientFactors;

    /// <summary>Number of the pair's record.</summary>
    public int Pair;

    /// <summary>Usual share of votes that fail by network.</summary>
    public Half NetworkShare;

    /// <summary>Usual share of votes that fail by service.</summary>
    public Half ServiceShare;

    /// <summary>Dispersion k of the clients.</summary>
    public Half ClientsDispersion;

    /// <summary>Highest hourly offset of RTT and TTFB.</summary>
    public PeakOffsets RttPeak;

    /// <inheritdoc cref="RttPeak"/>
    public PeakOffsets TtfbPeak;

    /// <summary>Days of own history.</summary>
    public byte Days;

    /// <summary>Own part of the levels of RTT, of 255; the rest is the parent's.</summary>
    public byte RttWeight;

    /// <summary>Own part of the levels of TTFB.</summary>
    public byte TtfbWeight;

    /// <summary>Whose baseline it is.</summary>
    public BaselineSource Source;

    /// <summary>Whether RTT has enough samples of its own.</summary>
    public bool IsRttReady;

    /// <summary>Whether TTFB has enough samples of its own.</summary>
    public bool IsTtfbReady;
}

/// <summary>One byte for each hour of a day.</summary>
[InlineArray(DaySummary.Hours)]
internal struct HourBytes
{
    private byte _first;
}

/// <summary>Offsets of a season from the level in half buckets (1 %): median and 90th percentile.</summary>
internal struct PeakOffsets
{
    /// <summary>Not known.</summary>
    public static readonly PeakOffsets Unknown = new() { P50 = SeasonOffsets.Unknown, P90 = SeasonOffsets.Unknown };

    /// <summary>Of the median.</summary>
    public sbyte P50;

    /// <summary>Of the 90th percentile.</summary>
    public sbyte P90;

    /// <summary>Whether there are any.</summary>
    public readonly bool IsKnown => P50 != SeasonOffsets.Unknown;
}
