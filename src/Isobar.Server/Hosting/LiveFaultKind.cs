namespace Isobar.Server.Hosting;

/// <summary>What part of a running server a fault concerns; the names are those of `/health`.</summary>
internal enum LiveFaultKind
{
    /// <summary>A source: its files are missing, unreadable, silent, or of an unknown format.</summary>
    Source,

    /// <summary>What is usual cannot be derived, so that windows wait.</summary>
    Scoring,

    /// <summary>Windows cannot be stored.</summary>
    Commit,

    /// <summary>Roll-over of days or retention.</summary>
    Maintenance,

    /// <summary>A rebuilt atlas that cannot be used.</summary>
    Atlas,

    /// <summary>Something stored was lost or set aside.</summary>
    Store,
}
