namespace Isobar.Core.Formats.Templates;

/// <summary>The named formats that are templates.</summary>
public static class TemplateFormats
{
    private const string Combined = "%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"";

    /// <summary>All of them, the more usual ones first: detection takes the first of equals.</summary>
    public static IReadOnlyList<NamedFormat> All { get; } =
    [
        Named("combined", "Apache's and nginx's combined log", Apache, Combined),
        Named("common", "the common log format, without referer and user agent", Apache, "%h %l %u %t \"%r\" %>s %b"),
        Named("nginx-main", "the log_format main of nginx's packaged configuration: combined with the forwarded addresses", Nginx,
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" \"$http_x_forwarded_for\""),
        Named("combinedio", "Apache's combined log with the bytes in and out of mod_logio", Apache, Combined + " %I %O"),
        AnyOf("vhost_combined", "Debian's combined log with the virtual host in front, with or without its port",
            Compile("vhost_combined", Apache, "%v:%p " + Combined.Replace("%b", "%O", StringComparison.Ordinal)),
            Compile("vhost_combined", Apache, "%v " + Combined.Replace("%b", "%O", StringComparison.Ordinal))),
        Named("traefik-clf", "Traefik's common log: combined with request count, router, server and duration", Nginx,
            "$remote_addr - $remote_user [$time_local] \"$request\" $status $body_bytes_sent \"$http_referer\" \"$http_user_agent\" $count \"$router\" \"$server\" ${duration}ms"),
        AnyOf("nginx-proxy-manager", "Nginx Proxy Manager: its proxy and standard logs, and combined for hosts it does not know",
            Compile("nginx-proxy-manager", Nginx, "[$time_local] $upstream_cache_status $upstream_status $status - $request_method $scheme $host \"$request_uri\" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] [Sent-to $server] \"$http_user_agent\" \"$http_referer\""),
            Compile("nginx-proxy-manager", Nginx, "[$time_local] $status - $request_method $scheme $host \"$request_uri\" [Client $remote_addr] [Length $body_bytes_sent] [Gzip $gzip_ratio] \"$http_user_agent\" \"$http_referer\""),
            Compile("nginx-proxy-manager", Apache, Combined)),
        Named("haproxy-http", "HAProxy's option httplog, with or without syslog's prefix", HaProxy, HaProxyTemplate.HttpLog),
        Named("haproxy-tcp", "HAProxy's option tcplog, with or without syslog's prefix", HaProxy, HaProxyTemplate.TcpLog),
        AnyOf("haproxy", "HAProxy's HTTP and TCP lines in one file",
            Compile("haproxy", HaProxy, HaProxyTemplate.HttpLog),
            Compile("haproxy", HaProxy, HaProxyTemplate.TcpLog)),
        new(Uwsgi(), "uWSGI's default request log"),
        new(S3(), "Amazon S3's server access log"),
    ];

    private delegate TemplateResult Dialect(string template, string name);

    private static TemplateResult Nginx(string template, string name) => NginxTemplate.Compile(template, name);

    private static TemplateResult Apache(string template, string name) => ApacheTemplate.Compile(template, name);

    private static TemplateResult HaProxy(string template, string name) => HaProxyTemplate.Compile(template, name);

    private static LogFormat Compile(string name, Dialect dialect, string template) => Check(name, dialect(template, name));

    private static NamedFormat Named(string name, string description, Dialect dialect, string template) => new(Compile(name, dialect, template), description);

    private static NamedFormat AnyOf(string name, string description, params LogFormat[] shapes) => new(new AnyOfFormat(name, shapes), description);

    private static LogFormat Check(string name, TemplateResult result) =>
        result.Format ?? throw new InvalidOperationException($"The built-in format {name} does not compile: {string.Join("; ", result.Faults)}");

    /// <summary>
    /// `[pid: 1|app: 0|req: 1/1] 192.0.2.1 (user) {38 vars in 696 bytes} [Sun Mar 13 22:49:12 2016] GET /path => generated 47 bytes in 129 msecs
    /// (HTTP/1.1 200) 9 headers in 378 bytes (…)`. The time is the application's until its answer was whole.
    /// </summary>
    private static LogFormat Uwsgi()
    {
        var builder = new TemplateBuilder();
        Add(builder, "[pid: ", FieldMeaning.Ignored, "] ");
        Add(builder, "", FieldMeaning.Of(RecordField.PeerAddress), " (");
        Add(builder, "", FieldMeaning.Ignored, ") {");
        Add(builder, "", FieldMeaning.Ignored, " vars in ");
        Add(builder, "", FieldMeaning.Of(RecordField.BytesIn), " bytes} [");
        Add(builder, "", FieldMeaning.Of(RecordField.Time, FieldUnit.AscTime), "] ");
        Add(builder, "", FieldMeaning.Ignored, " ");
        Add(builder, "", FieldMeaning.Of(RecordField.Path, shape: FieldShape.Text), " => generated ");
        Add(builder, "", FieldMeaning.Of(RecordField.BodyBytesOut), " bytes in ");
        Add(builder, "", FieldMeaning.Of(RecordField.ResponseTime, FieldUnit.WithSuffix), " (");
        Add(builder, "", FieldMeaning.Ignored, " ");
        Add(builder, "", FieldMeaning.Of(RecordField.Status), ")");
        return Check("uwsgi", builder.Build("uwsgi", []));
    }

    /// <summary>
    /// The fields of a server access log up to the user agent; those behind it came over the years and are read over. `turn-around time` runs from the last byte of the
    /// request to the first byte of the answer, in milliseconds.
    /// </summary>
    private static LogFormat S3()
    {
        var builder = new TemplateBuilder();
        Add(builder, "", FieldMeaning.Ignored, " ");
        Add(builder, "", FieldMeaning.Ignored, " [");
        Add(builder, "", FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog), "] ");
        Add(builder, "", FieldMeaning.Of(RecordField.PeerAddress), " ");
        foreach (string _ in (string[])["requester", "request id", "operation"])
        {
            Add(builder, "", FieldMeaning.Ignored, " ");
        }
        Add(builder, "", FieldMeaning.Ignored, " \"");
        Add(builder, "", FieldMeaning.Of(RecordField.RequestLine, shape: FieldShape.Request), "\" ");
        Add(builder, "", FieldMeaning.Of(RecordField.Status), " ");
        Add(builder, "", FieldMeaning.Ignored, " ");
        Add(builder, "", FieldMeaning.Of(RecordField.BodyBytesOut), " ");
        Add(builder, "", FieldMeaning.Ignored, " ");
        Add(builder, "", FieldMeaning.IgnoredNumber, " ");
        Add(builder, "", FieldMeaning.Of(RecordField.TimeToFirstByte, FieldUnit.Milliseconds), " \"");
        Add(builder, "", FieldMeaning.Ignored, "\" \"");
        Add(builder, "", FieldMeaning.Of(RecordField.UserAgent, shape: FieldShape.Text), "\"");
        return Check("s3", builder.Build("s3", []));
    }

    private static void Add(TemplateBuilder builder, string before, FieldMeaning meaning, string behind)
    {
        builder.Literal(before);
        builder.Field("field", 0, meaning);
        builder.Literal(behind);
    }
}
