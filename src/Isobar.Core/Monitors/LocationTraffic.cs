namespace Isobar.Core.Monitors;

/// <summary>All of a monitor's traffic at one service location in one window, also what is not monitored.</summary>
/// <param name="ServiceLocation">The location.</param>
/// <param name="BytesIn">Bytes from clients.</param>
/// <param name="BytesOut">Bytes to clients.</param>
/// <param name="Coverage">How many city-networks make up the location's own traffic, and how much of that is monitored.</param>
public sealed record LocationTraffic(string ServiceLocation, long BytesIn, long BytesOut, TrafficCoverage Coverage);
