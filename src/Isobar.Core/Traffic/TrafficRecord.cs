namespace Isobar.Core.Traffic;

/// <summary>
/// One request, connection, flow or report after parsing. Texts are slices of the parsed line and die with it; numbers that are not known are negative.
/// </summary>
public ref struct TrafficRecord
{
    /// <summary>A number the record does not have.</summary>
    public const long Unknown = -1;

    /// <summary>The client, behind trusted proxies the right-most untrusted address of the forwarded list.</summary>
    public IpAddress Client;

    /// <summary>When it was logged: microseconds since 1970-01-01 UTC; negative before.</summary>
    public long TimeMicros;

    /// <summary>Bytes from the client, or <see cref="Unknown"/>.</summary>
    public long BytesIn;

    /// <summary>Bytes to the client, or <see cref="Unknown"/>.</summary>
    public long BytesOut;

    /// <summary>Round-trip time as the server's kernel or proxy measured it, microseconds, or <see cref="Unknown"/>.</summary>
    public long RttMicros;

    /// <summary>Time to first byte, microseconds, or <see cref="Unknown"/>.</summary>
    public long TtfbMicros;

    /// <summary>HTTP status, 0 when there is none.</summary>
    public int Status;

    /// <summary>How it ended.</summary>
    public Outcome Outcome;

    /// <summary>Host name asked for; empty when not known.</summary>
    public ReadOnlySpan<byte> Host;

    /// <summary>Path with query as asked for; empty when not known.</summary>
    public ReadOnlySpan<byte> Path;

    /// <summary>User agent; empty when not known.</summary>
    public ReadOnlySpan<byte> UserAgent;

    /// <summary>Edge location or zone that answered, where the record names it (CloudFront, Cloudflare); empty otherwise.</summary>
    public ReadOnlySpan<byte> EdgeLocation;

    /// <summary>Forgets everything: all numbers unknown, all texts empty.</summary>
    public void Clear()
    {
        this = default;
        BytesIn = BytesOut = RttMicros = TtfbMicros = Unknown;
        Outcome = Outcome.Unknown;
    }
}
