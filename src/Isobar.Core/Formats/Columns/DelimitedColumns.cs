namespace Isobar.Core.Formats.Columns;

/// <summary>CSV and TSV with a header that names the columns by words in common use. Units are part of a name; a duration without one is not read.</summary>
internal static class DelimitedColumns
{
    private static readonly (string Suffix, FieldUnit Unit)[] s_units =
    [
        ("_us", FieldUnit.Microseconds), ("_micros", FieldUnit.Microseconds), ("_microseconds", FieldUnit.Microseconds), ("_usec", FieldUnit.Microseconds),
        ("_ms", FieldUnit.Milliseconds), ("_millis", FieldUnit.Milliseconds), ("_milliseconds", FieldUnit.Milliseconds), ("_msec", FieldUnit.Milliseconds),
        ("_ns", FieldUnit.Nanoseconds), ("_nanos", FieldUnit.Nanoseconds), ("_nanoseconds", FieldUnit.Nanoseconds),
        ("_s", FieldUnit.Seconds), ("_sec", FieldUnit.Seconds), ("_secs", FieldUnit.Seconds), ("_seconds", FieldUnit.Seconds),
    ];

    private static readonly ColumnTable s_table = new(
    [
        .. Named(
            RecordField.PeerAddress, FieldUnit.None, "client_ip", "clientip", "client_address", "client_addr", "client", "c_ip", "remote_addr", "remote_address",
            "remote_ip", "src_ip", "srcip", "source_ip", "src_addr", "ip", "ip_address", "address", "peer"),
        .. Named(RecordField.ForwardedFor, FieldUnit.None, "x_forwarded_for", "http_x_forwarded_for", "forwarded_for", "forwarded", "xff"),
        .. Timed(RecordField.Time, "timestamp", "time", "ts", "epoch", "unix_time"),
        .. Named(RecordField.Time, FieldUnit.UnixOrIso8601, "timestamp", "time_iso8601", "@timestamp", "datetime", "date_time", "time", "ts", "epoch", "unix_time", "msec"),
        .. Named(RecordField.Time, FieldUnit.CommonLog, "time_local"),
        .. Named(RecordField.Date, FieldUnit.None, "date"),
        .. Named(RecordField.Status, FieldUnit.None, "status", "status_code", "http_status", "response_status", "response_code", "sc_status"),
        .. Named(RecordField.BytesIn, FieldUnit.None, "bytes_in", "bytes_received", "received_bytes", "request_bytes", "request_length", "request_size", "cs_bytes"),
        .. Named(
            RecordField.BytesOut, FieldUnit.None, "bytes_out", "bytes_sent", "sent_bytes", "response_bytes", "response_size", "sc_bytes", "bytes", "size"),
        .. Named(RecordField.BodyBytesOut, FieldUnit.None, "body_bytes_sent", "body_bytes_out", "body_bytes", "response_body_size", "content_length"),
        .. Timed(RecordField.Rtt, "rtt", "srtt", "tcp_rtt", "client_rtt", "client_tcp_rtt", "tcpinfo_rtt", "round_trip_time"),
        .. Named(RecordField.Rtt, FieldUnit.Microseconds, "tcpinfo_rtt"),
        .. Timed(RecordField.TimeToFirstByte, "ttfb", "time_to_first_byte", "first_byte", "upstream_header_time"),
        .. Timed(RecordField.ResponseTime, "response_time", "upstream_response_time", "service_time", "upstream_time"),
        .. Named(RecordField.RequestLine, FieldUnit.None, "request"),
        .. Named(RecordField.Path, FieldUnit.None, "path", "uri", "url", "request_uri", "request_path", "cs_uri_stem"),
        .. Named(RecordField.Host, FieldUnit.None, "host", "http_host", "hostname", "server_name", "vhost", "virtual_host", "domain"),
        .. Named(RecordField.UserAgent, FieldUnit.None, "user_agent", "useragent", "http_user_agent", "agent", "ua"),
        .. Named(RecordField.EdgeLocation, FieldUnit.None, "edge_location", "edge", "pop", "colo", "edge_colo_code"),
    ]);

    /// <summary>Values between commas, semicolons or bars, whichever the header has, with RFC 4180 quotes.</summary>
    public static ColumnFormat Csv { get; } = Make("csv", ColumnSplit.Delimited(','), ColumnSplit.Delimited(';'), ColumnSplit.Delimited('|'));

    /// <summary>Values between tabs.</summary>
    public static ColumnFormat Tsv { get; } = Make("tsv", ColumnSplit.Delimited('\t'));

    private static ColumnFormat Make(string name, params ColumnSplit[] splits) => new(new()
    {
        Name = name,
        Splits = splits,
        Headers = HeaderStyle.FirstLine,
        Table = s_table,
        Normalise = Spell,
    });

    /// <summary>`Client-IP`, `client ip` and `client.ip` are `client_ip`.</summary>
    private static string Spell(string name) => string.Create(name.Length, name, static (target, source) =>
    {
        for (int i = 0; i < target.Length; i++)
        {
            target[i] = source[i] is ' ' or '-' or '.' ? '_' : char.ToLowerInvariant(source[i]);
        }
    });

    private static IEnumerable<(string Name, FieldBinding Binding)> Named(RecordField field, FieldUnit unit, params string[] names) =>
        names.Select(name => (name, new FieldBinding(field, unit)));

    private static IEnumerable<(string Name, FieldBinding Binding)> Timed(RecordField field, params string[] names) =>
        names.SelectMany(name => s_units.Select(unit => (name + unit.Suffix, new FieldBinding(field, unit.Unit))));
}
