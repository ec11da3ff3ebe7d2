using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Columns;

public sealed class LoadBalancerTests
{
    private const string AlbLine =
        """h2 2026-01-01T00:00:00.5Z app/x/1 192.0.2.1:4711 10.0.0.1:80 0.001 0.020 0.300 460 - 34 0 "GET https://www.example.com:443/a?b=c HTTP/2.0" "say \"hi\"" - -""";

    [Fact]
    public void An_alb_line_gives_host_path_and_the_sum_of_its_times() => Assert.Equal(
        new(
            ParseError.None, "192.0.2.1", 1_767_225_600_500_000, 34, 0, -1, 321_000, 460, Outcome.NetworkFailure, "www.example.com", "/a?b=c", "say \\\"hi\\\""),
        ParsedLine.Of(TestFormats.Format("alb"), AlbLine));

    [Fact]
    public void A_cut_alb_line_is_truncated_wherever_it_is_cut_before_its_last_needed_column()
    {
        int last = AlbLine.IndexOf("\" - -", StringComparison.Ordinal);
        for (int length = 1; length <= last; length++)
        {
            Assert.Equal(ParseError.Truncated, ParsedLine.Of(TestFormats.Format("alb"), AlbLine[..length]).Error);
        }
        Assert.Equal(ParseError.None, ParsedLine.Of(TestFormats.Format("alb"), AlbLine[..(last + 1)]).Error);
    }

    [Fact]
    public void A_quote_that_a_client_smuggled_in_does_not_shift_the_columns() => Assert.Equal(
        "a\"b", ParsedLine.Of(TestFormats.Format("alb"), AlbLine.Replace("say \\\"hi\\\"", "a\"b", StringComparison.Ordinal)).UserAgent);

    [Fact]
    public void A_classic_load_balancer_line_is_read() => Assert.Equal(
        new(
            ParseError.None, "192.0.2.9", 1_767_225_600_000_000, 0, 29, -1, 1_337, 200, Outcome.Ok, "www.example.com", "/", "curl/7.38.0"),
        ParsedLine.Of(
            TestFormats.Format("elb"),
            """2026-01-01T00:00:00Z my-lb 192.0.2.9:2817 10.0.0.1:80 0.000073 0.001048 0.000216 200 200 0 29 "GET http://www.example.com:80/ HTTP/1.1" "curl/7.38.0" - -"""));

    [Fact]
    public void A_classic_tcp_listener_has_no_status_and_no_outcome()
    {
        ParsedLine line = ParsedLine.Of(
            TestFormats.Format("elb"), """2026-01-01T00:00:00Z my-lb [2001:db8::9]:2817 - 0.001 -1 -1 - - 57 57 "- - - " "-" - -""");
        Assert.Equal((ParseError.None, "2001:db8::9", Outcome.Unknown, -1L), (line.Error, line.Client, line.Outcome, line.TtfbMicros));
    }

    [Fact]
    public void A_handshake_that_did_not_happen_gives_no_round_trip()
    {
        ParsedLine line = ParsedLine.Of(TestFormats.Format("nlb-tls"), "tls 2.0 2026-01-01T00:00:00 net/x/1 l 192.0.2.1:1 10.0.0.1:443 5 - 0 0 - arn - - - - - - - - 2026-01-01T00:00:00");
        Assert.Equal((ParseError.None, -1L), (line.Error, line.RttMicros));
    }
}
