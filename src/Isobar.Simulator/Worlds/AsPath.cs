using System.Collections.Immutable;

namespace Isobar.Simulator.Worlds;

/// <summary>A way from the service to a client network, and the share of the traffic that takes it.</summary>
/// <param name="Hops">AS numbers: the service's, one or two transit networks, the client's.</param>
/// <param name="Weight">Share of the traffic between this network and this service location, 0 to 1.</param>
public sealed record AsPath(ImmutableArray<uint> Hops, double Weight)
{
    /// <summary>The transit networks on the way.</summary>
    public ReadOnlySpan<uint> Transit => Hops.AsSpan()[1..^1];

    /// <summary>The hops as they are usually written: numbers with spaces between them.</summary>
    public string Text => string.Join(' ', Hops);
}
