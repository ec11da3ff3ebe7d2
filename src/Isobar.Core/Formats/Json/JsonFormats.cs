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
    public static IReadOnlyList<LogFormat> All { get; } =
    [
        CdnJson.Cloudflare,
        CdnJson.CloudFront,
        CdnJson.Fastly,
        ProxyJson.Caddy,
        ProxyJson.Traefik,
        ProxyJson.Envoy,
        ProxyJson.GoogleCloud,
        s_zeekConn,
        s_zeekHttp,
        ProxyJson.Nginx,
    ];
}
