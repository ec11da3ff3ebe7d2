using Isobar.Core.Formats;
using Isobar.Core.Formats.Json;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Json;

public sealed class JsonFormatTests
{
    private static LogFormat Compile(string map)
    {
        var faults = new List<string>();
        LogFormat? format = JsonFormat.Compile(map, faults);
        Assert.Empty(faults);
        return format!;
    }

    [Theory]
    [InlineData("\"2026-01-01T00:00:00Z\"")]
    [InlineData("1767225600")]
    [InlineData("1767225600000000000")]
    public void Cloudflare_writes_times_in_three_ways(string time)
    {
        ParsedLine line = ParsedLine.Of(
            TestFormats.Format("cloudflare"),
            $$"""{"EdgeStartTimestamp":{{time}},"ClientIP":"2001:db8::1","ClientTCPRTTMs":35,"EdgeTimeToFirstByteMs":7,"ClientRequestBytes":300,"EdgeResponseStatus":499,"EdgeResponseBytes":0}""");
        Assert.Equal(
            new(ParseError.None, "2001:db8::1", 1_767_225_600_000_000, 300, 0, 35_000, 7_000, 499, Outcome.NetworkFailure), line);
    }

    [Fact]
    public void A_round_trip_of_zero_is_one_that_was_not_measured() => Assert.Equal(
        -1, ParsedLine.Of(TestFormats.Format("cloudflare"), """{"EdgeStartTimestamp":1,"ClientIP":"192.0.2.1","ClientTCPRTTMs":0}""").RttMicros);

    [Theory]
    [InlineData("eyeball", ParseError.None)]
    [InlineData("edgeWorkerFetch", ParseError.NotTraffic)]
    [InlineData("healthcheck", ParseError.NotTraffic)]
    public void Only_eyeballs_are_clients(string source, ParseError error) => Assert.Equal(
        error, ParsedLine.Of(TestFormats.Format("cloudflare"), $$"""{"EdgeStartTimestamp":1,"ClientRequestSource":"{{source}}","ClientIP":"192.0.2.1"}""").Error);

    [Theory]
    [InlineData(200, "-", Outcome.Ok)]
    [InlineData(0, "DC", Outcome.NetworkFailure)]
    [InlineData(200, "DC", Outcome.NetworkFailure)]
    [InlineData(101, "DC", Outcome.Ok)]
    [InlineData(0, "UT,DC", Outcome.ServiceFailure)]
    [InlineData(0, "URX,UF", Outcome.ServiceFailure)]
    [InlineData(503, "UH", Outcome.ServiceFailure)]
    [InlineData(408, "SI", Outcome.NetworkFailure)]
    [InlineData(400, "DPE", Outcome.Ok)]
    [InlineData(404, "NR", Outcome.Ok)]
    [InlineData(0, "DCX", Outcome.Ok)]
    public void Envoys_flags_become_outcomes(int code, string flags, Outcome outcome) => Assert.Equal(
        outcome,
        ParsedLine.Of(
            TestFormats.Format("envoy"),
            $$"""{"downstream_remote_address":"192.0.2.1:5","start_time":"2026-01-01T00:00:00Z","response_code":{{code}},"response_flags":"{{flags}}"}""").Outcome);

    [Fact]
    public void Istios_own_keys_are_known_too() => Assert.Equal(
        new(ParseError.None, "192.0.2.7", 1_767_225_600_000_000, 4, 9, -1, 12_000, 200, Outcome.Ok, "h", "/p", "ua"),
        ParsedLine.Of(
            TestFormats.Format("envoy"),
            """{"start_time":"2026-01-01T00:00:00.000Z","authority":"h","path":"/p","user_agent":"ua","bytes_received":4,"bytes_sent":"9","response_code":200,"downstream_remote_address":"10.0.0.1:3","x_forwarded_for":"192.0.2.7","upstream_service_time":"12","response_flags":"-"}"""));

    [Fact]
    public void Traefik_counts_nanoseconds() => Assert.Equal(
        new(ParseError.None, "192.0.2.1", 1_767_225_600_000_000, 1, 2, -1, 1_500, 502, Outcome.ServiceFailure, "h", "/p"),
        ParsedLine.Of(
            TestFormats.Format("traefik"),
            """{"ClientAddr":"192.0.2.9:1","ClientHost":"192.0.2.1","DownstreamContentSize":2,"DownstreamStatus":502,"Duration":9000000,"OriginDuration":1500000,"RequestContentSize":1,"RequestHost":"h","RequestPath":"/p","StartUTC":"2026-01-01T00:00:00Z","time":"2026-01-01T00:00:09Z"}"""));

    [Fact]
    public void Nginx_variables_keep_their_units() => Assert.Equal(
        new(ParseError.None, "192.0.2.1", 1_767_225_600_250_000, 100, 900, 31_000, 300_000, 200, Outcome.Ok, "h", "/a\"b", "ua/é"),
        ParsedLine.Of(
            TestFormats.Format("nginx-json"),
            """{"body_bytes_sent":"1","bytes_sent":"900","request_length":"100","msec":"1767225600.250","time_iso8601":"2026-01-01T00:00:09+00:00","remote_addr":"192.0.2.1","status":"200","tcpinfo_rtt":"31000","upstream_header_time":"0.100, 0.200","request_time":"5.0","host":"h","request_uri":"\/a\"b","http_user_agent":"ua\/\u00e9"}"""));

    [Fact]
    public void Google_cloud_tells_who_went_away()
    {
        ParsedLine line = ParsedLine.Of(
            TestFormats.Format("gcp-lb"),
            """{"httpRequest":{"remoteIp":"192.0.2.1","requestMethod":"GET","requestUrl":"https://h/p?q","responseSize":"77","status":0,"latency":"1.5s"},"timestamp":"2026-01-01T00:00:00.5Z","jsonPayload":{"statusDetails":"client_disconnected_before_any_response"}}""");
        Assert.Equal(new(ParseError.None, "192.0.2.1", 1_767_225_600_500_000, -1, 77, -1, -1, 0, Outcome.NetworkFailure, "h", "/p?q"), line);
    }

    [Fact]
    public void Cloudfront_as_json_has_the_names_of_its_columns() => Assert.Equal(
        new(ParseError.None, "192.0.2.1", 1_767_225_600_000_000, -1, 5, -1, 2_000, 0, Outcome.NetworkFailure, "", "", "a b", "FRA56-P1"),
        ParsedLine.Of(
            TestFormats.Format("cloudfront-json"),
            """{"date":"2026-01-01","time":"00:00:00","c-ip":"192.0.2.1","sc-status":"000","sc-bytes":"5","time-to-first-byte":"0.002","cs(User-Agent)":"a%20b","x-edge-location":"FRA56-P1","x-edge-detailed-result-type":"Error"}"""));

    [Theory]
    [InlineData("""{"timestamp":"1767225600.5","date":"2026-01-01","time":"00:00:09","c-ip":"192.0.2.1"}""")]
    [InlineData("""{"date":"2026-01-01","time":"00:00:09","timestamp":"1767225600.5","c-ip":"192.0.2.1"}""")]
    public void A_whole_time_is_better_than_one_in_two_parts(string line) =>
        Assert.Equal(1_767_225_600_500_000, ParsedLine.Of(TestFormats.Format("cloudfront-json"), line).TimeMicros);

    [Fact]
    public void A_map_reads_nested_members_flat_names_and_the_first_of_an_array()
    {
        LogFormat format = Compile("json:client=a.b.ip,time=t:ms,host=:authority,agent=h.User-Agent,rtt=tcp.rtt:us,status=s");
        ParsedLine expected = new(ParseError.None, "192.0.2.1", 1_700_000_000_000_000, RttMicros: 17, Status: 200, Outcome: Outcome.Ok, Host: "x:1", UserAgent: "one");
        Assert.Equal(
            expected,
            ParsedLine.Of(format, """ {"a":{"z":[{"ip":"1"}],"b":{"ip":"192.0.2.1"}},"t":1700000000000,":authority":"x:1","h":{"User-Agent":["one","two"]},"tcp":{"rtt":17.9},"s":200} """));
        Assert.Equal(
            expected,
            ParsedLine.Of(format, """{"a.b":{"ip":"192.0.2.1"},"t":"1700000000000",":authority":"x:1","h.User-Agent":"one","tcp.rtt":17,"\u0073":"200"}"""));
    }

    [Fact]
    public void Of_several_paths_the_first_of_the_map_that_has_a_value_counts()
    {
        LogFormat format = Compile("json:client=real,client=peer,time=t");
        Assert.Equal("192.0.2.1", ParsedLine.Of(format, """{"peer":"192.0.2.2","real":"192.0.2.1","t":1}""").Client);
        Assert.Equal("192.0.2.1", ParsedLine.Of(format, """{"real":"192.0.2.1","peer":"192.0.2.2","t":1}""").Client);
        Assert.Equal("192.0.2.2", ParsedLine.Of(format, """{"real":null,"peer":"192.0.2.2","t":1}""").Client);
    }

    [Fact]
    public void All_faults_of_a_map_are_told_at_once()
    {
        var faults = new List<string>();
        Assert.Null(JsonFormat.Compile("json:speed=x,rtt=y,status,status=a..b,host=h,path=h", faults));
        Assert.Equal(7, faults.Count);
        Assert.Contains("'speed'", faults[0], StringComparison.Ordinal);
        Assert.Contains("unit", faults[1], StringComparison.Ordinal);
        Assert.Contains("status=PATH", faults[2], StringComparison.Ordinal);
        Assert.Contains("a..b", faults[3], StringComparison.Ordinal);
        Assert.Contains("twice", faults[4], StringComparison.Ordinal);
        Assert.Contains("client", faults[5], StringComparison.Ordinal);
        Assert.Contains("time", faults[6], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", ParseError.Blank)]
    [InlineData("# comment", ParseError.Comment)]
    [InlineData("plain text", ParseError.NotJson)]
    [InlineData("{\"ip\":\"192.0.2.1\",\"t\":1}}", ParseError.NotJson)]
    [InlineData("{\"ip\":\"192.0.2.1\",\"t\":1} {}", ParseError.NotJson)]
    [InlineData("{\"ip\":\"bad\",\"t\":1", ParseError.NotJson)]
    [InlineData("{\"ip\":\"b a d\",\"t\":1}", ParseError.BadAddress)]
    [InlineData("{\"ip\":\"www.example.com\",\"t\":1}", ParseError.HostName)]
    [InlineData("{\"t\":1}", ParseError.NoClient)]
    [InlineData("{\"ip\":\"192.0.2.1\"}", ParseError.BadTime)]
    [InlineData("{\"ip\":\"192.0.2.1\",\"t\":1,\"s\":\"20\"}", ParseError.BadStatus)]
    [InlineData("{\"ip\":\"192.0.2.1\",\"t\":1,\"s\":true}", ParseError.BadStatus)]
    public void What_is_no_record_is_counted_by_reason(string line, ParseError error) =>
        Assert.Equal(error, ParsedLine.Of(Compile("json:client=ip,time=t,status=s"), line).Error);
}
