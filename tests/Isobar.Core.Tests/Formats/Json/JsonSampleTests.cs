using Isobar.Core.Formats;
using Isobar.Core.Traffic;
using Isobar.Tests;

namespace Isobar.Core.Tests.Formats.Json;

/// <summary>The sample logs whole, against the parse that their origin expects.</summary>
public sealed class JsonSampleTests
{
    private const string Logs = "logs/formats/";

    private static List<ParsedLine> All(string format, string file) => ParsedLine.All(TestFormats.Format(format), SampleData.Bytes(Logs + file));

    [SkippableFact]
    public void Caddy_is_read_as_expected_and_what_its_other_loggers_say_is_no_record()
    {
        Assert.Equal(10, GoldenComparison.Compare("caddy-logs", "caddy-logs.log", ["caddy"]));
        List<ParsedLine> lines = All("caddy", "crowdsec-hub/caddy-logs/caddy-logs.log");
        Assert.Equal(1, lines.Count(line => line.Error == ParseError.Comment));
        Assert.Equal(18630, lines.Single(line => line.Status == 200).BytesOut);
    }

    [SkippableFact]
    public void Caddy_behind_a_proxy_names_the_client()
    {
        List<ParsedLine> lines = All("caddy", "lnav/logfile_caddy_log.1");
        Assert.Equal(4, lines.Count);
        Assert.Equal(
            ("10.10.10.117", 1_716_723_772_601_480L, 3768L, 200, "mirrors.tnonline.net:400", Outcome.Ok),
            (lines[0].Client, lines[0].TimeMicros, lines[0].BytesOut, lines[0].Status, lines[0].Host, lines[0].Outcome));
    }

    [SkippableFact]
    public void Envoy_is_read_as_expected_behind_a_container_runtime()
    {
        Assert.Equal(6, GoldenComparison.Compare("envoy-logs", "envoy.log", ["envoy"]));
        List<ParsedLine> lines = All("envoy", "crowdsec-hub/envoy-logs/envoy.log");
        // The other four are Envoy's text format.
        Assert.Equal(4, lines.Count(line => line.Error == ParseError.NotJson));
        Assert.Equal(121258, lines[0].BytesOut);
    }

    [SkippableFact]
    public void Fastly_is_read_as_expected_behind_a_syslog_header()
    {
        Assert.Equal(4, GoldenComparison.Compare("fastly-logs", "fastly-logs.log", ["fastly"]));
        List<ParsedLine> lines = All("fastly", "crowdsec-hub/fastly-logs/fastly-logs.log");
        Assert.Equal(["CDG", "CDG", "HYD", "HYD"], lines.Select(line => line.Edge));
        Assert.Equal([564L, 564L, 384L, 186L], lines.Select(line => line.BytesOut));
    }

    [SkippableFact]
    public void Cloudflare_is_read_whole()
    {
        List<ParsedLine> lines = All("cloudflare", "lnav/logfile_cloudflare.1");
        Assert.Equal(15, lines.Count(line => line.Error == ParseError.None));
        Assert.Equal(("89.163.242.206", 1_712_790_000_100_000L, 12480L, "SEA"), (lines[0].Client, lines[0].TimeMicros, lines[0].BytesOut, lines[0].Edge));
        Assert.Equal(1, lines.Count(line => line.Outcome == Outcome.ServiceFailure));
    }

    [SkippableFact]
    public void Zeek_conn_as_json_is_read_whole()
    {
        List<ParsedLine> lines = All("zeek-conn-json", "zeek-zat/json-conn.log");
        Assert.Equal(50, lines.Count(line => line.Error == ParseError.None));
        Assert.Equal(("10.18.20.97", 242L, 283L, Outcome.Ok), (lines[0].Client, lines[0].BytesIn, lines[0].BytesOut, lines[0].Outcome));
        Assert.All(All("zeek-http-json", "zeek-zat/json-conn.log"), line => Assert.Equal(ParseError.Mismatch, line.Error));
    }
}
