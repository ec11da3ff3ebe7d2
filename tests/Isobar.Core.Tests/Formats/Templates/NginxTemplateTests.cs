using System.Globalization;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Templates;

public sealed class NginxTemplateTests
{
    private const string Line = "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /a?b HTTP/1.1\" 200 512 \"-\" \"agent \\x22x\\x22 1.0\"";

    [Theory]
    [InlineData("$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"")]
    [InlineData("log_format main '$remote_addr - $remote_user [$time_local] \"$request\" '\n    '$status $body_bytes_sent \"$http_referer\" '\n    '\"$http_user_agent\"';")]
    [InlineData("  log_format main escape=default '$remote_addr - $remote_user [$time_local] \"$request\" ' # first half\n '$status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"'")]
    [InlineData("log_format main \"$remote_addr - $remote_user [$time_local] \\\"$request\\\" $status $body_bytes_sent \\\"$http_referer\\\" \\\"$http_user_agent\\\"\";")]
    [InlineData("'$remote_addr - $remote_user [$time_local] \"$request\" '\n'$status $body_bytes_sent \"$http_referer\" \"$http_user_agent\"';")]
    [InlineData("${remote_addr} - ${remote_user} [${time_local}] \"$request\" ${status} $body_bytes_sent \"$http_referer\" \"$http_user_agent\"")]
    public void A_template_is_found_in_whatever_was_pasted(string template)
    {
        Assert.True(FormatTemplate.TryCompile(template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults), string.Join('\n', faults));
        ParsedLine record = ParsedLine.Of(format!, Line);
        Assert.Equal((ParseError.None, "192.0.2.1", 200, 512L, "/a?b", "agent \\x22x\\x22 1.0"), (record.Error, record.Client, record.Status, record.BytesOut, record.Path, record.UserAgent));
        Assert.Equal(DateTimeOffset.Parse("2015-05-17T10:05:03Z", CultureInfo.InvariantCulture), record.Time);
        Assert.Equal(Outcome.Ok, record.Outcome);
    }

    [Fact]
    public void Every_variable_with_a_meaning_is_read_in_its_unit()
    {
        LogFormat format = Compile("$remote_addr $host $msec $status $bytes_sent $body_bytes_sent $request_length $request_time $upstream_response_time $upstream_header_time $tcpinfo_rtt $tcpinfo_rttvar $anything_at_all \"$http_user_agent\"");
        ParsedLine record = ParsedLine.Of(format, "2001:db8::1 example.com 1512345678.901 206 1500 1024 333 9.999 0.250 0.100 23456 11 ? \"x y\"");
        Assert.Equal(("2001:db8::1", "example.com", 206), (record.Client, record.Host, record.Status));
        Assert.Equal((333L, 1500L, 23_456L, 100_000L), (record.BytesIn, record.BytesOut, record.RttMicros, record.TtfbMicros));
        Assert.Equal(1_512_345_678_901, record.Time.ToUnixTimeMilliseconds());
        Assert.Equal(
            FormatFields.Client | FormatFields.Time | FormatFields.Status | FormatFields.BytesIn | FormatFields.BytesOut | FormatFields.Rtt | FormatFields.TimeToFirstByte | FormatFields.Request,
            format.Fields);
    }

    [Theory]
    [InlineData("0.250", 250_000)]
    [InlineData("0.001, 0.250", 251_000)]
    [InlineData("0.001, 0.250 : 0.003", 254_000)]
    [InlineData("-, 0.250", 250_000)]
    [InlineData("-", -1)]
    public void Times_of_several_upstreams_are_summed_and_do_not_end_at_their_spaces(string times, long micros)
    {
        LogFormat format = Compile("$remote_addr [$time_local] $upstream_addr $upstream_response_time $status");
        ParsedLine record = ParsedLine.Of(format, $"192.0.2.1 [17/May/2015:10:05:03 +0000] 10.0.0.1:80, 10.0.0.2:80 : unix:/x {times} 200");
        Assert.Equal((ParseError.None, micros, 200), (record.Error, record.TtfbMicros, record.Status));
    }

    [Fact]
    public void Request_time_is_no_time_to_first_byte() =>
        Assert.Equal(FormatFields.None, Compile("$remote_addr $msec $request_time").Fields & FormatFields.TimeToFirstByte);

    [Theory]
    [InlineData("10.0.0.1", "198.51.100.7, 10.0.0.2", "198.51.100.7")]
    [InlineData("10.0.0.1", "-", "10.0.0.1")]
    [InlineData("203.0.113.5", "198.51.100.7", "203.0.113.5")]
    public void The_client_behind_a_trusted_proxy_comes_from_the_forwarded_list(string peer, string forwarded, string client)
    {
        // Unquoted on purpose: the list has spaces of its own.
        LogFormat format = Compile("$remote_addr $http_x_forwarded_for [$time_local] $status");
        Assert.Equal(client, ParsedLine.Of(format, $"{peer} {forwarded} [17/May/2015:10:05:03 +0000] 200").Client);
    }

    [Fact]
    public void The_address_after_realip_is_the_client_and_the_one_before_is_read_over()
    {
        LogFormat format = Compile("$realip_remote_addr $remote_addr [$time_local]");
        Assert.Equal("203.0.113.5", ParsedLine.Of(format, "10.0.0.1 203.0.113.5 [17/May/2015:10:05:03 +0000]").Client);
        LogFormat alone = Compile("$realip_remote_addr [$time_local]");
        Assert.Equal("10.0.0.1", ParsedLine.Of(alone, "10.0.0.1 [17/May/2015:10:05:03 +0000]").Client);
    }

    [Fact]
    public void Templates_that_write_json_compile_too()
    {
        LogFormat format = Compile("log_format j escape=json '{\"remote_addr\":\"$remote_addr\",\"time\":\"$time_iso8601\",'\n '\"status\":$status,\"request\":\"$request\",\"rtt\":\"$tcpinfo_rtt\",\"urt\":\"$upstream_response_time\",\"ua\":\"$http_user_agent\"}';");
        ParsedLine record = ParsedLine.Of(format, "{\"remote_addr\":\"192.0.2.1\",\"time\":\"2026-11-20T10:05:03+01:00\",\"status\":503,\"request\":\"GET /\\\",\\\"x HTTP/1.1\",\"rtt\":\"77\",\"urt\":\"\",\"ua\":\"a\\\\\"}");
        Assert.Equal((ParseError.None, 503, "/\\\",\\\"x", 77L, -1L, "a\\\\"), (record.Error, record.Status, record.Path, record.RttMicros, record.TtfbMicros, record.UserAgent));
        Assert.Equal(Outcome.ServiceFailure, record.Outcome);
    }

    [Fact]
    public void A_path_ends_the_host_before_it_and_takes_the_query_behind_it()
    {
        LogFormat format = Compile("$remote_addr [$time_local] $scheme://$host$uri$is_args$args $status");
        ParsedLine record = ParsedLine.Of(format, "192.0.2.1 [17/May/2015:10:05:03 +0000] https://example.com/a/b?c=d 200");
        Assert.Equal(("example.com", "/a/b?c=d", 200), (record.Host, record.Path, record.Status));
    }

    [Fact]
    public void A_request_that_is_not_quoted_goes_on_to_its_version()
    {
        LogFormat format = Compile("$remote_addr [$time_local] $request $status");
        Assert.Equal(("/a b", 200), (ParsedLine.Of(format, "192.0.2.1 [17/May/2015:10:05:03 +0000] GET /a b HTTP/1.1 200") is var record ? record.Path : "", record.Status));
    }

    [Theory]
    [InlineData("$remote_addr$status [$time_local]", 12, "cannot be told apart")]
    [InlineData("log_format x '$remote_addr $status$request_time [$time_local]';", 34, "cannot be told apart")]
    [InlineData("$remote_addr $ [$time_local]", 13, "no variable's name")]
    [InlineData("$remote_addr ${status [$time_local]", 13, "no variable's name")]
    [InlineData("[$time_local] $status", 0, "client's address")]
    [InlineData("$remote_addr $status", 0, "gives the time")]
    [InlineData("log_format x '$remote_addr [$time_local]", 13, "never closed")]
    [InlineData("nothing here", 0, "no variables")]
    [InlineData("", 0, "no variables")]
    public void Faults_say_where_and_what(string template, int position, string text)
    {
        Assert.False(FormatTemplate.TryCompile(template, out _, out IReadOnlyList<TemplateFault> faults));
        Assert.Contains(faults, fault => fault.Position == position && fault.Text.Contains(text, StringComparison.Ordinal) && fault.Hint.Length > 0);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        Assert.False(FormatTemplate.TryCompile("$status$request_time $ $host$status", out _, out IReadOnlyList<TemplateFault> faults));
        Assert.Equal([7, 21, 28], faults.Select(fault => fault.Position));
    }

    private static LogFormat Compile(string template)
    {
        TemplateResult result = NginxTemplate.Compile(template);
        Assert.True(result.Format is not null, string.Join('\n', result.Faults));
        return result.Format!;
    }
}
