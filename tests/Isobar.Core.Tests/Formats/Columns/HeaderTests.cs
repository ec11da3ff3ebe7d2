using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>How headers name columns, and what is said of those that cannot be used.</summary>
public sealed class HeaderTests
{
    [Fact]
    public void A_csv_header_names_columns_in_any_order_with_their_units()
    {
        List<ParsedLine> lines = ParsedLine.All(
            TestFormats.Format("csv"),
            "Status,Client-IP,timestamp,rtt_ms,ttfb_us,bytes,user agent,path",
            "200,192.0.2.1,2026-11-20T10:05:03Z,12.5,1500,99,\"curl, \"\"the\"\" tool\",/a");
        Assert.Equal(ParseError.Header, lines[0].Error);
        Assert.Equal(
            new(ParseError.None, "192.0.2.1", 1_795_169_103_000_000, -1, 99, 12_500, 1500, 200, Outcome.Ok, "", "/a", "curl, \"the\" tool"), lines[1]);
    }

    [Theory]
    [InlineData("csv", "ip,ts", "192.0.2.1,1700000000")]
    [InlineData("csv", "ip;ts", "192.0.2.1;1700000000")]
    [InlineData("csv", "\uFEFFip|ts", "192.0.2.1|1700000000")]
    [InlineData("tsv", "# ip\tts", "192.0.2.1\t1700000000")]
    [InlineData("csv", "\"ip\",\"ts\"", "\"192.0.2.1\",\"1700000000\"")]
    [InlineData("csv", "date,time,ip", "2023-11-14,22:13:20,192.0.2.1")]
    [InlineData("csv", "date,ip", "2023-11-14 22:13:20,192.0.2.1")]
    [InlineData("csv", "time_ms,date,time,ip", "1700000000000,x,y,192.0.2.1")]
    public void The_header_tells_separator_and_shape_of_the_time(string format, string header, string line)
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format(format), header, line);
        Assert.Equal(ParseError.Header, lines[0].Error);
        Assert.Equal(("192.0.2.1", 1_700_000_000_000_000), (lines[1].Client, lines[1].TimeMicros));
    }

    [Fact]
    public void A_repeated_header_line_is_a_header()
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format("csv"), "ip,ts", "192.0.2.1,1", "ip,ts", "192.0.2.2,2");
        Assert.Equal([ParseError.Header, ParseError.None, ParseError.Header, ParseError.None], lines.Select(line => line.Error));
    }

    [Theory]
    [InlineData("ip,bytes", ParseError.BadTime, "time")]
    [InlineData("timestamp,bytes", ParseError.NoClient, "client")]
    public void A_header_without_client_or_time_is_refused_with_the_reason(string header, ParseError counted, string reason)
    {
        LineParser parser = TestFormats.Parser("csv");
        Assert.Equal(ParseError.Header, ParsedLine.Of(parser, header).Error);
        Assert.Equal(counted, ParsedLine.Of(parser, "1,2").Error);
        Assert.Contains(reason, parser.HeaderFault, StringComparison.Ordinal);
        Assert.Equal(parser.HeaderFault, parser.Fork().HeaderFault);
    }

    [Fact]
    public void A_first_line_without_any_known_name_is_no_header()
    {
        LineParser parser = TestFormats.Parser("csv");
        Assert.Equal(ParseError.NoHeader, ParsedLine.Of(parser, "192.0.2.1,1700000000").Error);
        Assert.Equal(ParseError.NoHeader, ParsedLine.Of(parser, "ip,ts").Error);
        Assert.Contains("columns:comma", parser.HeaderFault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_duration_without_a_unit_is_not_guessed() =>
        Assert.Equal(-1, ParsedLine.All(TestFormats.Format("csv"), "ip,ts,rtt", "192.0.2.1,1,12")[1].RttMicros);

    [Fact]
    public void Lines_with_too_few_or_too_many_columns_are_told_apart()
    {
        List<ParsedLine> lines = ParsedLine.All(TestFormats.Format("csv"), "ip,ts,status", "192.0.2.1,1", "192.0.2.1,1,200,9", "192.0.2.1,1,\"200");
        Assert.Equal([ParseError.Truncated, ParseError.Mismatch, ParseError.Truncated], lines.Skip(1).Select(line => line.Error));
    }

    [Fact]
    public void W3c_takes_the_day_from_the_date_line_where_no_column_has_it()
    {
        List<ParsedLine> lines = ParsedLine.All(
            TestFormats.Format("w3c"), "#Date: 2000-10-09 16:44:49", "#Fields: time c-ip cs-method sc-status", "16:44:50 192.0.2.1 GET 200",
            "#Date: 2000-10-10 00:00:00", "00:00:01 192.0.2.1 GET 200");
        Assert.Equal(new DateTimeOffset(2000, 10, 9, 16, 44, 50, TimeSpan.Zero), lines[2].Time);
        Assert.Equal(new DateTimeOffset(2000, 10, 10, 0, 0, 1, TimeSpan.Zero), lines[4].Time);
    }

    [Fact]
    public void W3c_without_any_day_is_refused()
    {
        LineParser parser = TestFormats.Parser("w3c");
        Assert.Equal(ParseError.NoHeader, ParsedLine.Of(parser, "16:44:50 192.0.2.1 GET 200").Error);
        Assert.True(parser.NoteHeader("#Fields: time c-ip"u8));
        Assert.Equal(ParseError.BadTime, ParsedLine.Of(parser, "16:44:50 192.0.2.1").Error);
        Assert.Contains("#Date:", parser.HeaderFault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", 0, Outcome.Ok)]
    [InlineData("64", 0, Outcome.NetworkFailure)]
    [InlineData("64", 500, Outcome.Ok)]
    [InlineData("1236", 0, Outcome.NetworkFailure)]
    [InlineData("121", 500, Outcome.NetworkFailure)]
    [InlineData("1219", 0, Outcome.Ok)]
    [InlineData("640", 0, Outcome.Ok)]
    public void Windows_errors_become_network_failures_only_where_sure(string error, int sent, Outcome outcome) => Assert.Equal(
        outcome,
        ParsedLine.All(
            TestFormats.Format("w3c"), "#Fields: date time c-ip sc-status sc-win32-status sc-bytes", $"2026-01-01 00:00:00 192.0.2.1 200 {error} {sent}")[1].Outcome);

    [Fact]
    public void W3c_keeps_a_field_with_an_unmatched_quote_as_it_is()
    {
        List<ParsedLine> lines = ParsedLine.All(
            TestFormats.Format("w3c"), "#Fields: date time c-ip cs(User-Agent) sc-status", "2026-01-01 00:00:00 192.0.2.1 \"x 200", "2026-01-01 00:00:00 192.0.2.1 \"a b\" 200");
        Assert.Equal(["\"x", "a b"], lines.Skip(1).Select(line => line.UserAgent));
    }

    [Fact]
    public void A_cloudfront_header_replaces_the_documented_order()
    {
        List<ParsedLine> lines = ParsedLine.All(
            TestFormats.Format("cloudfront"), "#Version: 1.0", "#Fields: date time c-ip sc-status x-edge-location cs(User-Agent) x-edge-detailed-result-type",
            "2026-01-01\t00:00:00\t2001:db8::1\t000\tFRA56-P1\tMozilla/5.0%2520(X11)\tError");
        Assert.Equal([ParseError.Comment, ParseError.Header, ParseError.None], lines.Select(line => line.Error));
        Assert.Equal(("2001:db8::1", 0, Outcome.NetworkFailure, "FRA56-P1", "Mozilla/5.0 (X11)"), (lines[2].Client, lines[2].Status, lines[2].Outcome, lines[2].Edge, lines[2].UserAgent));
    }

    [Theory]
    [InlineData("200", "Hit", Outcome.Ok)]
    [InlineData("200", "OriginShieldHit", Outcome.Ok)]
    [InlineData("200", "ClientCommError", Outcome.NetworkFailure)]
    [InlineData("502", "ClientCommError", Outcome.ServiceFailure)]
    [InlineData("200", "OriginCommError", Outcome.ServiceFailure)]
    [InlineData("404", "Error", Outcome.Ok)]
    public void Cloudfront_results_become_outcomes(string status, string result, Outcome outcome) => Assert.Equal(
        outcome,
        ParsedLine.All(
            TestFormats.Format("cloudfront"), "#Fields: date time c-ip sc-status x-edge-location x-edge-detailed-result-type",
            $"2026-01-01\t00:00:00\t192.0.2.1\t{status}\tFRA56\t{result}")[1].Outcome);

    [Fact]
    public void A_w3c_header_without_an_edge_location_is_no_cloudfront_log()
    {
        LineParser parser = TestFormats.Parser("cloudfront");
        parser.NoteHeader("#Fields: date time c-ip sc-status"u8);
        Assert.Equal(ParseError.Mismatch, ParsedLine.Of(parser, "2026-01-01\t00:00:00\t192.0.2.1\t200").Error);
        Assert.Contains("x-edge-location", parser.HeaderFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Zeek_directives_change_separator_and_words_for_nothing()
    {
        List<ParsedLine> lines = ParsedLine.All(
            TestFormats.Format("zeek-conn"), "#separator \\x7c", "#unset_field|?", "#empty_field|E", "#fields|ts|id.orig_h|conn_state|orig_bytes|resp_bytes",
            "1.5|192.0.2.1|SF|?|E");
        Assert.Equal(new(ParseError.None, "192.0.2.1", 1_500_000, Outcome: Outcome.Ok), lines[^1]);
    }

    [Theory]
    [InlineData("SF", 10, Outcome.Ok)]
    [InlineData("S1", 0, Outcome.Ok)]
    [InlineData("S0", 0, Outcome.Unknown)]
    [InlineData("REJ", 0, Outcome.Unknown)]
    [InlineData("RSTO", 10, Outcome.Ok)]
    [InlineData("RSTO", 0, Outcome.Unknown)]
    [InlineData("RSTOS0", 10, Outcome.Unknown)]
    [InlineData("RSTR", 10, Outcome.Ok)]
    [InlineData("RSTR", 0, Outcome.ServiceFailure)]
    [InlineData("RSTRH", 0, Outcome.Unknown)]
    [InlineData("SHR", 0, Outcome.Unknown)]
    public void Connection_states_become_outcomes(string state, int sent, Outcome outcome) => Assert.Equal(
        outcome, ParsedLine.All(TestFormats.Format("zeek-conn"), "#fields\tts\tid.orig_h\tconn_state\tresp_bytes", $"1\t192.0.2.1\t{state}\t{sent}")[1].Outcome);
}
