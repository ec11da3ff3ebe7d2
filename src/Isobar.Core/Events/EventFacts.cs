using System.Collections.Immutable;
using Isobar.Core.Atlas;

namespace Isobar.Core.Events;

/// <summary>What events tell beyond the measurements: names, prefixes and usual times, from whoever has them.</summary>
public sealed record EventFacts
{
    /// <summary>Nothing is known beyond the measurements.</summary>
    public static EventFacts None { get; } = new();

    /// <summary>The network that serves; paths start there (spec 4.5).</summary>
    public Network ServiceNetwork { get; init; } = new(16509, "Amazon.com");

    /// <summary>Name of an autonomous system, or null.</summary>
    public Func<uint, string?> NetworkName { get; init; } = _ => null;

    /// <summary>Some IPv4 prefixes of a city-network, for people who must find the affected users.</summary>
    public Func<CityNetworkId, ImmutableArray<string>> Ipv4Prefixes { get; init; } = _ => [];

    /// <summary>What the baseline says of the pair of a number at a time (Unix seconds), or null.</summary>
    public Func<int, long, UsualTimes?> UsualRoundTripTime { get; init; } = (_, _) => null;
}
