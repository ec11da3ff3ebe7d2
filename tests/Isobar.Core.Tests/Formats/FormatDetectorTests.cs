using System.Text;
using Isobar.Core.Formats;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats;

public sealed class FormatDetectorTests
{
    private const string Common = "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5";
    private const string Combined = Common + " \"-\" \"agent\"";

    private static readonly LogFormat[] s_all = [.. LogFormats.Named.Select(named => named.Format)];

    [Theory]
    [InlineData(Common, "common")]
    [InlineData(Combined, "combined")]
    [InlineData(Combined + " \"-\"", "nginx-main")]
    [InlineData(Combined + " \"203.0.113.4, 10.0.0.1\"", "nginx-main")]
    [InlineData(Combined + " 100 200", "combinedio")]
    [InlineData(Combined + " 7 \"router@docker\" \"http://10.0.0.1:80\" 12ms", "traefik-clf")]
    [InlineData("www.example.com:443 " + Combined, "vhost_combined")]
    [InlineData("www.example.com " + Combined, "vhost_combined")]
    [InlineData("client.example - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\"", "combined")]
    [InlineData("192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/0/1/2/3 200 750 - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\"", "haproxy-http")]
    [InlineData("<134>Dec  9 13:01:26 h haproxy[1]: 192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/1/3 750 -- 1/1/1/1/0 0/0", "haproxy-tcp")]
    public void The_format_that_leaves_nothing_of_the_line_is_found(string line, string name) => Assert.Equal(name, Detect(line + "\n" + line + "\n").Format?.Name);

    [Fact]
    public void One_cut_line_does_not_make_a_combined_log_common() =>
        Assert.Equal("combined", Detect(Combined + "\n" + Combined + "\n" + Common + " \"-\" \"cut\n").Format?.Name);

    [Fact]
    public void A_log_of_which_something_is_left_over_everywhere_still_has_the_nearest_format() =>
        Assert.Equal("combined", Detect(Combined + " extra 1\n" + Combined + " extra 2\n").Format?.Name);

    [Theory]
    [InlineData("{\"level\":\"info\",\"ts\":1700000000.5,\"msg\":\"started\"}\n")]
    [InlineData("{\"level\":\"info\",\"ts\":1700000000.5,\"logger\":\"jobs\",\"msg\":\"started\",\"status\":200}\n")]
    public void Json_that_names_no_client_is_no_caddy_log(string text) => Assert.Null(Detect(text).Format);

    [Fact]
    public void Half_of_the_lines_suffice_and_the_first_bad_one_is_named()
    {
        FormatDetection detection = Detect("\n" + Combined + "\nsome text\r\n" + Combined + "\nother text\n");
        Assert.Equal(("combined", 4, 2, 3, "some text", ParseError.Mismatch), (detection.Format?.Name, detection.Lines, detection.Read, detection.FirstBadLine, detection.FirstBadText, detection.FirstBadReason));
    }

    [Fact]
    public void Below_half_no_format_is_found_but_the_nearest_is_named()
    {
        FormatDetection detection = Detect("some text\n" + Combined + "\nother text\n");
        Assert.Equal((null, "combined", 3, 1, 1), (detection.Format, detection.Nearest?.Name, detection.Lines, detection.Read, detection.FirstBadLine));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("one line without an end")]
    [InlineData("{\"a\":1}\n")]
    public void Where_nothing_is_read_nothing_is_found(string text)
    {
        FormatDetection detection = Detect(text);
        Assert.Null(detection.Format);
        Assert.Null(detection.Nearest);
    }

    [Fact]
    public void A_last_line_without_its_end_is_left_out_unless_it_is_the_only_one()
    {
        Assert.Equal((1, 0), (Detect(Combined + "\n" + Combined[..30]).Lines, Detect(Combined + "\n" + Combined[..30]).FirstBadLine));
        Assert.Equal("combined", Detect(Combined).Format?.Name);
    }

    [Fact]
    public void Only_the_first_hundred_lines_count()
    {
        string text = string.Concat(Enumerable.Repeat(Combined + "\n", 100)) + string.Concat(Enumerable.Repeat("x\n", 1000));
        Assert.Equal((100, 100, 0), (Detect(text).Lines, Detect(text).Read, Detect(text).FirstBadLine));
    }

    [Fact]
    public void A_long_binary_line_is_quoted_in_part() =>
        Assert.InRange(Detect(new string('\u0001', 1_000_000) + "\n").FirstBadText.Length, 1, 200);

    [Theory]
    [InlineData("timestamp,client_ip,status,rtt_ms\n1700000000,192.0.2.1,200,12.5\n", "csv")]
    [InlineData("Time;IP;Bytes\n2026-11-20T10:05:03Z;192.0.2.1;5\n", "csv")]
    [InlineData("\uFEFF\"ts\",\"client ip\"\r\n\"1700000000\",\"192.0.2.1\"\r\n", "csv")]
    [InlineData("timestamp\tclient_ip\tstatus\n1700000000\t192.0.2.1\t200\n", "tsv")]
    [InlineData("version account-id srcaddr dstaddr srcport dstport bytes start end flow-direction\n5 1 198.51.100.7 10.0.0.1 1 2 10 1700000000 1700000001 ingress\n", "vpc-flow")]
    [InlineData("2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1700000000 1700000001 ACCEPT OK\n", "vpc-flow")]
    [InlineData("#Version: 1.0\n#Fields: date time x-edge-location sc-bytes c-ip sc-status\n2026-01-01\t00:00:00\tFRA56\t5\t192.0.2.1\t200\n", "cloudfront")]
    [InlineData("#Fields: date time c-ip sc-status\n2026-01-01 00:00:00 192.0.2.1 200\n", "w3c")]
    public void A_header_tells_the_format(string text, string name) => Assert.Equal(name, Detect(text).Format?.Name);

    [Fact]
    public void Every_named_format_is_found_by_its_own_line() => Assert.All(GoodLines.All, good =>
    {
        string text = good.Header.Length > 0 ? $"{good.Header}\n{good.Line}\n" : good.Line + "\n";
        // A line of HAProxy's is of one of its two kinds; only a file shows that it mixes them.
        Assert.Equal(good.Format is "haproxy" ? "haproxy-http" : good.Format, Detect(text).Format?.Name);
    });

    [Theory]
    [InlineData("")]
    [InlineData("\n\r\n")]
    [InlineData("# a comment\n#another\n")]
    public void A_file_without_lines_has_no_format_yet(string text)
    {
        FormatDetection detection = Detect(text);
        Assert.Equal((null, null, 0, 0), (detection.Format, detection.Nearest, detection.Lines, detection.FirstBadLine));
    }

    [Theory]
    [InlineData("#Software: IIS\n#Fields: date time c-ip sc-status\n", "w3c")]
    [InlineData("#Version: 1.0\n#Fields: date time x-edge-location c-ip sc-status\n", "cloudfront")]
    [InlineData("#separator \\x09\n#fields\tts\tid.orig_h\tconn_state\n", "zeek-conn")]
    [InlineData("version account-id srcaddr dstaddr bytes start end\n", "vpc-flow")]
    [InlineData("timestamp,client_ip,status\n", "csv")]
    public void A_file_with_nothing_but_a_header_has_the_format_of_the_header(string text, string name)
    {
        FormatDetection detection = Detect(text);
        Assert.Equal((name, 0), (detection.Format?.Name, detection.Lines));
    }

    [Theory]
    [InlineData("timestamp,status,bytes\n1700000000,200,5\n", "no column for the client's address")]
    [InlineData("client_ip\tstatus\n192.0.2.1\t200\n", "no column for the time")]
    [InlineData("#Fields: date time sc-status\n2026-01-01 00:00:00 200\n", "no column for the client's address")]
    [InlineData("#Fields: time c-ip\n00:00:00 192.0.2.1\n", "#Date:")]
    [InlineData("version srcaddr bytes start end\n2 192.0.2.1 5 1 2\n", "both ends of a flow")]
    [InlineData("timestamp,status\n", "no column for the client's address")]
    public void A_header_that_cannot_be_used_is_told(string text, string reason)
    {
        FormatDetection detection = Detect(text);
        Assert.Null(detection.Format);
        Assert.Contains(reason, detection.HeaderFault, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_a_format_was_found_no_header_is_at_fault() =>
        Assert.All(GoodLines.All, good => Assert.Null(Detect(good.Header + "\n" + good.Line + "\n").HeaderFault));

    [SkippableTheory]
    [InlineData("apache-combined-2015-elastic-10k.log.gz", "combined")]
    [InlineData("apache-csv-ttfb-2024-2026-19k.log.gz", null)]
    [InlineData("client-ip-popularity.tsv.gz", null)]
    [InlineData("nginx-combined-2025-2026-21k.log.gz", "combined")]
    [InlineData("formats/crowdsec-hub/apache2-logs/apache2-logs.log", "combined")]
    [InlineData("formats/crowdsec-hub/aws-alb-logs/aws-alb-logs.log", "alb")]
    [InlineData("formats/crowdsec-hub/aws-cloudfront-logs/aws-cloudfront-logs.log", "cloudfront")]
    [InlineData("formats/crowdsec-hub/caddy-logs/caddy-logs.log", "caddy")]
    [InlineData("formats/crowdsec-hub/envoy-logs/envoy.log", "envoy")]
    [InlineData("formats/crowdsec-hub/fastly-logs/fastly-logs.log", "fastly")]
    [InlineData("formats/crowdsec-hub/nginx-http-malformed/nginx_http-logs.log", "combined")]
    [InlineData("formats/crowdsec-hub/nginx-proxy-manager-logs/nginx-proxy-manager-logs.log", "nginx-proxy-manager")]
    [InlineData("formats/crowdsec-hub/traefik_clf/traefik_clf.log", "traefik-clf")]
    [InlineData("formats/lambda-promtail/nlbaccesslog.log.gz", "nlb-tls")]
    [InlineData("formats/lambda-promtail/s3accesslog.log", "s3")]
    [InlineData("formats/lambda-promtail/vpcflowlog.log.gz", "vpc-flow")]
    [InlineData("formats/lnav/logfile_bro_conn.log.0", "zeek-conn")]
    [InlineData("formats/lnav/logfile_caddy_log.1", "caddy")]
    [InlineData("formats/lnav/logfile_cloudflare.1", "cloudflare")]
    [InlineData("formats/lnav/logfile_uwsgi.0", "uwsgi")]
    [InlineData("formats/lnav/logfile_w3c.2", "w3c")]
    [InlineData("formats/lnav/logfile_w3c_big.0", "w3c")]
    [InlineData("formats/logstash-haproxy/haproxy.txt", "haproxy")]
    [InlineData("formats/zeek-zat/conn_date_issue.log", "zeek-conn")]
    [InlineData("formats/zeek-zat/http.log", "zeek-http")]
    [InlineData("formats/zeek-zat/json-conn.log", "zeek-conn-json")]
    public void Sample_logs_are_told_from_their_first_lines(string file, string? name) => Assert.Equal(name, DetectFile(file).Format?.Name);

    [SkippableFact]
    public void Every_sample_log_is_in_the_table()
    {
        string root = SampleData.Path("logs");
        int logs = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Count(file => Path.GetFileName(file) != "parser.assert");
        Assert.Equal(logs, GetType().GetMethod(nameof(Sample_logs_are_told_from_their_first_lines))!.GetCustomAttributes(typeof(InlineDataAttribute), false).Length);
    }

    private static FormatDetection Detect(string text) => FormatDetector.Detect(Encoding.UTF8.GetBytes(text), s_all);

    private static FormatDetection DetectFile(string file)
    {
        byte[] bytes = SampleData.Bytes("logs/" + file);
        return FormatDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, 65_536)), s_all);
    }
}
