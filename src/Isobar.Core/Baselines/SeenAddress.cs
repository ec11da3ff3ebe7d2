using Isobar.Core.Atlas;
using Isobar.Core.Traffic;

namespace Isobar.Core.Baselines;

/// <summary>A client that was seen, and where the atlas of then put it.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Place">The city-network.</param>
public readonly record struct SeenAddress(IpAddress Address, CityNetworkId Place);
