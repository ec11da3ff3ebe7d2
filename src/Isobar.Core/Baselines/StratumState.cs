using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>What is kept in memory of a stratum's baseline: 82 bytes, whatever its traffic.</summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 2)]
internal struct StratumState
{
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

    /// <summary>Standard deviation of what is not known of the levels of RTT, places: 0 where they are the stratum's own.</summary>
    public Half RttUnknown;

    /// <summary>The same of TTFB.</summary>
    public Half TtfbUnknown;

    /// <summary>Days of history behind it, its own or those of the group that speaks for it.</summary>
    public byte Days;

    /// <summary>Whose baseline it is.</summary>
    public BaselineSource Source;

    /// <summary>Whether RTT has edges.</summary>
    public bool IsRttKnown;

    /// <summary>Whether TTFB has edges.</summary>
    public bool IsTtfbKnown;
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
