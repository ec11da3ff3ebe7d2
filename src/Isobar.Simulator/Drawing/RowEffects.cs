namespace Isobar.Simulator.Drawing;

/// <summary>What nuisances do to the row that is being drawn.</summary>
internal struct RowEffects
{
    /// <summary>Factor of the traffic.</summary>
    public double Volume;

    /// <summary>Added to all round-trip times, microseconds; may be negative.</summary>
    public double RttAddMicros;

    /// <summary>Share of the requests that is logged.</summary>
    public double LoggedShare;

    /// <summary>Tries for each failed request.</summary>
    public double Tries;

    /// <summary>Votes a window that have moved here from another pair, on average.</summary>
    public double MovedVotes;

    /// <summary>The pair whose round-trip times the moved votes still have; -1 when they have this pair's.</summary>
    public int MovedFromPair;

    /// <summary>Nothing.</summary>
    public static RowEffects None => new() { Volume = 1, LoggedShare = 1, Tries = 1, MovedFromPair = -1 };
}
