using Isobar.Core.Formats;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Columns;

public sealed class VpcFlowTests
{
    private static LogFormat Compile(string text)
    {
        var faults = new List<string>();
        LogFormat? format = ColumnFormats.Compile(text, faults);
        Assert.Empty(faults);
        return format!;
    }

    [Theory]
    [InlineData("198.51.100.7 10.0.0.1 40000 443 10 ingress", "198.51.100.7", true)]
    [InlineData("10.0.0.1 198.51.100.7 443 40000 10 egress", "198.51.100.7", false)]
    // A private far end is still the far end where the direction says so.
    [InlineData("10.0.0.1 10.0.0.2 443 40000 10 egress", "10.0.0.2", false)]
    [InlineData("198.51.100.7 10.0.0.1 40000 443 10 -", "198.51.100.7", true)]
    [InlineData("100.64.0.9 198.51.100.7 443 40000 10 -", "198.51.100.7", false)]
    [InlineData("10.0.0.1 10.0.0.2 443 40000 10 -", "10.0.0.1", true)]
    [InlineData("2001:db8::1 2001:db8::2 443 40000 10 -", "2001:db8::2", false)]
    [InlineData("2001:db8::1 2001:db8::2 40000 443 10 -", "2001:db8::1", true)]
    [InlineData("2001:db8::1 2001:db8::2 - - 10 -", "2001:db8::1", true)]
    public void The_client_is_the_far_or_public_end(string line, string client, bool isIn)
    {
        LogFormat format = Compile("vpc-flow:${srcaddr} ${dstaddr} ${srcport} ${dstport} ${bytes} ${flow-direction} ${end}");
        ParsedLine parsed = ParsedLine.Of(format, line + " 1700000000");
        Assert.Equal(
            new(ParseError.None, client, 1_700_000_000_000_000, isIn ? 10 : -1, isIn ? -1 : 10), parsed);
    }

    [Fact]
    public void The_packets_own_addresses_count_where_a_gateway_stands_between() => Assert.Equal(
        "198.51.100.7", ParsedLine.Of(Compile("vpc-flow:srcaddr dstaddr pkt-srcaddr pkt-dstaddr start"), "10.0.0.5 10.0.0.1 198.51.100.7 10.0.0.1 1").Client);

    [Theory]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1 2 REJECT OK", ParseError.NotTraffic)]
    [InlineData("2 1 eni-1 - - - - - - - 1 2 - NODATA", ParseError.NotTraffic)]
    [InlineData("2 1 eni-1 - - - - - - - 1 2 - SKIPDATA", ParseError.NotTraffic)]
    [InlineData("2 1 eni-1 - - - - - - - 1 2 - OK", ParseError.NoClient)]
    [InlineData("2 1 eni-1 x 10.0.0.1 1 2 6 1 10 1 2 ACCEPT OK", ParseError.BadAddress)]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 ten 1 2 ACCEPT OK", ParseError.BadNumber)]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1 never ACCEPT OK", ParseError.BadTime)]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1 2 ACCEPT", ParseError.Truncated)]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1 2 ACCEPT OK more", ParseError.Mismatch)]
    [InlineData("  ", ParseError.Blank)]
    public void Lines_that_are_no_traffic_are_counted_by_reason(string line, ParseError error) =>
        Assert.Equal(error, ParsedLine.Of(VpcFlowFormat.Default, line).Error);

    [Fact]
    public void A_header_of_a_later_version_changes_the_columns()
    {
        List<ParsedLine> lines = ParsedLine.All(
            VpcFlowFormat.Default,
            "account-id az-id bytes dstaddr end flow-direction srcaddr tcp-flags version reject-reason",
            "1 use1-az1 77 10.0.0.1 1700000000 ingress 198.51.100.7 2 8 -",
            "account-id az-id bytes dstaddr end flow-direction srcaddr tcp-flags version reject-reason");
        Assert.Equal([ParseError.Header, ParseError.None, ParseError.Header], lines.Select(line => line.Error));
        Assert.Equal(("198.51.100.7", 77L, Outcome.Unknown), (lines[1].Client, lines[1].BytesIn, lines[1].Outcome));
    }

    [Fact]
    public void A_flow_log_without_addresses_or_time_is_refused()
    {
        var faults = new List<string>();
        Assert.Null(ColumnFormats.Compile("vpc-flow:${srcaddr} ${bytes} ${end}", faults));
        Assert.Null(ColumnFormats.Compile("vpc-flow:${srcaddr} ${dstaddr} ${bytes}", faults));
        Assert.Collection(faults, fault => Assert.Contains("both ends", fault, StringComparison.Ordinal), fault => Assert.Contains("no time", fault, StringComparison.Ordinal));
    }
}
