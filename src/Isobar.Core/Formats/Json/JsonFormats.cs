using Isobar.Core.Formats.Columns;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Json;

/// <summary>The named JSON formats.</summary>
public static class JsonFormats
{
    // Both have a client and a time under the same keys: the state of a connection and the path of a request tell them apart.
    private static readonly JsonFormat s_zeekConn = new(
        new() { Name = "zeek-conn-json", Fields = ZeekColumns.ConnFields, Rules = ZeekColumns.ConnRules, Needs = RecordField.Termination },
        MeasurementMethod.Flow);

    private static readonly JsonFormat s_zeekHttp = new(
        new() { Name = "zeek-http-json", Fields = ZeekColumns.HttpFields, Needs = RecordField.Path });

    /// <summary>All named JSON formats, those with the most telling keys first.</summary>
    public static IReadOnlyList<NamedFormat> All { get; } =
    [
        new(CdnJson.Cloudflare, "Cloudflare Logpush, HTTP requests"),
        new(CdnJson.CloudFront, "Amazon CloudFront's logs delivered as JSON"),
        new(CdnJson.Fastly, "Fastly's JSON logging example"),
        new(ProxyJson.Caddy, "Caddy's access log"),
        new(ProxyJson.Traefik, "Traefik's access log as JSON"),
        new(ProxyJson.Envoy, "Envoy, Istio and gateways built on them, as JSON"),
        new(ProxyJson.GoogleCloud, "Google Cloud's Application Load Balancers"),
        new(s_zeekConn, "Zeek's conn.log as JSON"),
        new(s_zeekHttp, "Zeek's http.log as JSON"),
        new(ProxyJson.Nginx, "nginx with escape=json and the variables' names as keys"),
    ];
}
