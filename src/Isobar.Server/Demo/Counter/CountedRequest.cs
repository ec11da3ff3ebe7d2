using Isobar.Core.Traffic;

namespace Isobar.Server.Demo.Counter;

/// <summary>A request to the counter.</summary>
/// <param name="Client">Who sent it.</param>
/// <param name="TimeMicros">When it ended, in the time of the demo.</param>
/// <param name="BytesIn">Bytes of its body.</param>
/// <param name="BytesOut">Bytes of the answer's body.</param>
/// <param name="RttMicros">The kernel's round-trip time of its connection, or <see cref="TrafficRecord.Unknown"/>.</param>
/// <param name="TtfbMicros">How long the answer took.</param>
internal sealed record CountedRequest(IpAddress Client, long TimeMicros, long BytesIn, long BytesOut, long RttMicros, long TtfbMicros);
