namespace Isobar.Storage;

/// <summary>Sums over a range of the stored tallies.</summary>
/// <param name="Rows">Stored rows: (window, stratum, city-network).</param>
/// <param name="Windows">Distinct windows with a row.</param>
/// <param name="CityNetworks">Distinct city-networks with a row.</param>
/// <param name="BytesIn">Bytes from clients.</param>
/// <param name="BytesOut">Bytes to clients.</param>
/// <param name="Connections">Connections or requests.</param>
/// <param name="Attempts">Records that say whether they succeeded.</param>
/// <param name="NetworkFailures">Attempts that ended as NetworkFailure.</param>
/// <param name="ServiceFailures">Attempts that ended as ServiceFailure.</param>
public sealed record TrafficTotals(
    long Rows,
    long Windows,
    long CityNetworks,
    long BytesIn,
    long BytesOut,
    long Connections,
    long Attempts,
    long NetworkFailures,
    long ServiceFailures);
