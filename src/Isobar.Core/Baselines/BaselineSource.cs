namespace Isobar.Core.Baselines;

/// <summary>Whose history a baseline comes from, from the nearest to the widest.</summary>
public enum BaselineSource : byte
{
    /// <summary>There is none yet: the state is learning.</summary>
    None,

    /// <summary>The stratum's own.</summary>
    Stratum,

    /// <summary>The pair's, over its strata.</summary>
    Pair,

    /// <summary>That of the same client network in the same country at this location.</summary>
    Network,

    /// <summary>That of the country at this location.</summary>
    Country,

    /// <summary>That of the whole service location.</summary>
    Location,
}
