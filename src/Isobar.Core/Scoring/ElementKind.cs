namespace Isobar.Core.Scoring;

/// <summary>The kinds of things that can be at fault, in the order in which they are suspected (section 9 of the statistical design).</summary>
public enum ElementKind : byte
{
    /// <summary>The service location as a whole: the service or its uplink.</summary>
    ServiceLocation,

    /// <summary>One zone of a service location.</summary>
    Zone,

    /// <summary>One address family at a service location.</summary>
    AddressFamily,

    /// <summary>One AS path from a service location.</summary>
    AsPath,

    /// <summary>A transit network on the paths from a service location.</summary>
    TransitAs,

    /// <summary>The network of the clients.</summary>
    ClientAsn,

    /// <summary>A country.</summary>
    Country,

    /// <summary>A metropolitan area.</summary>
    Metro,

    /// <summary>A city, over several networks.</summary>
    City,

    /// <summary>One city-network at one service location, and nothing wider.</summary>
    Pair,
}
