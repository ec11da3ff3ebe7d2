using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

public sealed class TrustedProxiesTests
{
    [Theory]
    [InlineData("203.0.113.9", "", "203.0.113.9")]
    [InlineData("203.0.113.9", "198.51.100.1", "203.0.113.9")]
    [InlineData("10.0.0.1", "198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "192.0.2.66, 198.51.100.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "192.0.2.66, 198.51.100.1, 10.0.0.2,192.168.1.1", "198.51.100.1")]
    [InlineData("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3")]
    [InlineData("10.0.0.1", "192.0.2.66, unknown, 10.0.0.2", "10.0.0.2")]
    [InlineData("10.0.0.1", "unknown", "10.0.0.1")]
    [InlineData("10.0.0.1", "2001:db8::7", "2001:db8::7")]
    [InlineData("10.0.0.1", "for=192.0.2.60;proto=http;by=203.0.113.43", "192.0.2.60")]
    [InlineData("10.0.0.1", "for=192.0.2.43, For=\"[2001:db8:cafe::17]:4711\";proto=https", "2001:db8:cafe::17")]
    [InlineData("::1", "198.51.100.1:5555", "198.51.100.1")]
    [InlineData(null, "192.0.2.66, 198.51.100.1", "198.51.100.1")]
    public void The_client_is_the_right_most_address_that_is_not_trusted(string? peer, string forwarded, string expected)
    {
        Assert.True(TrustedProxies.Private.TryFindClient(peer is null ? null : Address(peer), Encoding.UTF8.GetBytes(forwarded), out IpAddress client));
        Assert.Equal(expected, client.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("proto=https")]
    public void Without_a_peer_and_an_address_there_is_no_client(string forwarded) =>
        Assert.False(TrustedProxies.Private.TryFindClient(null, Encoding.UTF8.GetBytes(forwarded), out _));

    [Fact]
    public void Proxies_of_ones_own_replace_the_private_ones()
    {
        Assert.True(IpPrefix.TryParse("203.0.113.0/24", out IpPrefix prefix));
        var proxies = new TrustedProxies([prefix]);
        Assert.True(proxies.TryFindClient(Address("203.0.113.9"), "198.51.100.1"u8, out IpAddress client));
        Assert.Equal("198.51.100.1", client.ToString());
        Assert.False(proxies.Trusts(Address("10.0.0.1")));
    }

    private static IpAddress Address(string text) => IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out IpAddress address) ? address : throw new FormatException(text);
}
