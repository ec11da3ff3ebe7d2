using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Traffic;

namespace Isobar.Core.Events;

/// <summary>Counts records by the prefix of their client: /24 of IPv4, /48 of IPv6, the smallest that are routed between networks.</summary>
public sealed class ClientPrefixes
{
    /// <summary>Prefixes that are told of a place.</summary>
    public const int Told = 20;

    /// <summary>Prefixes that are counted of a place; later ones are left out.</summary>
    private const int Counted = 4_096;

    private readonly Dictionary<IpPrefix, int> _records = [];

    /// <summary>Counts a record.</summary>
    public void Add(IpAddress client)
    {
        IpPrefix prefix = IpPrefix.Of(client, client.IsIPv4 ? 24 : 48);
        if (_records.Count < Counted || _records.ContainsKey(prefix))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_records, prefix, out _)++;
        }
    }

    /// <summary>The prefixes with most records, in the order of addresses where these are equal.</summary>
    public ImmutableArray<string> Of(bool isIPv4) =>
    [
        .. _records.Where(entry => entry.Key.First.IsIPv4 == isIPv4)
            .OrderByDescending(entry => entry.Value).ThenBy(entry => entry.Key.First).Take(Told).Select(entry => entry.Key.ToString()),
    ];

    /// <summary>An event with the prefixes of its affected clients, also in the text that is ready to send.</summary>
    /// <param name="one">The event.</param>
    /// <param name="of">Those of an impacted location; null where nothing is known, which leaves what the event has.</param>
    public static HealthEvent AddTo(HealthEvent one, Func<ImpactedLocation, ClientPrefixes?> of)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(of);
        bool isAny = false;
        ImmutableArray<ImpactedLocation> locations =
        [
            .. one.ImpactedLocations.Select(location =>
            {
                ClientPrefixes? prefixes = of(location);
                isAny |= prefixes is not null;
                return prefixes is null ? location : location with { Ipv4Prefixes = prefixes.Of(isIPv4: true), Ipv6Prefixes = prefixes.Of(isIPv4: false) };
            }),
        ];
        if (!isAny)
        {
            return one;
        }
        HealthEvent told = one with { ImpactedLocations = locations };
        return told with { Action = ActionAdvisor.For(told) };
    }
}
