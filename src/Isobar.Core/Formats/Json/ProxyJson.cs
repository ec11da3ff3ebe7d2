using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Json;

/// <summary>Logs of web servers, proxies and load balancers. The time that a whole request took, sending included, is no time to first byte and is not read.</summary>
internal static class ProxyJson
{
    /// <summary>A connection that was upgraded (101) ends when its client leaves: that is no failure, though the proxies say "client disconnected".</summary>
    private static readonly OutcomeRule s_webSocket = new(Outcome.Ok, StatusFrom: 101, StatusTo: 101);

    /// <summary>
    /// Caddy: only lines of its access loggers are traffic. `client_ip` (since 2.7) is the client behind Caddy's own trusted proxies, `remote_ip` the peer.
    /// Source: Caddy documentation, "How logging works", and the structure of its HTTP access logs.
    /// </summary>
    public static JsonFormat Caddy { get; } = new(new()
    {
        Name = "caddy",
        Fields =
        [
            ("logger", new(RecordField.Kind)),
            ("request.client_ip", new(RecordField.PeerAddress)),
            ("request.remote_ip", new(RecordField.PeerAddress)),
            ("request.remote_addr", new(RecordField.PeerAddress)),
            ("request.headers.X-Forwarded-For", new(RecordField.ForwardedFor)),
            ("ts", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("status", new(RecordField.Status)),
            ("bytes_read", new(RecordField.BytesIn)),
            ("size", new(RecordField.BodyBytesOut)),
            ("request.host", new(RecordField.Host)),
            ("request.uri", new(RecordField.Path)),
            ("request.headers.User-Agent", new(RecordField.UserAgent)),
        ],
        Kinds = new(["http.log.access"], [], required: true),
    });

    /// <summary>
    /// Traefik's access log. `OriginDuration` (nanoseconds) is how long the service behind it took; `Duration` is the whole request.
    /// Source: Traefik documentation, "Logs and access logs", list of available fields.
    /// </summary>
    public static JsonFormat Traefik { get; } = new(new()
    {
        Name = "traefik",
        Fields =
        [
            ("ClientHost", new(RecordField.PeerAddress)),
            ("ClientAddr", new(RecordField.PeerAddress)),
            ("request_X-Forwarded-For", new(RecordField.ForwardedFor)),
            ("StartUTC", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("time", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("StartLocal", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("DownstreamStatus", new(RecordField.Status)),
            ("RequestContentSize", new(RecordField.BytesIn)),
            ("DownstreamContentSize", new(RecordField.BodyBytesOut)),
            ("OriginDuration", new(RecordField.ResponseTime, FieldUnit.Nanoseconds)),
            ("RequestHost", new(RecordField.Host)),
            ("RequestAddr", new(RecordField.Host)),
            ("RequestPath", new(RecordField.Path)),
            ("request_User-Agent", new(RecordField.UserAgent)),
        ],
    });

    /// <summary>
    /// Envoy and Istio, with the keys that their examples and gateways use. Flags that name the service's failure come before those of the client, since a
    /// client that leaves a service that hangs was failed by the service. DPE (a request that is no HTTP) is a scanner's or a bad client's doing, NR (no route)
    /// mostly a wrong host name: both are judged by status. Source: Envoy documentation, "Access logging", RESPONSE_FLAGS.
    /// </summary>
    public static JsonFormat Envoy { get; } = new(new()
    {
        Name = "envoy",
        Fields =
        [
            ("downstream_remote_address", new(RecordField.PeerAddress)),
            ("downstream_direct_remote_address", new(RecordField.PeerAddress)),
            ("x-forwarded-for", new(RecordField.ForwardedFor)),
            ("x_forwarded_for", new(RecordField.ForwardedFor)),
            ("start_time", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("response_code", new(RecordField.Status)),
            ("bytes_received", new(RecordField.BytesIn)),
            ("bytes_sent", new(RecordField.BodyBytesOut)),
            ("x-envoy-upstream-service-time", new(RecordField.ResponseTime, FieldUnit.Milliseconds)),
            ("x_envoy_upstream_service_time", new(RecordField.ResponseTime, FieldUnit.Milliseconds)),
            ("upstream_service_time", new(RecordField.ResponseTime, FieldUnit.Milliseconds)),
            ("response_flags", new(RecordField.Termination)),
            (":authority", new(RecordField.Host)),
            ("authority", new(RecordField.Host)),
            ("path", new(RecordField.Path)),
            ("x-envoy-origin-path", new(RecordField.Path)),
            ("x-envoy-original-path", new(RecordField.Path)),
            ("user-agent", new(RecordField.UserAgent)),
            ("user_agent", new(RecordField.UserAgent)),
        ],
        Rules =
        [
            s_webSocket,
            new(Outcome.ServiceFailure, StatusFrom: 500, StatusTo: 599),
            .. Flags(Outcome.ServiceFailure, "UH", "UF", "UO", "UT", "UR", "UC", "URX", "UPE", "UMSDR", "LH", "LR", "NC", "DF", "OM"),
            .. Flags(Outcome.NetworkFailure, "DC", "DR"),
        ],
    });

    /// <summary>
    /// nginx with `escape=json` and the variables' own names as keys. Times are those of the variables: `tcpinfo_rtt` microseconds, the others seconds.
    /// </summary>
    public static JsonFormat Nginx { get; } = new(new()
    {
        Name = "nginx-json",
        Fields =
        [
            ("remote_addr", new(RecordField.PeerAddress)),
            ("http_x_forwarded_for", new(RecordField.ForwardedFor)),
            ("x_forwarded_for", new(RecordField.ForwardedFor)),
            ("msec", new(RecordField.Time, FieldUnit.Seconds)),
            ("time_iso8601", new(RecordField.Time, FieldUnit.Iso8601)),
            ("time_local", new(RecordField.Time, FieldUnit.CommonLog)),
            ("timestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("@timestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("time", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("status", new(RecordField.Status)),
            ("request_length", new(RecordField.BytesIn)),
            ("bytes_sent", new(RecordField.BytesOut)),
            ("body_bytes_sent", new(RecordField.BodyBytesOut)),
            ("tcpinfo_rtt", new(RecordField.Rtt, FieldUnit.Microseconds)),
            ("upstream_header_time", new(RecordField.TimeToFirstByte, FieldUnit.Seconds)),
            ("upstream_response_time", new(RecordField.ResponseTime, FieldUnit.Seconds)),
            ("host", new(RecordField.Host)),
            ("http_host", new(RecordField.Host)),
            ("server_name", new(RecordField.Host)),
            ("request_uri", new(RecordField.Path)),
            ("uri", new(RecordField.Path)),
            ("request", new(RecordField.RequestLine)),
            ("http_user_agent", new(RecordField.UserAgent)),
            ("user_agent", new(RecordField.UserAgent)),
        ],
    });

    /// <summary>
    /// Google Cloud's external Application Load Balancers, as exported from Cloud Logging. `latency` is the whole request, so it is not read.
    /// Source: Cloud Load Balancing documentation, "Application Load Balancer logging", statusDetails messages.
    /// </summary>
    public static JsonFormat GoogleCloud { get; } = new(new()
    {
        Name = "gcp-lb",
        Fields =
        [
            ("httpRequest.remoteIp", new(RecordField.PeerAddress)),
            ("timestamp", new(RecordField.Time, FieldUnit.Iso8601)),
            ("httpRequest.status", new(RecordField.Status)),
            ("httpRequest.requestSize", new(RecordField.BytesIn)),
            ("httpRequest.responseSize", new(RecordField.BytesOut)),
            ("httpRequest.requestUrl", new(RecordField.Path)),
            ("httpRequest.userAgent", new(RecordField.UserAgent)),
            ("jsonPayload.statusDetails", new(RecordField.Termination)),
        ],
        Rules =
        [
            s_webSocket,
            new(Outcome.ServiceFailure, StatusFrom: 500, StatusTo: 599),
            new(Outcome.NetworkFailure, Termination: "client_disconnected"),
            new(Outcome.NetworkFailure, Termination: "client_timed_out"),
            new(Outcome.ServiceFailure, Termination: "failed_to_"),
            new(Outcome.ServiceFailure, Termination: "backend_timeout"),
            new(Outcome.ServiceFailure, Termination: "backend_connection_closed"),
        ],
    });

    private static IEnumerable<OutcomeRule> Flags(Outcome outcome, params string[] flags) =>
        flags.Select(flag => new OutcomeRule(outcome, Termination: flag, TerminationMatch: TerminationMatch.ListItem));
}
