namespace Isobar.Core.Insights;

/// <summary>What moving all traffic of one service location to another would do: one row of the query for overall suggestions.</summary>
/// <param name="CurrentLocation">The location that answers now.</param>
/// <param name="ProposedLocation">The other one; the present one and the content delivery network are listed too.</param>
/// <param name="AverageFirstByteMicros">Mean time to first byte that the traffic would see there, weighted by traffic, microseconds.</param>
/// <param name="Traffic">Traffic of the present location that the proposed one can be compared for.</param>
/// <param name="OptimizedTrafficExcludingCdn">Traffic whose best choice is the proposed location, where the content delivery network is no choice.</param>
/// <param name="OptimizedTrafficIncludingCdn">The same where it is one.</param>
public sealed record TrafficSuggestion(
    string CurrentLocation,
    string ProposedLocation,
    double AverageFirstByteMicros,
    long Traffic,
    long OptimizedTrafficExcludingCdn,
    long OptimizedTrafficIncludingCdn);
