namespace Isobar.Core.Baselines;

/// <summary>What the strata of a pair with one method have in common.</summary>
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
