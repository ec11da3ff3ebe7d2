namespace Isobar.Storage.Traffic;

/// <summary>What one source brought in a range of time.</summary>
/// <param name="BytesIn">Bytes from clients.</param>
/// <param name="BytesOut">Bytes to clients.</param>
/// <param name="Connections">Connections or requests.</param>
/// <param name="CityNetworks">City-networks that they came from.</param>
public sealed record SourceTotals(long BytesIn, long BytesOut, long Connections, long CityNetworks);
