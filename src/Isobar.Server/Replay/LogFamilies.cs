namespace Isobar.Server.Replay;

/// <summary>Tells the kind of server from the format of its log.</summary>
internal static class LogFamilies
{
    private static readonly string[] s_haProxySigns = ["%ci", "%[", "%{+", "%HM", "%ST", "%TR", "%ts", "%fc", "httplog", "tcplog"];

    /// <summary>The family of a format, by its name or by the text of the user's template.</summary>
    public static LogFamily Of(string format) => format switch
    {
        "combined" or "common" or "vhost_combined" => LogFamily.NginxOrApache,
        "combinedio" => LogFamily.Apache,
        "cloudflare" => LogFamily.Cloudflare,
        "alb" or "elb" or "nlb-tls" or "s3" or "gcp-lb" => LogFamily.Fixed,
        "vpc-flow" or "zeek-conn" or "zeek-conn-json" => LogFamily.Flow,
        _ when format.StartsWith("cloudfront", StringComparison.Ordinal) => LogFamily.Fixed,
        _ when format.StartsWith("nginx", StringComparison.Ordinal) => LogFamily.Nginx,
        _ when format.StartsWith("haproxy", StringComparison.Ordinal) => LogFamily.HaProxy,
        _ => OfTemplate(format),
    };

    private static LogFamily OfTemplate(string template) =>
        template.Contains('$', StringComparison.Ordinal) ? LogFamily.Nginx
        : s_haProxySigns.Any(sign => template.Contains(sign, StringComparison.Ordinal)) ? LogFamily.HaProxy
        : template.Contains('%', StringComparison.Ordinal) ? LogFamily.Apache
        : LogFamily.Other;
}
