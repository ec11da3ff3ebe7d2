using Isobar.Core.Atlas;

namespace Isobar.Core.Monitors;

/// <summary>The frozen traffic of a stratum in an open event, as it is kept over a restart.</summary>
/// <param name="CityNetwork">Who the users are.</param>
/// <param name="Stratum">The part of the traffic.</param>
/// <param name="Volume">Traffic of the hour before the event.</param>
/// <param name="Windows">Windows that it is the sum of.</param>
public sealed record HeldTraffic(CityNetworkId CityNetwork, TrafficStratum Stratum, TrafficVolume Volume, double Windows);
