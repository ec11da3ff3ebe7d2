using System.Collections.Frozen;

namespace Isobar.Core.Formats.Templates;

/// <summary>
/// What nginx's variables mean. `$request_time` is not used: it runs until the last byte was handed to the kernel, so it grows with the size of the answer and
/// the speed of the client; neither a time to first byte nor a round trip.
/// </summary>
internal static class NginxVariables
{
    private static readonly FrozenDictionary<string, FieldMeaning> s_meanings = new Dictionary<string, FieldMeaning>
    {
        ["remote_addr"] = FieldMeaning.Of(RecordField.PeerAddress),
        ["realip_remote_addr"] = FieldMeaning.Of(RecordField.PeerAddress, rank: 2),
        ["binary_remote_addr"] = FieldMeaning.Ignored,
        ["http_x_forwarded_for"] = FieldMeaning.Of(RecordField.ForwardedFor, shape: FieldShape.List),
        ["proxy_add_x_forwarded_for"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 1, shape: FieldShape.List),
        ["http_forwarded"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 2, shape: FieldShape.List),
        ["http_cf_connecting_ip"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 3),
        ["http_true_client_ip"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 4),
        ["http_x_real_ip"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 5),
        ["proxy_protocol_addr"] = FieldMeaning.Of(RecordField.ForwardedFor, rank: 6),
        ["msec"] = FieldMeaning.Of(RecordField.Time, FieldUnit.Seconds),
        ["time_iso8601"] = FieldMeaning.Of(RecordField.Time, FieldUnit.Iso8601, rank: 1),
        ["time_local"] = FieldMeaning.Of(RecordField.Time, FieldUnit.CommonLog, rank: 2),
        ["status"] = FieldMeaning.Of(RecordField.Status),
        ["request_length"] = FieldMeaning.Of(RecordField.BytesIn),
        ["bytes_sent"] = FieldMeaning.Of(RecordField.BytesOut),
        ["body_bytes_sent"] = FieldMeaning.Of(RecordField.BodyBytesOut),
        ["tcpinfo_rtt"] = FieldMeaning.Of(RecordField.Rtt, FieldUnit.Microseconds),
        ["upstream_header_time"] = FieldMeaning.Of(RecordField.TimeToFirstByte, FieldUnit.Seconds, shape: FieldShape.List),
        ["upstream_response_time"] = FieldMeaning.Of(RecordField.ResponseTime, FieldUnit.Seconds, shape: FieldShape.List),
        ["host"] = FieldMeaning.Of(RecordField.Host),
        ["http_host"] = FieldMeaning.Of(RecordField.Host, rank: 1),
        ["server_name"] = FieldMeaning.Of(RecordField.Host, rank: 2),
        ["request_uri"] = FieldMeaning.Of(RecordField.Path, shape: FieldShape.Path),
        ["request"] = FieldMeaning.Of(RecordField.RequestLine, rank: 1, shape: FieldShape.Request),
        ["uri"] = FieldMeaning.Of(RecordField.Path, rank: 2, shape: FieldShape.Path),
        ["document_uri"] = FieldMeaning.Of(RecordField.Path, rank: 3, shape: FieldShape.Path),
        ["is_args"] = new(FieldBinding.Ignored, 0, FieldShape.Query),
        ["args"] = new(FieldBinding.Ignored, 0, FieldShape.Query),
        ["query_string"] = new(FieldBinding.Ignored, 0, FieldShape.Query),
        ["http_user_agent"] = FieldMeaning.Of(RecordField.UserAgent, shape: FieldShape.Text),
        ["remote_port"] = FieldMeaning.Port,
        ["realip_remote_port"] = FieldMeaning.Port,
    }.ToFrozenDictionary();

    /// <summary>The meaning of a variable, named without its dollar sign.</summary>
    public static FieldMeaning MeaningOf(string variable) =>
        s_meanings.TryGetValue(variable, out FieldMeaning meaning) ? meaning
            : variable.StartsWith("upstream_", StringComparison.Ordinal) ? new(FieldBinding.Ignored, 0, FieldShape.List)
            : FieldMeaning.Ignored;
}
