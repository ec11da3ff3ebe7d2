using Isobar.Core.Traffic;

namespace Isobar.Core.Formats.Columns;

/// <summary>
/// The W3C extended log format as IIS and others write it. `time-taken` spans the whole request with its sending to the client, so it is no time to first
/// byte and is not read. Source: W3C working draft WD-logfile-960323; Microsoft, "W3C Logging" and "System Error Codes".
/// </summary>
internal static class W3cColumns
{
    /// <summary>
    /// Windows' error of the request: 121 (the client let a send time out) is always the network's; 64 (the network name is gone: the client reset) and 1236
    /// (the connection was aborted) only where nothing was sent, since a client that got everything may close as it likes. A log without `sc-bytes` cannot
    /// tell, and counts as nothing sent.
    /// </summary>
    private static readonly OutcomeRule[] s_rules =
    [
        new(Outcome.ServiceFailure, StatusFrom: 500, StatusTo: 599),
        new(Outcome.NetworkFailure, Termination: "121", TerminationMatch: TerminationMatch.Whole),
        new(Outcome.NetworkFailure, Termination: "64", SentNothing: true, TerminationMatch: TerminationMatch.Whole),
        new(Outcome.NetworkFailure, Termination: "1236", SentNothing: true, TerminationMatch: TerminationMatch.Whole),
    ];

    /// <summary>
    /// FTP and SMTP services of IIS log in the same format: their commands (RFC 959, RFC 5321), the numbered ones of the old FTP service (`[2]USER`),
    /// and the channel events of the new one are no HTTP requests.
    /// </summary>
    private static readonly string[] s_otherProtocols =
    [
        "[", "USER", "PASS", "QUIT", "CWD", "CDUP", "PWD", "XPWD", "PASV", "EPSV", "EPRT", "PORT", "TYPE", "LIST", "NLST", "RETR", "STOR", "STOU", "APPE",
        "DELE", "RMD", "MKD", "RNFR", "RNTO", "NOOP", "SYST", "FEAT", "AUTH", "PBSZ", "PROT", "SIZE", "MDTM", "ControlChannel", "DataChannel",
        "EHLO", "HELO", "MAIL", "RCPT", "DATA", "RSET", "VRFY", "STARTTLS",
    ];

    /// <summary>IIS and whoever else writes `#Fields:`.</summary>
    public static ColumnFormat Extended { get; } = new(new()
    {
        Name = "w3c",
        Splits = [ColumnSplit.Whitespace],
        Headers = HeaderStyle.W3c,
        Table = new(
            ("c-ip", new(RecordField.PeerAddress)),
            ("X-Forwarded-For", new(RecordField.ForwardedFor)),
            ("cs(X-Forwarded-For)", new(RecordField.ForwardedFor)),
            ("date", new(RecordField.Date)),
            ("time", new(RecordField.TimeOfDay)),
            ("cs-method", new(RecordField.Kind)),
            ("sc-status", new(RecordField.Status)),
            ("cs-bytes", new(RecordField.BytesIn)),
            ("sc-bytes", new(RecordField.BytesOut)),
            ("sc-win32-status", new(RecordField.Termination)),
            ("cs-host", new(RecordField.Host)),
            ("cs(Host)", new(RecordField.Host)),
            ("cs-uri-stem", new(RecordField.Path)),
            ("cs-uri", new(RecordField.Path)),
            ("cs(User-Agent)", new(RecordField.UserAgent))),
        Rules = s_rules,
        Kinds = new([], s_otherProtocols, required: false),
        Coding = TextCoding.Plus,
        QuietTermination = "0",
    });
}
