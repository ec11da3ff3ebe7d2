using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Templates;

public sealed class TemplateParserTests
{
    private const string Combined = "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /a\\\"b HTTP/1.1\" 200 5 \"-\" \"ag\\\\ent\"";

    [Fact]
    public void Bytes_that_are_no_utf8_pass_through_into_the_texts()
    {
        TrafficRecord record = default;
        byte[] line = [.. "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /"u8, 0xff, 0x00, 0xc3, .. " HTTP/1.1\" 200 5 \"-\" \"a\""u8];
        Assert.Equal(ParseError.None, TestFormats.Parser("combined").Parse(line, ref record));
        Assert.True(record.Path.SequenceEqual<byte>([(byte)'/', 0xff, 0x00, 0xc3]));
    }

    [Theory]
    [InlineData(" more \"of\" it", ParseError.None)]
    [InlineData("\r", ParseError.None)]
    [InlineData("more", ParseError.Truncated)]
    public void Text_behind_the_format_is_accepted_only_after_white_space(string behind, ParseError error) =>
        Assert.Equal(error, ParsedLine.Of(TestFormats.Parser("combined"), Combined + behind).Error);

    [Theory]
    [InlineData("#", ParseError.Comment)]
    [InlineData("# rotated at midnight", ParseError.Comment)]
    [InlineData(" # no comment", ParseError.Mismatch)]
    public void A_line_that_begins_with_a_hash_is_a_comment(string line, ParseError error) =>
        Assert.Equal(error, ParsedLine.Of(TestFormats.Parser("combined"), line).Error);

    [Fact]
    public void A_template_may_begin_with_a_hash_itself()
    {
        LogFormat format = NginxTemplate.Compile("#$remote_addr $msec").Format!;
        Assert.Equal(ParseError.None, ParsedLine.Of(format, "#192.0.2.1 1512345678.901").Error);
        Assert.True(ParsedLine.Of(format, "#192.0.2.1").Error.IsFault());
    }

    [Theory]
    [InlineData("0", -1)]
    [InlineData("1", 1)]
    public void A_round_trip_of_no_time_was_not_measured(string rtt, long micros) =>
        Assert.Equal(micros, ParsedLine.Of(NginxTemplate.Compile("$remote_addr $msec $tcpinfo_rtt").Format!, $"192.0.2.1 1512345678.901 {rtt}").RttMicros);
}
