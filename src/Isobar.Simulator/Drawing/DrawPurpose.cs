namespace Isobar.Simulator.Drawing;

/// <summary>What a random stream is for. Streams of different purposes are independent, so that a change of one part leaves the others as they were.</summary>
internal enum DrawPurpose : ulong
{
    /// <summary>Cities, networks, paths and their parameters.</summary>
    World = 1,

    /// <summary>The random effect that all strata of a pair share in a window.</summary>
    PairWindow,

    /// <summary>The row of one stratum of a pair in a window.</summary>
    Row,

    /// <summary>Effects of a service location in a window.</summary>
    LocationWindow,

    /// <summary>Random faults.</summary>
    Faults,

    /// <summary>Nuisances.</summary>
    Nuisances,

    /// <summary>Slow drift of a pair.</summary>
    Drift,

    /// <summary>Requests of a row that is written as log lines.</summary>
    Lines,
}
