namespace Isobar.Storage.Explorer;

/// <summary>What tells traffic apart in the explorer.</summary>
public enum ExplorerDimension
{
    /// <summary>Nothing: all together.</summary>
    None,

    /// <summary>Where the application answered. Values are names of service locations.</summary>
    ServiceLocation,

    /// <summary>Country of the users. Values are English names.</summary>
    Country,

    /// <summary>Subdivision of the users. Values are like `Bavaria, Germany`, since names repeat.</summary>
    Subdivision,

    /// <summary>Metro of the users. Values are like `Munich, Bavaria, Germany`.</summary>
    Metro,

    /// <summary>City of the users. Values are like `Munich, Bavaria, Germany`.</summary>
    City,

    /// <summary>Network of the users. Values are numbers of autonomous systems, like `64500`; labels name them too.</summary>
    Network,

    /// <summary>Address family of the users: `IPv4` or `IPv6`. Traffic of which it was not recorded has no value.</summary>
    AddressFamily,
}
