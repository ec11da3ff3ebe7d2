using Isobar.Core.Atlas;
using Isobar.Core.Windows;

namespace Isobar.Simulator.Worlds;

/// <summary>Traffic that new geo data counts under another city-network: what comparing the two atlases tells, weighed by traffic.</summary>
/// <param name="From">Where it was counted before.</param>
/// <param name="FromStratum">In which stratum.</param>
/// <param name="To">Where it is counted now.</param>
/// <param name="ToStratum">In which stratum.</param>
/// <param name="Share">The part of the traffic of <paramref name="From"/> in that stratum that moved, 0 to 1.</param>
public readonly record struct TrafficMove(CityNetworkId From, Stratum FromStratum, CityNetworkId To, Stratum ToStratum, double Share);
