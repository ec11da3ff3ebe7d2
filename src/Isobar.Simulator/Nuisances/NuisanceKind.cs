namespace Isobar.Simulator.Nuisances;

/// <summary>Things that happen to traffic and are nobody's fault: none of them may raise an alarm.</summary>
public enum NuisanceKind
{
    /// <summary>The clients of a network multiply for an hour or two.</summary>
    FlashCrowd,

    /// <summary>The round-trip times of a network to a location move by 1 to 4 ms, for good: less than the margin of a drop.</summary>
    RouteChange,

    /// <summary>Prefixes of a network move to another city of it: the clients are there now, with that city's round-trip times.</summary>
    PrefixMigration,

    /// <summary>Clients whose requests fail try again at once, and one of them is broken: many failures, few votes.</summary>
    ClientRetries,

    /// <summary>New geo data places prefixes of a network in another city: their clients are where they were, with their old round-trip times.</summary>
    GeolocationChange,

    /// <summary>A source is silent.</summary>
    ExporterGap,

    /// <summary>A source's clock is ahead: records fall into the next window.</summary>
    ClockSkew,

    /// <summary>A source logs only a share of the requests.</summary>
    SamplingRate,
}
