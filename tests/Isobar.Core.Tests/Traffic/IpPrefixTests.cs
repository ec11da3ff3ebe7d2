using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Traffic;

public sealed class IpPrefixTests
{
    [Theory]
    [InlineData("192.0.2.0/24", 24, 120)]
    [InlineData("192.0.2.1", 32, 128)]
    [InlineData("0.0.0.0/0", 0, 96)]
    [InlineData("2001:db8::/32", 32, 32)]
    [InlineData("::/0", 0, 0)]
    [InlineData("::1", 128, 128)]
    [InlineData("::ffff:10.0.0.0/104", 8, 104)]
    [InlineData("::ffff:0:0/96", 0, 96)]
    public void Lengths_are_counted_as_written_and_in_128_bits(string text, int length, int length128)
    {
        Assert.True(IpPrefix.TryParse(text, out IpPrefix prefix));
        Assert.Equal((length, length128), (prefix.Length, prefix.Length128));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.1/24")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2.0/")]
    [InlineData("192.0.2.0/ 24")]
    [InlineData("2001:db8::/129")]
    [InlineData("2001:db8::1/64")]
    [InlineData("example.com/8")]
    public void Other_text_is_no_prefix(string? text) => Assert.False(IpPrefix.TryParse(text, out _));

    [Theory]
    [InlineData("192.0.2.77", 24, "192.0.2.0/24")]
    [InlineData("192.0.2.77", 32, "192.0.2.77/32")]
    [InlineData("192.0.2.77", 0, "0.0.0.0/0")]
    [InlineData("2001:db8:1:2:3::4", 48, "2001:db8:1::/48")]
    [InlineData("2001:db8:1:2:3::4", 96, "2001:db8:1:2:3::/96")]
    [InlineData("2001:db8:1:2:3::4", 0, "::/0")]
    public void The_block_of_an_address_is_named_by_its_first(string address, int length, string expected)
    {
        Assert.True(IpAddress.TryParse(Encoding.ASCII.GetBytes(address), out IpAddress parsed));
        Assert.Equal(expected, IpPrefix.Of(parsed, length).ToString());
    }

    [Theory]
    [InlineData("192.0.2.77", 33)]
    [InlineData("192.0.2.77", -1)]
    [InlineData("2001:db8::1", 129)]
    public void A_length_that_no_address_has_is_refused(string address, int length)
    {
        Assert.True(IpAddress.TryParse(Encoding.ASCII.GetBytes(address), out IpAddress parsed));
        Assert.Throws<ArgumentOutOfRangeException>(() => IpPrefix.Of(parsed, length));
    }

    [Fact]
    public void A_prefix_contains_what_the_framework_says_it_contains() =>
        Prop.ForAll(Gen.Choose(0, 255).ArrayOf(16).ToArbitrary(), Gen.Choose(0, 128).ToArbitrary(), Gen.Choose(0, 127).ToArbitrary(), (values, length, flipped) =>
        {
            byte[] bytes = [.. values.Select(value => (byte)value)];
            byte[] first = [.. bytes.Select((b, i) => (byte)(b & Mask(length - i * 8)))];
            var network = new IPNetwork(new(first), length);
            bytes[flipped / 8] ^= (byte)(0x80 >> (flipped % 8));
            var address = new IPAddress(bytes);
            return IpPrefix.TryParse(network.ToString(), out IpPrefix prefix) && prefix.Contains(IpAddress.From(address)) == network.Contains(address);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("10.0.0.0/8", "10.255.255.255", true)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("10.0.0.0/8", "11.0.0.0", false)]
    [InlineData("0.0.0.0/0", "255.0.0.1", true)]
    [InlineData("0.0.0.0/0", "2001:db8::1", false)]
    [InlineData("::/0", "192.0.2.1", true)]
    public void Mapped_addresses_are_the_addresses_that_they_map(string prefixText, string addressText, bool contained)
    {
        Assert.True(IpPrefix.TryParse(prefixText, out IpPrefix prefix));
        Assert.True(IpAddress.TryParse(Encoding.UTF8.GetBytes(addressText), out IpAddress address));
        Assert.Equal(contained, prefix.Contains(address));
    }

    private static int Mask(int bits) => bits <= 0 ? 0 : bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
}
