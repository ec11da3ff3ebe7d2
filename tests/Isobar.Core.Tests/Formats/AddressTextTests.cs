using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:4711", "192.0.2.1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:4711", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    public void Addresses_are_read_with_and_without_a_port(string text, string expected)
    {
        Assert.True(AddressText.TryRead(Encoding.UTF8.GetBytes(text), out IpAddress address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(":80")]
    [InlineData("192.0.2.1:http")]
    [InlineData("example.com:80")]
    [InlineData("[2001:db8::1]:x")]
    [InlineData("unix:")]
    public void Other_text_is_no_address(string text) => Assert.False(AddressText.TryRead(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("example.com", true)]
    [InlineData("static.1-2-3-4.isp.example", true)]
    [InlineData("localhost", true)]
    [InlineData("1.2.3.999", false)]
    [InlineData("", false)]
    [InlineData("-x", false)]
    [InlineData("a b", false)]
    [InlineData("a:1", false)]
    public void Host_names_are_told_from_broken_addresses(string text, bool expected) =>
        Assert.Equal(expected, AddressText.LooksLikeHostName(Encoding.UTF8.GetBytes(text)));
}
