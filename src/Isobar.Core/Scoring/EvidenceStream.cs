namespace Isobar.Core.Scoring;

/// <summary>The five kinds of evidence, each with a baseline of its own (section 5 of the statistical design).</summary>
public enum EvidenceStream : byte
{
    /// <summary>Votes of clients that could not be reached well.</summary>
    NetworkFailures,

    /// <summary>Votes of clients that the service failed.</summary>
    ServiceFailures,

    /// <summary>Clients that are missing altogether: an outage before the handshake leaves no failure in any log.</summary>
    Volume,

    /// <summary>Round-trip time at several edges.</summary>
    Rtt,

    /// <summary>Time to first byte at several edges.</summary>
    Ttfb,
}
