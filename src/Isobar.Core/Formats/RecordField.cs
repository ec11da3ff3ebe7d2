namespace Isobar.Core.Formats;

/// <summary>What a field of a log line means to Isobar.</summary>
public enum RecordField : byte
{
    /// <summary>Read over.</summary>
    Ignored,

    /// <summary>The address that connected to us; may carry a port.</summary>
    PeerAddress,

    /// <summary>The forwarded list (`X-Forwarded-For` or `Forwarded`, RFC 7239).</summary>
    ForwardedFor,

    /// <summary>Time of the record, in the binding's unit.</summary>
    Time,

    /// <summary>The date of a time that is split in two fields, `yyyy-MM-dd`.</summary>
    Date,

    /// <summary>The time of day of a time that is split in two fields, `HH:mm:ss`.</summary>
    TimeOfDay,

    /// <summary>HTTP status.</summary>
    Status,

    /// <summary>Bytes from the client.</summary>
    BytesIn,

    /// <summary>Bytes to the client, headers included where the format has that choice.</summary>
    BytesOut,

    /// <summary>Body bytes to the client; taken for <see cref="BytesOut"/> where that is missing.</summary>
    BodyBytesOut,

    /// <summary>Round-trip time.</summary>
    Rtt,

    /// <summary>Time to first byte.</summary>
    TimeToFirstByte,

    /// <summary>A part of the time to first byte; the parts are summed (HAProxy's timers, ALB's processing times). A negative part makes it unknown.</summary>
    TimeToFirstBytePart,

    /// <summary>Time until the service's answer was whole; taken for the time to first byte where that is missing.</summary>
    ResponseTime,

    /// <summary>Request line, `METHOD path HTTP/version`: gives the path.</summary>
    RequestLine,

    /// <summary>Path, with or without its query.</summary>
    Path,

    /// <summary>Host name asked for.</summary>
    Host,

    /// <summary>User agent.</summary>
    UserAgent,

    /// <summary>Edge location that answered.</summary>
    EdgeLocation,

    /// <summary>How the session ended: HAProxy's termination state, Envoy's response flags, Zeek's connection state.</summary>
    Termination,

    /// <summary>What the line is about (an HTTP method, the name of a logger): lines of another kind are no traffic. Judged by the format's own list.</summary>
    Kind,
}
