using System.Globalization;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Templates;

public sealed class HaProxyTemplateTests
{
    private const string Http = "192.0.2.1:4711 [09/Dec/2013:12:59:46.633] front~ back/srv1 10/20/30/40/109 200 2750 - - ---- 1/1/1/1/0 0/0 \"GET /index.html HTTP/1.1\"";

    [Theory]
    [InlineData("httplog")]
    [InlineData("option  httplog")]
    [InlineData("log-format \"%ci:%cp [%tr] %ft %b/%s %TR/%Tw/%Tc/%Tr/%Ta %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r\"")]
    [InlineData("log-format %ci:%cp\\ [%tr]\\ %ft\\ %b/%s\\ %TR/%Tw/%Tc/%Tr/%Ta\\ %ST\\ %B\\ %CC\\ %CS\\ %tsc\\ %ac/%fc/%bc/%sc/%rc\\ %sq/%bq\\ %hr\\ %hs\\ %{+Q}r")]
    [InlineData("%ci:%cp [%t] %ft %b/%s %Tq/%Tw/%Tc/%Tr/%Tt %ST %B %CC %CS %tsc %ac/%fc/%bc/%sc/%rc %sq/%bq %hr %hs %{+Q}r")]
    public void A_template_is_found_in_whatever_was_pasted(string template)
    {
        ParsedLine record = ParsedLine.Of(Compile(template), Http);
        Assert.Equal((ParseError.None, "192.0.2.1", 200, 2750L, 90_000L, "/index.html"), (record.Error, record.Client, record.Status, record.BytesOut, record.TtfbMicros, record.Path));
        Assert.Equal(DateTimeOffset.Parse("2013-12-09T12:59:46.633Z", CultureInfo.InvariantCulture), record.Time);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dec  9 13:01:26 localhost haproxy[28029]: ")]
    [InlineData("<134>Dec  9 13:01:26 localhost haproxy[28029]: ")]
    [InlineData("<134>Dec  9 13:01:26 haproxy[28029]: ")]
    [InlineData("2015-08-26T02:09:48+02:00 localhost haproxy[14389]: ")]
    [InlineData("<134>1 2015-08-26T02:09:48+02:00 localhost haproxy 14389 - - ")]
    [InlineData("<134>1 2015-08-26T02:09:48+02:00 localhost haproxy 14389 - [x@1 a=\"b\"] ")]
    public void A_syslog_prefix_is_skipped(string prefix)
    {
        ParsedLine record = ParsedLine.Of(Compile("httplog"), prefix + Http);
        Assert.Equal((ParseError.None, "192.0.2.1"), (record.Error, record.Client));
    }

    [Theory]
    [InlineData("{77.24.148.74} ")]
    [InlineData("{a|b} {c d|} ")]
    [InlineData("{|} {|||} ")]
    [InlineData("")]
    public void Captured_headers_may_be_there_or_not(string captures) =>
        Assert.Equal("/index.html", ParsedLine.Of(Compile("httplog"), Http.Replace("\"GET", captures + "\"GET", StringComparison.Ordinal)).Path);

    [Theory]
    [InlineData("192.0.2.1:4711", "192.0.2.1")]
    [InlineData("2001:db8::1:4711", "2001:db8::1")]
    [InlineData("2001:db8::1:50000", "2001:db8::1")]
    [InlineData("::ffff:192.0.2.1:4711", "192.0.2.1")]
    public void The_port_stands_behind_the_last_colon(string address, string client) =>
        Assert.Equal(client, ParsedLine.Of(Compile("httplog"), Http.Replace("192.0.2.1:4711", address, StringComparison.Ordinal)).Client);

    [Theory]
    [InlineData("-1/-1/-1/-1/6001 408 212 - - cR--", 408, 212, -1, Outcome.NetworkFailure)]
    [InlineData("0/0/0/-1/5001 504 194 - - sH--", 504, 194, -1, Outcome.ServiceFailure)]
    [InlineData("0/0/1/2/+3 200 +750 - - ----", 200, 750, 3_000, Outcome.Ok)]
    [InlineData("0/0/1/2/3 200 750 - - CD--", 200, 750, 3_000, Outcome.NetworkFailure)]
    [InlineData("0/0/1/2/3 -1 0 - - CR--", 0, 0, 3_000, Outcome.NetworkFailure)]
    public void Timers_and_termination_are_read(string middle, int status, long bytesOut, long ttfbMicros, Outcome outcome)
    {
        ParsedLine record = ParsedLine.Of(Compile("httplog"), Http.Replace("10/20/30/40/109 200 2750 - - ----", middle, StringComparison.Ordinal));
        Assert.Equal((ParseError.None, status, bytesOut, ttfbMicros, outcome), (record.Error, record.Status, record.BytesOut, record.TtfbMicros, record.Outcome));
    }

    [Fact]
    public void A_tcp_session_has_no_time_to_first_byte_and_no_http_line_is_one()
    {
        LogFormat format = Compile("option tcplog");
        ParsedLine record = ParsedLine.Of(format, "192.0.2.1:4711 [09/Dec/2013:12:59:46.633] fnt bck/srv1 0/0/5007 212 -- 0/0/0/0/3 0/0");
        Assert.Equal((ParseError.None, 212L, -1L, Outcome.Ok), (record.Error, record.BytesOut, record.TtfbMicros, record.Outcome));
        Assert.Equal(FormatFields.None, format.Fields & FormatFields.TimeToFirstByte);
        Assert.Equal(ParseError.Mismatch, ParsedLine.Of(format, Http).Error);
    }

    [Fact]
    public void A_line_that_HAProxy_cut_in_its_request_is_a_record()
    {
        Assert.Equal("/index.h", ParsedLine.Of(Compile("httplog"), Http[..Http.IndexOf("tml HTTP", StringComparison.Ordinal)]).Path);
        Assert.Equal(ParseError.Truncated, ParsedLine.Of(Compile("httplog"), Http[..Http.IndexOf(" 0/0", StringComparison.Ordinal)]).Error);
    }

    [Fact]
    public void Round_trip_time_and_bytes_in_are_read_from_samples()
    {
        LogFormat format = Compile("%ci [%T] %U %B %[fc_rtt(us)] %[fc_rttvar] %[capture.req.hdr(0)] %{+Q}[req.hdr(User-Agent)] %{+Q}HU");
        ParsedLine record = ParsedLine.Of(format, "192.0.2.1 [09/Dec/2013:12:59:46 +0000] 11 22 3456 7 - \"ua x\" \"/p?q\"");
        Assert.Equal((ParseError.None, 11L, 22L, 3_456L, "ua x", "/p?q"), (record.Error, record.BytesIn, record.BytesOut, record.RttMicros, record.UserAgent, record.Path));
        Assert.Equal(3_000, ParsedLine.Of(Compile("%[src] %Ts.%ms %[fc_rtt]"), "192.0.2.1 1386593986.633 3").RttMicros);
        Assert.Equal(1_386_593_986_633, ParsedLine.Of(Compile("%[src] %Ts.%ms %[fc_rtt]"), "192.0.2.1 1386593986.633 3").Time.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void The_common_log_flavour_quotes_its_texts_and_not_its_numbers()
    {
        ParsedLine record = ParsedLine.Of(Compile("option httplog clf"), "192.0.2.1 - - [09/Dec/2013:12:59:46 +0000] \"GET /x HTTP/1.1\" 200 88 \"\" \"\" 4711 633 \"f~\" \"b\" \"s\" 0 1 2 3 6 ---- 1 1 1 1 0 0 0 \"-\" \"-\" \"\" \"\"");
        Assert.Equal((ParseError.None, 200, 88L, 6_000L, "/x"), (record.Error, record.Status, record.BytesOut, record.TtfbMicros, record.Path));
    }

    [Theory]
    [InlineData("%ci [%tr] %Zz", 10, "no variable %Zz")]
    [InlineData("%{+X}o %ci [%tr]", 7, "hexadecimal")]
    [InlineData("%ci%cp [%tr]", 3, "cannot be told apart")]
    [InlineData("%ci [%tr] %{+Q", 10, "never closed")]
    public void Faults_say_where_and_what(string template, int position, string text)
    {
        TemplateResult result = HaProxyTemplate.Compile(template);
        Assert.Null(result.Format);
        Assert.Contains(result.Faults, fault => fault.Position == position && fault.Text.Contains(text, StringComparison.Ordinal) && fault.Hint.Length > 0);
    }

    private static LogFormat Compile(string template)
    {
        Assert.True(FormatTemplate.TryCompile(template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults), string.Join('\n', faults));
        return format!;
    }
}
