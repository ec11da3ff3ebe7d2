namespace Isobar.Core.Monitors;

/// <summary>In what a resource's traffic is weighed (spec 6.1): the share of a city-network in scores and impacts is counted in this.</summary>
public enum TrafficWeight : byte
{
    /// <summary>Bytes in and out.</summary>
    Bytes,

    /// <summary>Client connections.</summary>
    Connections,
}
