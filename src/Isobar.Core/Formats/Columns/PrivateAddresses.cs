using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// Addresses that no client on the internet has: private (RFC 1918, RFC 4193), shared (RFC 6598, which VPCs use as well), loopback and link-local.
/// </summary>
internal static class PrivateAddresses
{
    private static readonly PrefixList s_prefixes = PrefixList.Of(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "169.254.0.0/16", "127.0.0.0/8", "fc00::/7", "fe80::/10", "::1");

    /// <summary>Whether the address is one of them.</summary>
    public static bool Contains(IpAddress address) => s_prefixes.Contains(address);
}
