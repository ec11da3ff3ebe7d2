namespace Isobar.Benchmarks.Inputs;

/// <summary>One request of a generated log, before it is written in a format.</summary>
/// <param name="Address">The client's IPv4 address.</param>
/// <param name="Time">When it was logged.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Status">HTTP status.</param>
/// <param name="Bytes">Bytes of the answer.</param>
/// <param name="Page">Number of the page that the client came from.</param>
/// <param name="Agent">User agent.</param>
internal readonly record struct GeneratedRequest(uint Address, DateTimeOffset Time, string Target, int Status, uint Bytes, uint Page, string Agent)
{
    /// <summary>Dotted decimal.</summary>
    public string Client => $"{Address >> 24}.{(Address >> 16) & 255}.{(Address >> 8) & 255}.{Address & 255}";

    /// <summary>A round-trip time of 5 to 205 ms that belongs to the client, with a little noise: microseconds.</summary>
    public uint RttMicros => 5_000 + (Address % 200_000) + (Bytes % 1_000);

    /// <summary>A time to first byte: the round trip and the server's own share, microseconds.</summary>
    public uint TtfbMicros => RttMicros + 1_000 + (Bytes % 40_000);
}
