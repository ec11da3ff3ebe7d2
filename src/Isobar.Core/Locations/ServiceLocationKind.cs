namespace Isobar.Core.Locations;

/// <summary>What stands at a service location.</summary>
public enum ServiceLocationKind : byte
{
    /// <summary>An AWS Region, with Availability Zones.</summary>
    Region,

    /// <summary>An edge of a content delivery network, named by the IATA code of a nearby airport; it has no zones.</summary>
    Edge,

    /// <summary>A data centre of the user's own.</summary>
    Own,
}
