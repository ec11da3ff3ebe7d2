using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>Addresses whose city-network is another one in a newer atlas.</summary>
/// <param name="First">Lowest address.</param>
/// <param name="Last">Highest address, inclusive.</param>
/// <param name="Before">Identity in the old atlas, or <see cref="CityNetworkId.Unlocated"/>.</param>
/// <param name="After">Identity in the new atlas, or <see cref="CityNetworkId.Unlocated"/>.</param>
public readonly record struct AtlasChange(IpAddress First, IpAddress Last, CityNetworkId Before, CityNetworkId After);
