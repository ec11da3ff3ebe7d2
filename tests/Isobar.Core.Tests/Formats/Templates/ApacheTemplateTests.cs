using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Templates;

public sealed class ApacheTemplateTests
{
    [Theory]
    [InlineData("%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-agent}i\"")]
    [InlineData("LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\" combined")]
    [InlineData("\"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\"")]
    [InlineData("%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"")]
    [InlineData("CustomLog \"|/usr/bin/rotatelogs /var/log/a.%Y 86400\" \"%h %l %u %t \\\"%r\\\" %>s %b \\\"%{Referer}i\\\" \\\"%{User-Agent}i\\\"\" env=!dontlog")]
    public void A_template_is_found_in_whatever_was_pasted(string template)
    {
        Assert.True(FormatTemplate.TryCompile(template, out LogFormat? format, out IReadOnlyList<TemplateFault> faults), string.Join('\n', faults));
        ParsedLine record = ParsedLine.Of(format!, "192.0.2.1 - a\\\"b [17/May/2015:10:05:03 +0200] \"GET /\\\" HTTP/1.0\" 404 - \"-\" \"agent\"");
        Assert.Equal((ParseError.None, 404, -1L, "/\\\"", "agent"), (record.Error, record.Status, record.BytesOut, record.Path, record.UserAgent));
    }

    [Fact]
    public void Every_directive_with_a_meaning_is_read_in_its_unit()
    {
        LogFormat format = Compile("%V %a %{c}a %{msec}t %<s %>s %b %O %I %D %T %{ms}T %^FB %X \"%{Host}i\" \"%{X-Forwarded-For}i\" \"%U%q\" \"%{User-Agent}i\"");
        ParsedLine record = ParsedLine.Of(format, "v.example 10.0.0.1 10.9.9.9 1512345678901 301 200 100 400 50 9999 1 9 777 + \"h.example\" \"198.51.100.1\" \"/p?q=1\" \"ua\"");
        Assert.Equal((ParseError.None, "198.51.100.1", 200, "h.example", "/p?q=1", "ua"), (record.Error, record.Client, record.Status, record.Host, record.Path, record.UserAgent));
        Assert.Equal((50L, 400L, 777L, 1_512_345_678_901), (record.BytesIn, record.BytesOut, record.TtfbMicros, record.Time.ToUnixTimeMilliseconds()));
    }

    [Theory]
    [InlineData("%{usec}t", "1512345678901234", 1_512_345_678_901_234)]
    [InlineData("%{begin:msec}t", "1512345678901", 1_512_345_678_901_000)]
    [InlineData("%{sec}t.%{usec_frac}t", "1512345678.901234", 1_512_345_678_901_234)]
    [InlineData("%{sec}t%{msec_frac}t", "1512345678901", 1_512_345_678_901_000)]
    [InlineData("[%{%Y-%m-%dT%H:%M:%S}t.%{msec_frac}t%{%z}t]", "[2017-12-04T01:01:18.901+0100]", 1_512_345_678_901_000)]
    [InlineData("%{%d/%b/%Y:%T}t.%{usec_frac}t %{%z}t", "04/Dec/2017:00:01:18.901234 +0000", 1_512_345_678_901_234)]
    [InlineData("%{%F}t %{%T}t", "2017-12-04 00:01:18", 1_512_345_678_000_000)]
    [InlineData("%{%a, %e %B %Y %I:%M:%S %p %Z}t", "Mon,  4 December 2017 12:01:18 AM UTC", 1_512_345_678_000_000)]
    [InlineData("%{%D %R}t", "12/04/17 00:01", 1_512_345_660_000_000)]
    [InlineData("%{%Y %j %H%M%S}t", "2017 338 000118", 1_512_345_678_000_000)]
    [InlineData("[%{begin:%F %T}t] [%{end:%F %T}t]", "[2016-01-01 00:00:00] [2017-12-04 00:01:18]", 1_512_345_678_000_000)]
    [InlineData("%t [%{usec}t]", "[04/Dec/2017:00:00:00 +0000] [1512345678901234]", 1_512_345_678_901_234)]
    public void Times_in_pieces_are_put_together(string template, string text, long micros)
    {
        ParsedLine record = ParsedLine.Of(Compile($"%h {template} %>s"), $"192.0.2.1 {text} 200");
        Assert.Equal((ParseError.None, 200), (record.Error, record.Status));
        Assert.Equal(micros, (record.Time - DateTimeOffset.UnixEpoch).Ticks / 10);
    }

    [Theory]
    [InlineData("2017-13-04 00:01:18")]
    [InlineData("2017-02-30 00:01:18")]
    [InlineData("2017-12-04 25:01:18")]
    [InlineData("2017-12-04 00:01")]
    [InlineData("x")]
    public void Broken_times_are_refused(string text) =>
        Assert.Equal(ParseError.BadTime, ParsedLine.Of(Compile("%h %{%F %T}t %>s"), $"192.0.2.1 {text} 200").Error);

    [Theory]
    [InlineData("X", Outcome.NetworkFailure)]
    [InlineData("+", Outcome.Ok)]
    [InlineData("-", Outcome.Ok)]
    public void The_connection_status_tells_an_abort(string text, Outcome outcome) =>
        Assert.Equal(outcome, ParsedLine.Of(Compile("%h %t %>s %X"), $"192.0.2.1 [04/Dec/2017:00:00:00 +0000] 200 {text}").Outcome);

    [Theory]
    [InlineData("%h %t %200,304{User-agent}i %!200{Referer}i %s")]
    [InlineData("%h %t %{SSL_PROTOCOL}x%{SSL_CIPHER}x %{hextid}P %A %f %k %L %m %p %{remote}p %R %{c}h")]
    [InlineData("%h 100%% %t %{VARNAME}C %{note}n %{ENV}e %{Content-Type}o %{name}^ti %{name}^to")]
    public void Modifiers_and_directives_without_a_meaning_are_accepted(string template) => Compile(template);

    [Theory]
    [InlineData("%h %t %Y", 6, "no directive %Y")]
    [InlineData("LogFormat \"%h %t \\\"%Z\\\"\" x", 19, "no directive %Z")]
    [InlineData("%h %t %{Referer", 6, "never closed")]
    [InlineData("%h %t %", 6, "ends within")]
    [InlineData("%h%l %t", 2, "cannot be told apart")]
    [InlineData("%h %{%Q}t", 3, "not understood")]
    public void Faults_say_where_and_what(string template, int position, string text)
    {
        TemplateResult result = ApacheTemplate.Compile(template);
        Assert.Null(result.Format);
        Assert.Contains(result.Faults, fault => fault.Position == position && fault.Text.Contains(text, StringComparison.Ordinal) && fault.Hint.Length > 0);
    }

    [Fact]
    public void A_host_name_for_the_client_is_counted_as_one_only_where_the_line_fits()
    {
        LogFormat format = Compile("%h %l %u %t \"%r\" %>s %b");
        Assert.Equal(ParseError.HostName, ParsedLine.Of(format, "c.example - - [04/Dec/2017:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1").Error);
        Assert.Equal(ParseError.BadAddress, ParsedLine.Of(format, "1.2.3.999 - - [04/Dec/2017:00:00:00 +0000] \"GET / HTTP/1.1\" 200 1").Error);
        Assert.Equal(ParseError.Mismatch, ParsedLine.Of(format, "some other text altogether").Error);
    }

    private static LogFormat Compile(string template)
    {
        TemplateResult result = ApacheTemplate.Compile(template);
        Assert.True(result.Format is not null, string.Join('\n', result.Faults));
        return result.Format!;
    }
}
