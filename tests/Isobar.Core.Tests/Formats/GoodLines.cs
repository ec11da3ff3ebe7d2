using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Formats.Templates;

namespace Isobar.Core.Tests.Formats;

/// <summary>One line of every named format that is a record, with the header it needs.</summary>
internal static class GoodLines
{
    public static readonly (string Format, string Header, string Line)[] All =
    [
        ("combined", "", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET /a\\\"b HTTP/1.1\" 200 5 \"-\" \"ag\\\\ent\""),
        ("vhost_combined", "", "example.com:443 2001:db8::1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\""),
        ("nginx-main", "", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 499 0 \"-\" \"agent\" \"203.0.113.7, 10.0.0.1\""),
        ("traefik-clf", "", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\" 7 \"r@docker\" \"http://10.0.0.1:80\" 12ms"),
        ("nginx-proxy-manager", "", "[17/May/2015:10:05:03 +0000] HIT 200 200 - GET https example.com \"/a\" [Client 192.0.2.1] [Length 5] [Gzip -] [Sent-to s] \"agent\" \"-\""),
        ("haproxy", "", "Dec  9 13:01:26 h haproxy[1]: 192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/0/1/2/3 200 750 - - ---- 1/1/1/1/0 0/0 {a|b} {} \"GET / HTTP/1.1\""),
        ("haproxy-tcp", "", "192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/1/3 750 -- 1/1/1/1/0 0/0"),
        ("uwsgi", "", "[pid: 1|app: 0|req: 1/1] 192.0.2.1 () {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016] POST /u => generated 47 bytes in 129 msecs (HTTP/1.1 200) 9 headers in 378 bytes"),
        ("s3", "", "owner bucket [06/Feb/2019:00:00:38 +0000] 192.0.2.3 req 3E57 REST.GET.OBJECT key \"GET /key HTTP/1.1\" 200 - 113 113 7 5 \"-\" \"agent\" -"),
        ("common", "", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5"),
        ("combinedio", "", "192.0.2.1 - - [17/May/2015:10:05:03 +0000] \"GET / HTTP/1.1\" 200 5 \"-\" \"agent\" 100 200"),
        ("haproxy-http", "", "192.0.2.1:4711 [09/Dec/2013:12:59:46.633] f b/s 0/0/1/2/3 200 750 - - ---- 1/1/1/1/0 0/0 \"GET / HTTP/1.1\""),
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

    /// <summary>A template whose time is in pieces.</summary>
    public static readonly LogFormat Times = ApacheTemplate.Compile("%h %{%a, %d %b %Y %T}t.%{msec_frac}t %{%z}t \"%r\" %>s %^FB").Format!;

    /// <summary>A parser of the format that has seen the header, and the line.</summary>
    public static (LineParser Parser, byte[] Line) Of(string name)
    {
        (_, string header, string line) = All.Single(good => good.Format == name);
        LineParser parser = TestFormats.Parser(name);
        if (header.Length > 0)
        {
            Assert.True(parser.NoteHeader(Encoding.UTF8.GetBytes(header)));
        }
        return (parser, Encoding.UTF8.GetBytes(line));
    }
}
