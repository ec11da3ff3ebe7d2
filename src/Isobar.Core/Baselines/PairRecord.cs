using System.Runtime.InteropServices;

namespace Isobar.Core.Baselines;

/// <summary>What the strata of a pair with one method have in common.</summary>
// Packed, as it is written as it lies in memory: what lies in a gap between fields is not defined, and the same state would not give the same bytes.
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal struct PairRecord
{
    /// <summary>The first stratum that was added.</summary>
    public int FirstStratum;

    /// <summary>Number of strata.</summary>
    public int Strata;

    /// <summary>Number of the group of its network in its country.</summary>
    public int Network;

    /// <summary>Number of the pair's own season of RTT, or -1.</summary>
    public int RttSeason;

    /// <summary>Number of the pair's own season of TTFB, or -1.</summary>
    public int TtfbSeason;

    /// <summary>Solar time less UTC, hours.</summary>
    public sbyte SolarOffset;
}
