namespace Isobar.Core.Traffic;

/// <summary>What a filter can ask about.</summary>
internal enum FilterField
{
    /// <summary>HTTP status; 0 where there is none.</summary>
    Status,

    /// <summary>Host name asked for.</summary>
    Host,

    /// <summary>Path with query.</summary>
    Path,

    /// <summary>User agent.</summary>
    Agent,
}
