using Isobar.Core.Traffic;

namespace Isobar.Core.Monitors;

/// <summary>An amount of traffic, in both units that resources are weighed in.</summary>
/// <param name="Bytes">Bytes in and out.</param>
/// <param name="Connections">Connections or requests.</param>
public readonly record struct TrafficVolume(long Bytes, long Connections)
{
    /// <summary>The sum; stops at the greatest number.</summary>
    public TrafficVolume Plus(TrafficVolume other) => new(Saturating.Add(Bytes, other.Bytes), Saturating.Add(Connections, other.Connections));

    /// <summary>The amount in one unit.</summary>
    public long In(TrafficWeight weight) => weight == TrafficWeight.Bytes ? Bytes : Connections;
}
