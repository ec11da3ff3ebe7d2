namespace Isobar.Core.Formats;

/// <summary>The fields that carry meaning for Isobar and that a format may have.</summary>
[Flags]
public enum FormatFields
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>An address of the client or of the proxy before us.</summary>
    Client = 1,

    /// <summary>The list of addresses that proxies forwarded.</summary>
    Forwarded = 2,

    /// <summary>A time.</summary>
    Time = 4,

    /// <summary>HTTP status or another sign of success.</summary>
    Status = 8,

    /// <summary>Bytes from the client.</summary>
    BytesIn = 16,

    /// <summary>Bytes to the client.</summary>
    BytesOut = 32,

    /// <summary>Round-trip time.</summary>
    Rtt = 64,

    /// <summary>Time to first byte.</summary>
    TimeToFirstByte = 128,

    /// <summary>How the session ended, beyond the status (HAProxy's termination state, Envoy's response flags).</summary>
    Termination = 256,

    /// <summary>Host, path or user agent.</summary>
    Request = 512,
}
