using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Traffic;

public sealed class IpAddressTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("::FFFF:102:304", "1.2.3.4")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("fe80::1%eth0", "fe80::1")]
    [InlineData("[fe80::1%25eth0]", "fe80::1")]
    [InlineData("::", "::")]
    [InlineData("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    public void Addresses_are_read_in_every_usual_form(string text, string expected)
    {
        Assert.True(Parse(text, out IpAddress address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("1.2.3.4 ")]
    [InlineData("1..3.4")]
    [InlineData(":1")]
    [InlineData("1:")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1:2:3:4:5:6:7:8::")]
    [InlineData("12345::")]
    [InlineData("::1.2.3.4:5")]
    [InlineData("1:2:3:4:5:6:7:1.2.3.4")]
    [InlineData("%eth0")]
    [InlineData("localhost")]
    [InlineData("example.com")]
    [InlineData("g::")]
    public void Other_text_is_no_address(string text) => Assert.False(Parse(text, out _));

    [Fact]
    public void Text_of_any_address_reads_back_as_that_address() =>
        Prop.ForAll(Addresses, bytes =>
        {
            var expected = new IPAddress(bytes);
            return Parse(expected.ToString(), out IpAddress address) && address == IpAddress.From(expected) && Parse(address.ToString(), out IpAddress again) && again == address;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_text_of_hex_digits_and_colons_is_an_address_where_the_framework_says_so() =>
        Prop.ForAll(Gen.Elements("0", "1", "ab", "fFfF", "1234", ":", ":", ":", "::", "00001").ArrayOf().ToArbitrary(), pieces =>
        {
            string text = string.Concat(pieces);
            bool expected = text.Contains(':', StringComparison.Ordinal) && IPAddress.TryParse(text, out _);
            return Parse(text, out IpAddress address) == expected && (!expected || address == IpAddress.From(IPAddress.Parse(text)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Order_is_that_of_the_bytes() =>
        Prop.ForAll(Addresses, Addresses, (left, right) =>
        {
            byte[] a = new IPAddress(left).MapToIPv6().GetAddressBytes(), b = new IPAddress(right).MapToIPv6().GetAddressBytes();
            return Math.Sign(IpAddress.From(new(left)).CompareTo(IpAddress.From(new(right)))) == Math.Sign(a.AsSpan().SequenceCompareTo(b));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<byte[]> Addresses =>
        Gen.OneOf(Gen.Choose(0, 255).ArrayOf(4), Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 255))).ArrayOf(16))
            .Select(bytes => bytes.Select(b => (byte)b).ToArray()).ToArbitrary();

    private static bool Parse(string text, out IpAddress address) => IpAddress.TryParse(Encoding.UTF8.GetBytes(text), out address);
}
