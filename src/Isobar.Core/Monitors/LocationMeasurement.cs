namespace Isobar.Core.Monitors;

/// <summary>All monitored traffic of one service location in one window.</summary>
/// <param name="ServiceLocation">The location.</param>
/// <param name="Availability">Its availability.</param>
/// <param name="Performance">Its performance.</param>
/// <param name="PercentOfTotalTraffic">Its share of the monitor's traffic, percent.</param>
/// <param name="BytesIn">Bytes from clients.</param>
/// <param name="BytesOut">Bytes to clients.</param>
/// <param name="Connections">Connections or requests.</param>
/// <param name="WeightedRtt">Weighted means of its pairs' quantiles; null where no pair has any.</param>
public sealed record LocationMeasurement(
    string ServiceLocation, TrafficScore Availability, TrafficScore Performance, double PercentOfTotalTraffic, long BytesIn, long BytesOut,
    long Connections, RoundTripTimes? WeightedRtt);
