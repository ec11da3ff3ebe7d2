using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// Amazon CloudFront: standard logs (W3C header, tabs between values) and real-time logs (tabs, the fields that were chosen for the stream).
/// Source: CloudFront Developer Guide, "Standard logging reference" and "Use real-time access logs".
/// </summary>
internal static class CloudFrontColumns
{
    /// <summary>
    /// A 5xx is the service's, even where the viewer went away as well. Status 000 means that the viewer closed the connection before CloudFront could
    /// answer; ClientCommError that sending to the viewer failed; ClientHungUpRequest that the viewer stopped while sending. Failures of the origin are
    /// named one by one, since OriginShieldHit begins like them and is a hit.
    /// </summary>
    public static IReadOnlyList<OutcomeRule> Rules { get; } =
    [
        new(Outcome.ServiceFailure, StatusFrom: 500, StatusTo: 599),
        new(Outcome.NetworkFailure, StatusFrom: 0, StatusTo: 0),
        .. Named(Outcome.NetworkFailure, "ClientCommError", "ClientHungUpRequest"),
        .. Named(
            Outcome.ServiceFailure, "AbortedOrigin", "OriginCommError", "OriginConnectError", "OriginContentRangeLengthError", "OriginDnsError", "OriginError",
            "OriginHeaderTooBigError", "OriginInvalidResponseError", "OriginReadError", "OriginWriteError", "OriginZeroSizeObjectError"),
    ];

    /// <summary>The fields by name, for columns and for JSON. Standard logs write `cs(User-Agent)` where real-time logs write `cs-user-agent`.</summary>
    public static (string Name, FieldBinding Binding)[] Fields { get; } =
    [
        ("c-ip", new(RecordField.PeerAddress)),
        ("x-forwarded-for", new(RecordField.ForwardedFor)),
        ("timestamp", new(RecordField.Time, FieldUnit.UnixOrIso8601)),
        ("timestamp(ms)", new(RecordField.Time, FieldUnit.Milliseconds)),
        ("date", new(RecordField.Date)),
        ("time", new(RecordField.TimeOfDay)),
        ("sc-status", new(RecordField.Status)),
        ("cs-bytes", new(RecordField.BytesIn)),
        ("sc-bytes", new(RecordField.BytesOut)),
        ("time-to-first-byte", new(RecordField.TimeToFirstByte, FieldUnit.Seconds)),
        ("x-edge-detailed-result-type", new(RecordField.Termination)),
        ("x-edge-location", new(RecordField.EdgeLocation)),
        ("x-host-header", new(RecordField.Host)),
        ("cs(Host)", new(RecordField.Host)),
        ("cs-host", new(RecordField.Host)),
        ("cs-uri-stem", new(RecordField.Path)),
        ("cs(User-Agent)", new(RecordField.UserAgent)),
        ("cs-user-agent", new(RecordField.UserAgent)),
    ];

    /// <summary>Standard logs. Without a header they have the documented order; logs before 2019 end at fle-encrypted-fields, older ones at cs-protocol-version.</summary>
    public static ColumnFormat Standard { get; } = new(new()
    {
        Name = "cloudfront",
        Splits = [ColumnSplit.Tab],
        Headers = HeaderStyle.W3c,
        Table = new(Fields),
        Required = ["x-edge-location"],
        DefaultColumns = "date time x-edge-location sc-bytes c-ip cs-method cs(Host) cs-uri-stem sc-status cs(Referer) cs(User-Agent) cs-uri-query cs(Cookie) "
            + "x-edge-result-type x-edge-request-id x-host-header cs-protocol cs-bytes time-taken x-forwarded-for ssl-protocol ssl-cipher "
            + "x-edge-response-result-type cs-protocol-version fle-status fle-encrypted-fields c-port time-to-first-byte x-edge-detailed-result-type "
            + "sc-content-type sc-content-len sc-range-start sc-range-end",
        FewestDefaultColumns = 24,
        Rules = Rules,
        Coding = TextCoding.Percent,
    });

    /// <summary>Real-time logs with all fields, in the order in which CloudFront lists them; who chose fewer writes them behind the name.</summary>
    public static ColumnFormat RealTime { get; } = new(new()
    {
        Name = "cloudfront-realtime",
        Splits = [ColumnSplit.Tab],
        Table = new(Fields),
        DefaultColumns = "timestamp c-ip time-to-first-byte sc-status sc-bytes cs-method cs-protocol cs-host cs-uri-stem cs-bytes x-edge-location "
            + "x-edge-request-id x-host-header time-taken cs-protocol-version c-ip-version cs-user-agent cs-referer cs-cookie cs-uri-query "
            + "x-edge-response-result-type x-forwarded-for ssl-protocol ssl-cipher x-edge-result-type fle-encrypted-fields fle-status sc-content-type "
            + "sc-content-len sc-range-start sc-range-end c-port x-edge-detailed-result-type c-country cs-accept-encoding cs-accept "
            + "cache-behavior-path-pattern cs-headers cs-header-names cs-headers-count",
        FewestDefaultColumns = 33,
        Rules = Rules,
        Coding = TextCoding.Percent,
    });

    private static IEnumerable<OutcomeRule> Named(Outcome outcome, params string[] results) =>
        results.Select(result => new OutcomeRule(outcome, Termination: result, TerminationMatch: TerminationMatch.Whole));
}
