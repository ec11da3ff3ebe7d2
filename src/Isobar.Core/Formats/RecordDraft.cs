using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>The fields of a line as they are read, before they become a record: the client may stand in two fields, the time in two, the outcome in three.</summary>
internal ref struct RecordDraft
{
    public IpAddress Peer;
    public bool HasPeer;
    public ReadOnlySpan<byte> Forwarded;
    public long TimeMicros;
    public bool HasTime;
    public long DateMicros;
    public bool HasDate;
    public int Status;
    public long BytesIn;
    public long BytesOut;
    public long BodyBytesOut;
    public long RttMicros;
    public long TtfbMicros;
    public long TtfbPartsMicros;
    public long ResponseMicros;
    public ReadOnlySpan<byte> Termination;
    public ReadOnlySpan<byte> Host;
    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> UserAgent;
    public ReadOnlySpan<byte> EdgeLocation;

    /// <summary>A draft of which nothing is known.</summary>
    public static RecordDraft Empty => new()
    {
        Status = -1,
        BytesIn = TrafficRecord.Unknown,
        BytesOut = TrafficRecord.Unknown,
        BodyBytesOut = TrafficRecord.Unknown,
        RttMicros = TrafficRecord.Unknown,
        TtfbMicros = TrafficRecord.Unknown,
        TtfbPartsMicros = TtfbPartsAbsent,
        ResponseMicros = TrafficRecord.Unknown,
    };

    /// <summary>No part was seen; <see cref="TrafficRecord.Unknown"/> means that one was seen and had no value.</summary>
    public const long TtfbPartsAbsent = -2;
}
