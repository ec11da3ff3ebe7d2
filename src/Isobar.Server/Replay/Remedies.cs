using Isobar.Core.Formats;

namespace Isobar.Server.Replay;

/// <summary>How each kind of server is made to log what its log lacks.</summary>
internal static class Remedies
{
    private static readonly Dictionary<(LogFamily, FormatFields), string> s_texts = new()
    {
        [(LogFamily.Nginx, FormatFields.Rtt)] = "nginx: add $tcpinfo_rtt to log_format.",
        [(LogFamily.Apache, FormatFields.Rtt)] = "Apache has no variable for it: the kernel's TCP statistics on the same machine can be a source beside the log.",
        [(LogFamily.HaProxy, FormatFields.Rtt)] = "HAProxy: add %[fc_rtt(us)] to log-format.",
        [(LogFamily.Cloudflare, FormatFields.Rtt)] = "Cloudflare: choose the field ClientTCPRTTMs in the Logpush job.",
        [(LogFamily.Fixed, FormatFields.Rtt)] = "This format's fields are fixed: the kernel's TCP statistics or browsers' reports can be a source beside the log.",
        [(LogFamily.Flow, FormatFields.Rtt)] = "Flow records do not have it: the log or the kernel's TCP statistics of the servers behind can be a source beside them.",

        [(LogFamily.Nginx, FormatFields.TimeToFirstByte)] = "nginx: add $upstream_header_time to log_format (of proxied requests).",
        [(LogFamily.Apache, FormatFields.TimeToFirstByte)] = "Apache: add %^FB to LogFormat and set LogIOTrackTTFB ON (mod_logio).",
        [(LogFamily.HaProxy, FormatFields.TimeToFirstByte)] = "HAProxy: add %Tw/%Tc/%Tr to log-format.",
        [(LogFamily.Cloudflare, FormatFields.TimeToFirstByte)] = "Cloudflare: choose the field EdgeTimeToFirstByteMs in the Logpush job.",

        [(LogFamily.Nginx, FormatFields.BytesIn)] = "nginx: add $request_length to log_format.",
        [(LogFamily.Apache, FormatFields.BytesIn)] = "Apache: add %I to LogFormat (mod_logio).",
        [(LogFamily.HaProxy, FormatFields.BytesIn)] = "HAProxy: add %U to log-format.",
        [(LogFamily.Cloudflare, FormatFields.BytesIn)] = "Cloudflare: choose the field ClientRequestBytes in the Logpush job.",

        [(LogFamily.Nginx, FormatFields.BytesOut)] = "nginx: add $bytes_sent to log_format.",
        [(LogFamily.Apache, FormatFields.BytesOut)] = "Apache: add %O to LogFormat (mod_logio).",
        [(LogFamily.HaProxy, FormatFields.BytesOut)] = "HAProxy: add %B to log-format.",
        [(LogFamily.Cloudflare, FormatFields.BytesOut)] = "Cloudflare: choose the field EdgeResponseBytes in the Logpush job.",

        [(LogFamily.Nginx, FormatFields.Status)] = "nginx: add $status to log_format.",
        [(LogFamily.Apache, FormatFields.Status)] = "Apache: add %>s to LogFormat.",
        [(LogFamily.HaProxy, FormatFields.Status)] = "HAProxy: add %ST and %tsc to log-format.",
        [(LogFamily.Cloudflare, FormatFields.Status)] = "Cloudflare: choose the field EdgeResponseStatus in the Logpush job.",
        [(LogFamily.Flow, FormatFields.Status)] = "Flow records do not have it: the log of the servers behind can be a source beside them.",

        [(LogFamily.Apache, FormatFields.Termination)] = "Apache writes no status for it: add %X to LogFormat, which says that the client went away before the answer was complete.",
        [(LogFamily.HaProxy, FormatFields.Termination)] = "HAProxy: add %tsc to log-format, which says who ended the session and when.",

        [(LogFamily.Nginx, FormatFields.Forwarded)] = "nginx: add $http_x_forwarded_for to log_format, and name your proxies in trustedProxies.",
        [(LogFamily.Apache, FormatFields.Forwarded)] = "Apache: add %{X-Forwarded-For}i to LogFormat, and name your proxies in trustedProxies.",
        [(LogFamily.HaProxy, FormatFields.Forwarded)] =
            "HAProxy: `http-request capture req.hdr(x-forwarded-for) len 64`, add %[capture.req.hdr(0)] to log-format, and name your proxies in trustedProxies.",
    };

    private static readonly string[] s_nginx =
    [
        "# nginx",
        "log_format isobar '$remote_addr - $remote_user [$time_local] \"$request\" '",
        "                  '$status $bytes_sent \"$http_referer\" \"$http_user_agent\" '",
        "                  '$request_length $tcpinfo_rtt \"$upstream_header_time\" '",
        "                  '\"$http_x_forwarded_for\"';",
    ];

    private static readonly string[] s_apache =
    [
        "# Apache httpd, with mod_logio",
        "LogIOTrackTTFB ON",
        "LogFormat \"%h %t \\\"%r\\\" %>s %O %I %^FB %X \\\"%{User-Agent}i\\\"\" isobar",
    ];

    private const string OtherServer = "Log it in a field of its own, and name that in the format (docs/log-formats.md).";
    private const string FixedFormat = "This format's fields are fixed: the log of the servers behind can be a source beside it.";

    /// <summary>The advice on one field, for each kind of server once.</summary>
    public static IReadOnlyList<string> For(IEnumerable<LogFamily> families, FormatFields field) =>
        [.. families.SelectMany(Members).Distinct().Select(family => Of(family, field)).OfType<string>().Distinct()];

    /// <summary>
    /// Lines that make the server log everything Isobar reads; empty where the log comes from several kinds, or from one whose format is not free.
    /// The time of nginx's upstream is in quotes, since it is a list where several were tried.
    /// </summary>
    public static IReadOnlyList<string> Configuration(IEnumerable<LogFamily> families) => families.Distinct().ToArray() switch
    {
        [LogFamily.Nginx] => s_nginx,
        [LogFamily.Apache] => s_apache,
        [LogFamily.NginxOrApache] => [.. s_nginx, .. s_apache],
        [LogFamily.HaProxy] => ["# HAProxy", "log-format \"%ci:%cp [%tr] %ST %B %U %tsc %Tw/%Tc/%Tr %[fc_rtt(us)] %{+Q}r\""],
        _ => [],
    };

    private static IEnumerable<LogFamily> Members(LogFamily family) =>
        family == LogFamily.NginxOrApache ? [LogFamily.Nginx, LogFamily.Apache] : [family];

    /// <summary>Null where there is nothing to do: nginx logs clients that gave up (499) of itself.</summary>
    private static string? Of(LogFamily family, FormatFields field) =>
        s_texts.TryGetValue((family, field), out string? text) ? text
        : (family, field) == (LogFamily.Nginx, FormatFields.Termination) ? null
        : family is LogFamily.Fixed or LogFamily.Flow or LogFamily.Cloudflare ? FixedFormat
        : OtherServer;
}
