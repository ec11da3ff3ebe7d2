namespace Isobar.Core.Attribution;

/// <summary>Whose matter a drop is, in the words of the user: each has a recommended action.</summary>
public enum Cause : byte
{
    /// <summary>Not known.</summary>
    Unknown,

    /// <summary>The user's own service: failures or slow answers of its own, without a fault of the network.</summary>
    Service,

    /// <summary>A service location or one of its zones, or its uplink.</summary>
    ServiceLocation,

    /// <summary>A network or path between the service and the clients' networks.</summary>
    Transit,

    /// <summary>The clients' own network.</summary>
    ClientNetwork,

    /// <summary>A place, over several networks: power, cable, disaster.</summary>
    Place,
}
