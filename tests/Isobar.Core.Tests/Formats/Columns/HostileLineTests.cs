using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Columns;
using Isobar.Core.Formats.Json;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats.Columns;

/// <summary>No line whatever makes a parser throw, hang or allocate.</summary>
public sealed class HostileLineTests
{
    private static readonly (string Format, string Header, string Line)[] s_good =
    [
        ("cloudfront", "", "2024-03-12\t15:22:28\tCDG50-P2\t703\t1.2.3.4\tGET\td.cloudfront.net\t/t\t400\t-\tcurl%20/7\tq=42\t-\tError\tx==\th.org\thttps\t62\t0.113\t-\tTLSv1.3\tT\tError\tHTTP/2.0\t-\t-\t51754\t0.113\tError"),
        ("w3c", "#Fields: date time c-ip cs-method cs(User-Agent) sc-status sc-win32-status", "2026-01-01 00:00:00 192.0.2.1 GET \"a+b\" 200 64"),
        ("zeek-conn", "#fields\tts\tid.orig_h\tconn_state\tresp_bytes", "1320279554.4\t192.0.2.1\tSF\t12"),
        ("zeek-http", "#fields\tts\tid.orig_h\tstatus_code\thost", "1320279554.4\t192.0.2.1\t200\th"),
        ("alb", "", """h2 2026-01-01T00:00:00.5Z app/x/1 192.0.2.1:4711 10.0.0.1:80 0.001 0.020 0.300 200 - 34 0 "GET https://h:443/a HTTP/2.0" "say \"hi\"" - -"""),
        ("nlb-tls", "", "tls 2.0 2026-01-01T00:00:00 net/x/1 l 192.0.2.1:1 10.0.0.1:443 5 2 0 0 - arn - c v - h - - - 2026-01-01T00:00:00"),
        ("elb", "", """2026-01-01T00:00:00Z my-lb 192.0.2.9:2817 10.0.0.1:80 0.000073 0.001048 0.000216 200 200 0 29 "GET http://h:80/ HTTP/1.1" "c" - -"""),
        ("vpc-flow", "", "2 1 eni-1 198.51.100.7 10.0.0.1 1 2 6 1 10 1 2 ACCEPT OK"),
        ("cloudfront-realtime", "", string.Join('\t', Enumerable.Repeat("1", 1).Append("192.0.2.1").Concat(Enumerable.Repeat("-", 31)))),
        ("csv", "ip,ts,status,rtt_ms,user_agent", "192.0.2.1,1700000000,200,1.5,\"a \"\"b\"\"\""),
        ("tsv", "ip\tts", "192.0.2.1\t1700000000"),
        ("cloudflare", "", """{"ClientIP":"192.0.2.1","EdgeStartTimestamp":"2026-01-01T00:00:00Z","EdgeResponseStatus":200,"ClientRequestURI":"\/a\u00e9"}"""),
        ("cloudfront-json", "", """{"c-ip":"192.0.2.1","timestamp":"1700000000.1","sc-status":"200","cs-user-agent":"a%20b"}"""),
        ("fastly", "", """<134>host {"client_ip":"192.0.2.1","timestamp":"2021-11-12T16:59:45+0000","fastly_server":"cache-cdg1-CDG"}"""),
        ("caddy", "", """{"logger":"http.log.access","ts":1.5e9,"request":{"client_ip":"192.0.2.1","headers":{"User-Agent":["a","b"]}},"status":200}"""),
        ("traefik", "", """{"ClientHost":"192.0.2.1","StartUTC":"2026-01-01T00:00:00.1Z","OriginDuration":1500000,"DownstreamStatus":200}"""),
        ("envoy", "", """{"downstream_remote_address":"192.0.2.1:5","start_time":"2026-01-01T00:00:00.1Z","response_code":0,"response_flags":"UF,URX"}"""),
        ("gcp-lb", "", """{"httpRequest":{"remoteIp":"192.0.2.1","status":0},"timestamp":"2026-01-01T00:00:00Z","jsonPayload":{"statusDetails":"client_timed_out"}}"""),
        ("zeek-conn-json", "", """{"ts":1.5,"id.orig_h":"192.0.2.1","conn_state":"SF"}"""),
        ("zeek-http-json", "", """{"ts":1.5,"id.orig_h":"192.0.2.1","uri":"/"}"""),
        ("nginx-json", "", """{"remote_addr":"192.0.2.1","msec":"1.5","upstream_header_time":"0.1, 0.2","request":"GET / HTTP/1.1"}"""),
    ];

    private static readonly byte[][] s_megabytes =
    [
        .. new[] { "\"", "\\", "{", "[", "{\"a\":", " ", "\t", ",", "\0", "9", "%25", "a,b ", "\\u00e9", "{\"a\":[\"\\\"\"]," }
            .Select(piece => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)))),
    ];

    private static IEnumerable<LogFormat> Formats => ColumnFormats.All.Concat(JsonFormats.All);

    public static TheoryData<string> Names => [.. Formats.Select(format => format.Name)];

    private static (LineParser Parser, byte[] Line) Good(string name)
    {
        (_, string header, string line) = s_good.Single(good => good.Format == name);
        LineParser parser = Formats.Single(format => format.Name == name).CreateParser(ParserOptions.Default);
        if (header.Length > 0)
        {
            Assert.True(parser.NoteHeader(Encoding.UTF8.GetBytes(header)));
        }
        return (parser, Encoding.UTF8.GetBytes(line));
    }

    private static ParseError Parse(LineParser parser, ReadOnlySpan<byte> line)
    {
        TrafficRecord record = default;
        return parser.Parse(line, ref record);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_prefix_and_every_changed_byte_of_a_line_is_a_record_or_an_error(string name)
    {
        (LineParser parser, byte[] line) = Good(name);
        Assert.Equal(ParseError.None, Parse(parser, line));
        var defined = ParseErrors.All.Append(ParseError.None).ToHashSet();
        for (int length = 0; length < line.Length; length++)
        {
            Assert.Contains(Parse(parser, line.AsSpan(0, length)), defined);
        }
        for (int at = 0; at < line.Length; at++)
        {
            foreach (byte odd in (byte[])[0, (byte)'"', (byte)'\\', (byte)'{', (byte)'9', 0x80, 0xFF, (byte)' ', (byte)'\t', (byte)','])
            {
                byte kept = line[at];
                line[at] = odd;
                Assert.Contains(Parse(parser, line), defined);
                line[at] = kept;
            }
            foreach (string put in (string[])["9", "99999", "9999999999999999999999", "-", "e999", ".", ":"])
            {
                Assert.Contains(Parse(parser, [.. line.AsSpan(0, at), .. Encoding.UTF8.GetBytes(put), .. line.AsSpan(at)]), defined);
            }
        }
        Assert.Equal(ParseError.None, Parse(parser, line));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_line_of_a_megabyte_ends(string name)
    {
        (LineParser parser, byte[] line) = Good(name);
        foreach (byte[] megabyte in s_megabytes)
        {
            Assert.NotEqual(ParseError.None, Parse(parser.Fork(), megabyte));
            Parse(parser, [.. line.AsSpan(0, line.Length / 2), .. megabyte, .. line.AsSpan(line.Length / 2)]);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Records_allocate_nothing_and_neither_do_broken_lines(string name)
    {
        (LineParser parser, byte[] line) = Good(name);
        byte[] cut = line[..(line.Length * 2 / 3)];
        byte[] odd = [.. line.AsSpan(0, line.Length / 2), 0, 0xFF, .. line.AsSpan(line.Length / 2)];
        Parse(parser, line);
        Parse(parser, cut);
        Parse(parser, odd);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            Parse(parser, line);
            Parse(parser, cut);
            Parse(parser, odd);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Random_bytes_are_a_record_or_an_error() => Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(),
        bytes =>
        {
            foreach (LogFormat format in Formats)
            {
                LineParser parser = format.CreateParser(ParserOptions.Default);
                parser.NoteHeader(bytes);
                Parse(parser, bytes);
                Parse(parser.Fork(), [.. "#Fields: "u8, .. bytes]);
                Parse(parser.Fork(), [.. "{\""u8, .. bytes]);
            }
            return true;
        }).QuickCheckThrowOnFailure();
}
