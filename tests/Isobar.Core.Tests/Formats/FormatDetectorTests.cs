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

    [SkippableTheory]
    [InlineData("apache-combined-2015-elastic-10k.log.gz", "combined")]
    [InlineData("nginx-combined-2025-2026-21k.log.gz", "combined")]
    [InlineData("formats/crowdsec-hub/nginx-http-malformed/nginx_http-logs.log", "combined")]
    [InlineData("formats/crowdsec-hub/nginx-proxy-manager-logs/nginx-proxy-manager-logs.log", "nginx-proxy-manager")]
    [InlineData("formats/crowdsec-hub/traefik_clf/traefik_clf.log", "traefik-clf")]
    [InlineData("formats/logstash-haproxy/haproxy.txt", "haproxy")]
    [InlineData("formats/lnav/logfile_uwsgi.0", "uwsgi")]
    [InlineData("formats/lambda-promtail/s3accesslog.log", "s3")]
    public void Sample_logs_are_told_from_their_first_lines(string file, string name) => Assert.Equal(name, DetectFile(file).Format?.Name);

    [SkippableTheory]
    [InlineData("apache-csv-ttfb-2024-2026-19k.log.gz")]
    [InlineData("formats/crowdsec-hub/aws-alb-logs/aws-alb-logs.log")]
    [InlineData("formats/crowdsec-hub/aws-cloudfront-logs/aws-cloudfront-logs.log")]
    [InlineData("formats/crowdsec-hub/caddy-logs/caddy-logs.log")]
    [InlineData("formats/crowdsec-hub/envoy-logs/envoy.log")]
    [InlineData("formats/crowdsec-hub/fastly-logs/fastly-logs.log")]
    [InlineData("formats/lambda-promtail/vpcflowlog.log.gz")]
    [InlineData("formats/lambda-promtail/nlbaccesslog.log.gz")]
    [InlineData("formats/lnav/logfile_bro_conn.log.0")]
    [InlineData("formats/lnav/logfile_cloudflare.1")]
    [InlineData("formats/lnav/logfile_w3c.2")]
    [InlineData("formats/lnav/logfile_w3c_big.0")]
    [InlineData("formats/zeek-zat/http.log")]
    [InlineData("formats/zeek-zat/json-conn.log")]
    public void No_template_takes_a_log_of_another_engine(string file) =>
        Assert.DoesNotContain(DetectFile(file).Format?.Name, Core.Formats.Templates.TemplateFormats.All.Select(named => named.Name));

    private static FormatDetection Detect(string text) => FormatDetector.Detect(Encoding.UTF8.GetBytes(text), s_all);

    private static FormatDetection DetectFile(string file)
    {
        byte[] bytes = SampleData.Bytes("logs/" + file);
        return FormatDetector.Detect(bytes.AsSpan(0, Math.Min(bytes.Length, 65_536)), s_all);
    }
}
