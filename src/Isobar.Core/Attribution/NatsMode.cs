namespace Isobar.Core.Attribution;

/// <summary>What a pair is asked about a hypothesis.</summary>
internal enum NatsMode : byte
{
    /// <summary>Whether all of its traffic is hit, in one of several ways.</summary>
    Whole,

    /// <summary>Whether all or a part of its traffic is hit, in one of several ways.</summary>
    Partial,

    /// <summary>The hypothesis as it stands, with a wider limit: the hypothesis that fits best is looked for.</summary>
    Profile,
}
