namespace Isobar.Simulator.Faults;

/// <summary>What kind of thing is at fault.</summary>
public enum FaultElementKind
{
    /// <summary>A service location.</summary>
    Location,

    /// <summary>A zone of a service location.</summary>
    Zone,

    /// <summary>One AS path from a service location.</summary>
    Path,

    /// <summary>A transit network, wherever it is on a path.</summary>
    TransitAs,

    /// <summary>A client network, in all its cities.</summary>
    ClientAsn,

    /// <summary>A city, with all its networks.</summary>
    City,

    /// <summary>A country, with all its networks.</summary>
    Country,

    /// <summary>An address family, at one service location.</summary>
    AddressFamily,

    /// <summary>One city-network at one service location.</summary>
    Pair,
}
