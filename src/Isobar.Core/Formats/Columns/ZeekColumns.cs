using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// Zeek's `conn.log` and `http.log`, tab separated or JSON. Source: Zeek's script reference, base/protocols/conn/main.zeek and base/protocols/http/main.zeek.
/// </summary>
internal static class ZeekColumns
{
    /// <summary>
    /// The state of a connection, judged for the service that the client reached. A sensor sees scans, half of asymmetric paths and cut captures, so what is
    /// not sure says nothing: no answer (S0), a refusal (REJ), half-open ones (RSTOS0, RSTRH, SH, SHR), midstream traffic (OTH), and an originator that
    /// resets without an answer (RSTO: every SYN scan of an open port). A responder that resets a connection it had accepted, without a byte sent, has failed.
    /// The longer names stand first, since a rule matches the start.
    /// </summary>
    public static IReadOnlyList<OutcomeRule> ConnRules { get; } =
    [
        new(Outcome.Unknown, Termination: "S0"),
        new(Outcome.Unknown, Termination: "REJ"),
        new(Outcome.Unknown, Termination: "RSTOS0"),
        new(Outcome.Unknown, Termination: "RSTRH"),
        new(Outcome.Unknown, Termination: "SH"),
        new(Outcome.Unknown, Termination: "OTH"),
        new(Outcome.Unknown, Termination: "RSTO", SentNothing: true),
        new(Outcome.ServiceFailure, Termination: "RSTR", SentNothing: true),
    ];

    /// <summary>`conn.log`: the originator is the client. `duration` is the connection's life, no round trip.</summary>
    public static (string Name, FieldBinding Binding)[] ConnFields { get; } =
    [
        ("id.orig_h", new(RecordField.PeerAddress)),
        ("ts", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
        ("orig_bytes", new(RecordField.BytesIn)),
        ("resp_bytes", new(RecordField.BytesOut)),
        ("conn_state", new(RecordField.Termination)),
    ];

    /// <summary>`http.log`: one request each; the lengths are those of the bodies.</summary>
    public static (string Name, FieldBinding Binding)[] HttpFields { get; } =
    [
        ("id.orig_h", new(RecordField.PeerAddress)),
        ("ts", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
        ("status_code", new(RecordField.Status)),
        ("request_body_len", new(RecordField.BytesIn)),
        ("response_body_len", new(RecordField.BodyBytesOut)),
        ("host", new(RecordField.Host)),
        ("uri", new(RecordField.Path)),
        ("user_agent", new(RecordField.UserAgent)),
    ];

    /// <summary>`conn.log`, tab separated.</summary>
    public static ColumnFormat Conn { get; } = new(
        new()
        {
            Name = "zeek-conn",
            Splits = [ColumnSplit.Tab],
            Headers = HeaderStyle.Zeek,
            Table = new(ConnFields),
            Required = ["id.orig_h", "conn_state"],
            Rules = ConnRules,
        },
        MeasurementMethod.Flow);

    /// <summary>`http.log`, tab separated.</summary>
    public static ColumnFormat Http { get; } = new(new()
    {
        Name = "zeek-http",
        Splits = [ColumnSplit.Tab],
        Headers = HeaderStyle.Zeek,
        Table = new(HttpFields),
        Required = ["id.orig_h", "status_code"],
    });
}
