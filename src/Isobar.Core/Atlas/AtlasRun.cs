using Isobar.Core.Traffic;

namespace Isobar.Core.Atlas;

/// <summary>A run of neighbouring addresses of one city-network.</summary>
/// <param name="First">Lowest address.</param>
/// <param name="Last">Highest address, inclusive.</param>
/// <param name="Index">Index of the city-network in its build; never 0.</param>
public readonly record struct AtlasRun(IpAddress First, IpAddress Last, int Index);
