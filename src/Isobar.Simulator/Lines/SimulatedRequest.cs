using Isobar.Core.Traffic;

namespace Isobar.Simulator.Lines;

/// <summary>One request of a simulated client, as a server would log it.</summary>
/// <param name="Second">When, Unix seconds.</param>
/// <param name="Client">Who.</param>
/// <param name="Status">HTTP status; 408 and 499 are failures on the way, 5xx of the service.</param>
/// <param name="BytesIn">Length of the request.</param>
/// <param name="BytesOut">Bytes sent.</param>
/// <param name="RttMicros">Round-trip time, or -1.</param>
/// <param name="TtfbMicros">Time to first byte, or -1.</param>
internal readonly record struct SimulatedRequest(
    long Second, IpAddress Client, int Status, long BytesIn, long BytesOut, long RttMicros, long TtfbMicros) : IComparable<SimulatedRequest>
{
    /// <summary>By time, then by client.</summary>
    public int CompareTo(SimulatedRequest other) => Second != other.Second ? Second.CompareTo(other.Second) : Client.CompareTo(other.Client);
}
