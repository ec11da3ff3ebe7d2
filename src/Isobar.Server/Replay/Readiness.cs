using Isobar.Core.Formats;

namespace Isobar.Server.Replay;

/// <summary>
/// The readiness verdict: what a log can and cannot show, and how to get what it lacks. Pure: the same report gives the same verdict. The thresholds are those
/// of the statistics that the log would feed; `docs/replay.md` lists them.
/// </summary>
public static class Readiness
{
    /// <summary>Share of clients in proxy networks above which the logged address is a proxy's, not the user's.</summary>
    public const double ProxyShareLimit = 0.20;

    /// <summary>Share of scanner-like records above which totals say little of users.</summary>
    public const double ScannerShareLimit = 0.10;

    /// <summary>Share of records without a country above which the geo data does not fit the traffic.</summary>
    public const double UnlocatedShareLimit = 0.05;

    /// <summary>Share of lines that could not be read above which the format is doubtful.</summary>
    public const double FaultyShareLimit = 0.01;

    /// <summary>Share of traffic that must be testable for a monitor to have the status OK.</summary>
    public const double TestableShareNeeded = 0.50;

    private const long DayMicros = 86_400_000_000;
    private const long BaselineDays = 3;
    private const long Year2000Micros = 946_684_800_000_000;

    /// <summary>The verdict on the log of a report.</summary>
    public static ReadinessVerdict Assess(ReplayReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        LogFamily[] families = [.. report.Files.Where(file => file.Records > 0).Select(file => LogFamilies.Of(file.Format)).Distinct()];
        if (report.Records == 0 || report.FirstMicros is not long first || report.LastMicros is not long last)
        {
            return new([new(FindingSeverity.Missing, "records", "No line became a record, so nothing can be told.", [])], [], "Nothing is detectable without records.");
        }
        ReadinessFinding clientFailures = ClientFailures(report, families);
        List<ReadinessFinding> findings =
        [
            Status(report, families),
            clientFailures,
            RoundTripTime(report, families),
            TimeToFirstByte(report, families),
            .. Sizes(report, families),
            ClientAddresses(report, families),
            .. Scanners(report),
            Period(first, last),
            .. Testable(report),
            .. Unlocated(report),
            .. Clock(first, last),
            .. Unreadable(report),
        ];
        bool lacksField = findings.Any(finding => finding is { Severity: FindingSeverity.Missing, Remedies.Count: > 0 });
        return new(findings, lacksField ? Remedies.Configuration(families) : [], Outlook(report, clientFailures));
    }

    private static ReadinessFinding Status(ReplayReport report, LogFamily[] families)
    {
        if (Has(report, FormatFields.Status) || Has(report, FormatFields.Termination))
        {
            return Good("status", report.Total.ServiceFailures == 0
                ? "The service's failures are told by their status; there are none in this log."
                : $"The service's failures are told by their status: {ReportText.Count(report.Total.ServiceFailures)} of {ReportText.Count(report.Total.Attempts, "attempt")}.");
        }
        return Missing("status", "No status: a failed request looks like a good one.", FormatFields.Status, families);
    }

    private static ReadinessFinding ClientFailures(ReplayReport report, LogFamily[] families)
    {
        if (Has(report, FormatFields.Termination) || report.Total.NetworkFailures > 0)
        {
            return Good("clientFailures", $"Clients that timed out or went away before their answer are seen: {ReportText.Count(report.Total.NetworkFailures)} of "
                + $"{ReportText.Count(report.Total.Attempts, "attempt")}.");
        }
        if (Has(report, FormatFields.Status) && families.Contains(LogFamily.Nginx))
        {
            return new(FindingSeverity.Warning, "clientFailures",
                "No client gave up in this log (no status 408, no 499 without a byte sent): with little traffic that is likely, with much of it the log leaves them out.", []);
        }
        if (Has(report, FormatFields.Status) && families.Contains(LogFamily.NginxOrApache))
        {
            return Missing("clientFailures", "No client failures (status 408, or 499 without a byte sent): if nginx wrote this log, nobody gave up; Apache never logs who did.",
                FormatFields.Termination, families);
        }
        return Missing("clientFailures", "No client failures: users who time out or go away before their answer leave no trace, so an unreachable service looks like a quiet one.",
            FormatFields.Termination, families);
    }

    private static ReadinessFinding RoundTripTime(ReplayReport report, LogFamily[] families) =>
        !Has(report, FormatFields.Rtt)
            ? Missing("roundTripTime", "No round-trip time: a slow network cannot be told from a slow service.", FormatFields.Rtt, families)
            : report.Total.Rtt is { Count: > 0 }
                ? Good("roundTripTime", "Round-trip times are logged, so slow networks are seen.")
                : new(FindingSeverity.Missing, "roundTripTime", "The format has a round-trip time, but no record has a value.", []);

    private static ReadinessFinding TimeToFirstByte(ReplayReport report, LogFamily[] families) =>
        !Has(report, FormatFields.TimeToFirstByte)
            ? Missing("timeToFirstByte",
                "No time to first byte: a slow service is not seen, and places cannot be compared by what users wait for.",
                FormatFields.TimeToFirstByte, families)
            : report.Total.Ttfb is { Count: > 0 }
                ? Good("timeToFirstByte", "Times to first byte are logged, so a slow service is seen.")
                : new(FindingSeverity.Missing, "timeToFirstByte", "The format has a time to first byte, but no record has a value.", []);

    private static IEnumerable<ReadinessFinding> Sizes(ReplayReport report, LogFamily[] families)
    {
        if (!Has(report, FormatFields.BytesOut))
        {
            yield return Missing("bytesOut", "No bytes to clients: traffic is weighed by connections.", FormatFields.BytesOut, families);
        }
        if (!Has(report, FormatFields.BytesIn))
        {
            yield return Missing("bytesIn", "No request lengths: what users send counts for nothing in traffic.", FormatFields.BytesIn, families);
        }
    }

    private static ReadinessFinding ClientAddresses(ReplayReport report, LogFamily[] families)
    {
        double share = Math.Min(report.ProxyClients.Sum(proxy => proxy.Share), 1);
        string names = string.Join(", ", report.ProxyClients.Take(3).Select(proxy => $"{proxy.Name} {ReportText.Percent(proxy.Share)}"));
        if (share > ProxyShareLimit)
        {
            string text = $"{ReportText.Percent(share)} of the clients are in networks of CDNs and proxies ({names}): these are your CDN's addresses, not your users'.";
            return Has(report, FormatFields.Forwarded)
                ? new(FindingSeverity.Warning, "clientAddress", text, ["The log has the forwarded addresses: name these networks in trustedProxies, so that the users' are taken."])
                : new(FindingSeverity.Warning, "clientAddress", text + " Log the forwarded one.", Remedies.For(families, FormatFields.Forwarded));
        }
        return Good("clientAddress", (Has(report, FormatFields.Forwarded) ? "Client addresses are taken from the forwarded ones where a trusted proxy stands between"
            : "No forwarded address, and none seems needed") + (share > 0 ? $": {ReportText.Percent(share)} of the clients are in networks of CDNs and proxies." : "."));
    }

    private static IEnumerable<ReadinessFinding> Scanners(ReplayReport report)
    {
        double share = (double)report.ScannerRecords / report.Records;
        if (share >= ScannerShareLimit)
        {
            yield return new(FindingSeverity.Warning, "scanners",
                $"{ReportText.Percent(share)} of the records look like scanners and probes, not users: the countries and networks above are partly theirs.",
                ["To see the rest, leave out what they ask for, for example --where \"status<400 or status>=500\"."]);
        }
    }

    private static ReadinessFinding Period(long first, long last)
    {
        TimeSpan length = TimeSpan.FromMicroseconds(last - first);
        return last - first < BaselineDays * DayMicros
            ? new(FindingSeverity.Warning, "period", $"The log covers {ReportText.Duration(length)}: a baseline takes {BaselineDays} days, and 1,000 samples of a city-network.",
                ["Give older logs too, also compressed ones: they are merged by time."])
            : Good("period", $"The log covers {ReportText.Duration(length)}: a baseline takes {BaselineDays} days, and 1,000 samples of a city-network.");
    }

    private static IEnumerable<ReadinessFinding> Testable(ReplayReport report)
    {
        if (report.Testable is not TestableTraffic testable)
        {
            yield break;
        }
        bool isEnough = testable.WithinSixHours >= TestableShareNeeded;
        string text = $"About {ReportText.Percent(testable.WithinSixHours)} of the traffic is in city-networks with enough samples to be tested within 6 h, "
            + $"{ReportText.Percent(testable.WithinHour)} within 1 h, {ReportText.Percent(testable.WithinWindow)} within 5 min (estimated from the whole period).";
        if (report.Total.Rtt is { Count: > 0 } || report.Total.Ttfb is { Count: > 0 })
        {
            text += $" For times it is {ReportText.Percent(testable.TimesWithinSixHours)} within 6 h.";
        }
        yield return isEnough
            ? Good("testable", text)
            : new(FindingSeverity.Warning, "testable", text + " The rest is judged by its provider, country or location as a whole.",
                ["Add the logs of all your servers: samples add up."]);
    }

    private static IEnumerable<ReadinessFinding> Unlocated(ReplayReport report)
    {
        double share = (double)report.Unlocated / report.Records;
        if (share > UnlocatedShareLimit)
        {
            yield return new(FindingSeverity.Warning, "unlocated",
                $"{ReportText.Percent(share)} of the records come from addresses that the geo data does not know; private addresses are among them.",
                ["Build an atlas from better data with `isobar atlas build`; look single addresses up with `isobar atlas lookup`."]);
        }
    }

    private static IEnumerable<ReadinessFinding> Clock(long first, long last)
    {
        if (first < Year2000Micros)
        {
            yield return new(FindingSeverity.Warning, "clock", $"The first record is of {EventTime.Readable(first)}: a clock was wrong, or a time was read in the wrong unit.",
                ["Leave such records out with --from."]);
        }
        else if (last - first > 366 * DayMicros)
        {
            yield return new(FindingSeverity.Warning, "clock",
                $"The records spread over {ReportText.Duration(TimeSpan.FromMicroseconds(last - first))}: if the log is shorter, a clock was wrong.",
                ["Choose the period with --from and --to."]);
        }
    }

    private static IEnumerable<ReadinessFinding> Unreadable(ReplayReport report)
    {
        long faulty = report.Rejected.Where(rejected => rejected.Reason.IsFault()).Sum(rejected => rejected.Count);
        if (faulty > FaultyShareLimit * report.Lines)
        {
            yield return new(FindingSeverity.Warning, "unreadable", $"{ReportText.Percent((double)faulty / report.Lines)} of the lines could not be read.",
                ["Look at the first ones at the offsets above; where the format is your own, paste its definition behind --format."]);
        }
    }

    /// <summary>One line for what is detectable now, one for what would be.</summary>
    private static string Outlook(ReplayReport report, ReadinessFinding clientFailures)
    {
        (string Drop, bool Seen)[] drops =
        [
            ("service availability", Has(report, FormatFields.Status) || Has(report, FormatFields.Termination)),
            ("network availability", clientFailures.Severity != FindingSeverity.Missing),
            ("network performance", report.Total.Rtt is { Count: > 0 }),
            ("service performance", report.Total.Ttfb is { Count: > 0 }),
        ];
        string[] seen = [.. drops.Where(drop => drop.Seen).Select(drop => drop.Drop)];
        string[] unseen = [.. drops.Where(drop => !drop.Seen).Select(drop => drop.Drop)];
        // Vanished clients need nothing but traffic.
        string now = $"Detectable with this log: drops of {Join([.. seen, "traffic itself"])}.";
        return unseen.Length == 0 ? now : $"{now} With what is missing, drops of {Join(unseen)} become detectable.";
    }

    private static string Join(string[] words) => words.Length == 1 ? words[0] : $"{string.Join(", ", words[..^1])} and {words[^1]}";

    private static bool Has(ReplayReport report, FormatFields field) => (report.Fields & field) != 0;

    private static ReadinessFinding Good(string code, string text) => new(FindingSeverity.Good, code, text, []);

    private static ReadinessFinding Missing(string code, string text, FormatFields field, LogFamily[] families) =>
        new(FindingSeverity.Missing, code, text, Remedies.For(families, field));
}
