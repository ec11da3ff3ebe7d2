using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Isobar.Core.Traffic;

namespace Isobar.Server.Replay.Health;

/// <summary>Counts records by the prefix of their client: /24 of IPv4, /48 of IPv6, the smallest that are routed between networks.</summary>
internal sealed class ClientPrefixes
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
}
