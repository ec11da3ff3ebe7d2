using Isobar.Core.Formats.Columns;
using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Json;

/// <summary>Logs of content delivery networks.</summary>
internal static class CdnJson
{
    /// <summary>
    /// Cloudflare Logpush, data set HTTP requests. Times are RFC 3339, Unix seconds or Unix nanoseconds, as the job was set up. A status 0 has no answer to
    /// judge by. Requests whose source is no eyeball (Workers, health checks, crawlers) come from Cloudflare itself. Source: Cloudflare's log field reference, "HTTP requests".
    /// </summary>
    public static JsonFormat Cloudflare { get; } = new(new()
    {
        Name = "cloudflare",
        Fields =
        [
            ("ClientIP", new(RecordField.PeerAddress)),
            ("EdgeStartTimestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("EdgeEndTimestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("EdgeResponseStatus", new(RecordField.Status)),
            ("ClientRequestBytes", new(RecordField.BytesIn)),
            ("EdgeResponseBytes", new(RecordField.BytesOut)),
            ("ClientTCPRTTMs", new(RecordField.Rtt, FieldUnit.Milliseconds)),
            ("EdgeTimeToFirstByteMs", new(RecordField.TimeToFirstByte, FieldUnit.Milliseconds)),
            ("ClientRequestHost", new(RecordField.Host)),
            ("ClientRequestURI", new(RecordField.Path)),
            ("ClientRequestPath", new(RecordField.Path)),
            ("ClientRequestUserAgent", new(RecordField.UserAgent)),
            ("EdgeColoCode", new(RecordField.EdgeLocation)),
            ("ClientRequestSource", new(RecordField.Kind)),
        ],
        Rules = [new(Outcome.Unknown, StatusFrom: 0, StatusTo: 0)],
        Kinds = new(["eyeball", "unknown"], [], required: false),
    });

    /// <summary>CloudFront's real-time and standard logs, delivered as JSON: the names of the columns as members.</summary>
    public static JsonFormat CloudFront { get; } = new(new()
    {
        Name = "cloudfront-json",
        Fields = CloudFrontColumns.Fields,
        Rules = CloudFrontColumns.Rules,
        IsPercentEncoded = true,
    });

    /// <summary>
    /// Fastly, the JSON of its own logging example. `fastly_server` names a cache (`cache-cdg20764-CDG`): its last part is the point of presence.
    /// </summary>
    public static JsonFormat Fastly { get; } = new(new()
    {
        Name = "fastly",
        Fields =
        [
            ("client_ip", new(RecordField.PeerAddress)),
            ("timestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
            ("response_status", new(RecordField.Status)),
            ("response_body_size", new(RecordField.BodyBytesOut)),
            ("host", new(RecordField.Host)),
            ("url", new(RecordField.Path)),
            ("request_user_agent", new(RecordField.UserAgent)),
            ("fastly_server", new(RecordField.EdgeLocation)),
        ],
        EdgeIsSuffix = true,
    });
}
