namespace Isobar.Core.Traffic;

/// <summary>How an attempt ended. The two failures are never mixed: telling them apart is what the product exists for.</summary>
public enum Outcome : byte
{
    /// <summary>The client got its answer (which may well be a 404).</summary>
    Ok,

    /// <summary>The client could not be reached well: it timed out or went away before the answer, as the format tells it.</summary>
    NetworkFailure,

    /// <summary>The service failed: a 5xx, or a proxy that had no answer from it.</summary>
    ServiceFailure,

    /// <summary>The record says nothing about success (a flow, a DNS line): it counts as traffic, not as an attempt.</summary>
    Unknown,
}
