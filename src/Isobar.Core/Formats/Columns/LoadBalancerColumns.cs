using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// Access logs of AWS load balancers: fixed columns, one space between them, new ones only at the end.
/// Source: Elastic Load Balancing user guides, "Access logs for your Application / Network / Classic Load Balancer".
/// </summary>
internal static class LoadBalancerColumns
{
    /// <summary>460: the client closed the connection before the load balancer's idle time-out ran out, so it never got the answer.</summary>
    private static readonly OutcomeRule[] s_rules = [new(Outcome.NetworkFailure, StatusFrom: 460, StatusTo: 460)];

    /// <summary>
    /// The three processing times follow one another (taken in, waiting for the target's header, waiting to send), so their sum is the time to first byte;
    /// -1 in one of them leaves it unknown.
    /// </summary>
    private static readonly ColumnTable s_table = new(
        ("client:port", new(RecordField.PeerAddress)),
        ("time", new(RecordField.Time, FieldUnit.Iso8601)),
        ("request_processing_time", new(RecordField.TimeToFirstBytePart, FieldUnit.Seconds)),
        ("target_processing_time", new(RecordField.TimeToFirstBytePart, FieldUnit.Seconds)),
        ("response_processing_time", new(RecordField.TimeToFirstBytePart, FieldUnit.Seconds)),
        ("elb_status_code", new(RecordField.Status)),
        ("received_bytes", new(RecordField.BytesIn)),
        ("sent_bytes", new(RecordField.BytesOut)),
        ("request", new(RecordField.RequestLine)),
        ("user_agent", new(RecordField.UserAgent)));

    /// <summary>Application Load Balancer.</summary>
    public static ColumnFormat Application { get; } = new(new()
    {
        Name = "alb",
        Splits = [ColumnSplit.QuotedSpace],
        Table = s_table,
        DefaultColumns = "type time elb client:port target:port request_processing_time target_processing_time response_processing_time elb_status_code "
            + "target_status_code received_bytes sent_bytes request user_agent",
        FewestDefaultColumns = 14,
        Rules = s_rules,
    });

    /// <summary>Classic Load Balancer. Its TCP listeners log no request and no status.</summary>
    public static ColumnFormat Classic { get; } = new(new()
    {
        Name = "elb",
        Splits = [ColumnSplit.QuotedSpace],
        Table = s_table,
        DefaultColumns = "time elb client:port backend:port request_processing_time target_processing_time response_processing_time elb_status_code "
            + "backend_status_code received_bytes sent_bytes request user_agent",
        // The first years of the service had no user agent.
        FewestDefaultColumns = 12,
        Rules = s_rules,
    });

    /// <summary>
    /// TLS listener of a Network Load Balancer: one line a connection, no status, so no outcome. The handshake is timed from the established TCP connection to
    /// the client's Finished: one round trip (RFC 8446 and, from the server's side, RFC 5246 alike) plus what the client takes to compute, and one more after a
    /// HelloRetryRequest. So it is an upper bound of the round-trip time; its own measurement method keeps it apart from others.
    /// </summary>
    public static ColumnFormat NetworkTls { get; } = new(
        new()
        {
            Name = "nlb-tls",
            Splits = [ColumnSplit.QuotedSpace],
            Table = new(
                ("client:port", new(RecordField.PeerAddress)),
                ("time", new(RecordField.Time, FieldUnit.Iso8601)),
                ("tls_handshake_time", new(RecordField.Rtt, FieldUnit.Milliseconds)),
                ("received_bytes", new(RecordField.BytesIn)),
                ("sent_bytes", new(RecordField.BytesOut)),
                ("domain_name", new(RecordField.Host))),
            DefaultColumns = "type version time elb listener client:port destination:port connection_time tls_handshake_time received_bytes sent_bytes "
                + "incoming_tls_alert chosen_cert_arn chosen_cert_serial tls_cipher tls_protocol_version tls_named_group domain_name",
            FewestDefaultColumns = 18,
        },
        MeasurementMethod.TlsHandshake);
}
