using Isobar.Core.Traffic;

namespace Isobar.Core.Formats;

/// <summary>
/// Finds the client behind proxies: the right-most address of the forwarded list that is not a proxy we trust. Addresses further left are the client's own claim.
/// </summary>
public sealed class TrustedProxies
{
    private readonly PrefixList _prefixes;

    /// <summary>Trusts the proxies in these prefixes.</summary>
    public TrustedProxies(IEnumerable<IpPrefix> prefixes)
        : this(new PrefixList(prefixes))
    {
    }

    private TrustedProxies(PrefixList prefixes) => _prefixes = prefixes;

    /// <summary>Loopback, RFC 1918 and unique local addresses (RFC 4193): inside our own network.</summary>
    public static TrustedProxies Private { get; } = new(PrefixList.Of("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1", "fc00::/7"));

    /// <summary>Whether forwarded lists that come from this address are believed.</summary>
    public bool Trusts(IpAddress address) => _prefixes.Contains(address);

    /// <summary>
    /// The client, from the address that connected and the forwarded list (left to right, as proxies append).
    /// With no peer at hand the list is taken as written by our own proxy. An entry that is no address ends the walk: what lies left of it cannot be judged.
    /// </summary>
    /// <returns>False when there is neither a peer nor a readable entry.</returns>
    public bool TryFindClient(IpAddress? peer, ReadOnlySpan<byte> forwarded, out IpAddress client)
    {
        client = peer.GetValueOrDefault();
        bool found = peer.HasValue;
        if (found && !Trusts(client))
        {
            return true;
        }
        while (!forwarded.IsEmpty)
        {
            int comma = forwarded.LastIndexOf((byte)',');
            ReadOnlySpan<byte> entry = comma < 0 ? forwarded : forwarded[(comma + 1)..];
            forwarded = comma < 0 ? default : forwarded[..comma];
            if (!AddressText.TryRead(ForwardedEntry(entry), out IpAddress address))
            {
                return found;
            }
            client = address;
            found = true;
            if (!Trusts(address))
            {
                return true;
            }
        }
        return found;
    }

    /// <summary>The address of one entry; of RFC 7239's `for="[2001:db8::1]:4711";proto=https` that of its `for` pair.</summary>
    private static ReadOnlySpan<byte> ForwardedEntry(ReadOnlySpan<byte> entry)
    {
        entry = entry.Trim((byte)' ');
        if (!entry.Contains((byte)'='))
        {
            return entry;
        }
        foreach (Range part in entry.Split((byte)';'))
        {
            ReadOnlySpan<byte> pair = entry[part].Trim((byte)' ');
            if (pair.Length > 4 && (pair[0] | 0x20) == 'f' && (pair[1] | 0x20) == 'o' && (pair[2] | 0x20) == 'r' && pair[3] == '=')
            {
                return pair[4..].Trim((byte)'"');
            }
        }
        return default;
    }
}
