using Isobar.Core.Formats;
using Isobar.Server.Replay;

namespace Isobar.Server.Tests.Replay;

public sealed class ReadinessTests
{
    [Fact]
    public void A_log_with_everything_has_nothing_but_good_findings()
    {
        ReadinessVerdict verdict = Readiness.Assess(SampleReports.Full());
        Assert.All(verdict.Findings, finding => Assert.Equal(FindingSeverity.Good, finding.Severity));
        Assert.Empty(verdict.Configuration);
        Assert.Equal("Detectable with this log: drops of service availability, network availability, network performance, service performance and traffic itself.", verdict.Outlook);
    }

    [Theory]
    [InlineData(FormatFields.Rtt, "roundTripTime")]
    [InlineData(FormatFields.TimeToFirstByte, "timeToFirstByte")]
    [InlineData(FormatFields.BytesIn, "bytesIn")]
    [InlineData(FormatFields.BytesOut, "bytesOut")]
    [InlineData(FormatFields.Status | FormatFields.Termination, "status")]
    public void A_missing_field_is_a_finding_with_a_remedy(FormatFields missing, string code)
    {
        ReadinessFinding finding = Find(SampleReports.Full() with { Fields = SampleReports.Everything & ~missing }, code);
        Assert.Equal(FindingSeverity.Missing, finding.Severity);
        Assert.StartsWith("HAProxy: add %", Assert.Single(finding.Remedies), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$remote_addr $status [$time_local]", "nginx: add $tcpinfo_rtt")]
    [InlineData("nginx-main", "nginx: add $tcpinfo_rtt")]
    [InlineData("%h %t %>s", "Apache has no variable")]
    [InlineData("%ci:%cp [%tr] %ST", "HAProxy: add %[fc_rtt(us)]")]
    [InlineData("cloudflare", "Cloudflare: choose the field ClientTCPRTTMs")]
    [InlineData("alb", "This format's fields are fixed")]
    [InlineData("vpc-flow", "Flow records do not have it")]
    [InlineData("caddy", "Log it in a field of its own")]
    public void The_remedy_is_that_of_the_server_which_wrote_the_log(string format, string remedy)
    {
        ReadinessFinding finding = Find(SampleReports.Poor() with { Files = [new("a", format, false, 9, 9)] }, "roundTripTime");
        Assert.StartsWith(remedy, Assert.Single(finding.Remedies), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_servers_each_gets_its_advice_and_none_a_whole_line()
    {
        ReplayReport report = SampleReports.Poor() with { Files = [new("a", "nginx-main", false, 9, 9), new("b", "haproxy-http", false, 9, 9), new("c", "alb", false, 9, 0)] };
        Assert.Equal(["nginx: add $tcpinfo_rtt to log_format.", "HAProxy: add %[fc_rtt(us)] to log-format."], Find(report, "roundTripTime").Remedies);
        Assert.Empty(Readiness.Assess(report).Configuration);
    }

    [Fact]
    public void A_format_of_two_servers_gets_the_lines_of_both()
    {
        IReadOnlyList<string> lines = Readiness.Assess(SampleReports.Poor()).Configuration;
        Assert.Contains(lines, line => line.StartsWith("log_format isobar '", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("LogFormat \"%h ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nginx-main", 0, FindingSeverity.Warning, "No client gave up in this log")]
    [InlineData("combined", 0, FindingSeverity.Missing, "No client failures (status 408")]
    [InlineData("%h %t %>s", 0, FindingSeverity.Missing, "No client failures: users")]
    [InlineData("combined", 3, FindingSeverity.Good, "Clients that timed out or went away before their answer are seen: 3 of 5,310")]
    public void Client_failures_are_judged_by_what_the_server_can_log(string format, long failures, FindingSeverity severity, string text)
    {
        ReplayReport poor = SampleReports.Poor();
        ReadinessFinding finding = Find(poor with { Files = [new("a", format, false, 9, 9)], Total = poor.Total with { NetworkFailures = failures } }, "clientFailures");
        Assert.Equal(severity, finding.Severity);
        Assert.StartsWith(text, finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_field_without_a_value_is_missing()
    {
        ReplayReport full = SampleReports.Full();
        ReadinessVerdict verdict = Readiness.Assess(full with { Total = full.Total with { Rtt = null, Ttfb = new() } });
        Assert.Equal(["roundTripTime", "timeToFirstByte"], verdict.Findings.Where(finding => finding.Severity == FindingSeverity.Missing).Select(finding => finding.Code));
        Assert.EndsWith("With what is missing, drops of network performance and service performance become detectable.", verdict.Outlook, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.20, FormatFields.None, FindingSeverity.Good, 0)]
    [InlineData(0.21, FormatFields.None, FindingSeverity.Warning, 1)]
    [InlineData(0.21, FormatFields.Forwarded, FindingSeverity.Warning, 1)]
    public void Many_clients_in_proxy_networks_are_proxies(double share, FormatFields forwarded, FindingSeverity severity, int remedies)
    {
        FormatFields fields = SampleReports.Everything & ~FormatFields.Forwarded | forwarded;
        ReadinessFinding finding = Find(SampleReports.Full() with { Fields = fields, ProxyClients = [("Passage CDN", share - 0.05), ("Relay", 0.05)] }, "clientAddress");
        Assert.Equal((severity, remedies), (finding.Severity, finding.Remedies.Count));
        Assert.All(finding.Remedies, remedy => Assert.Contains("trustedProxies", remedy, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("scanners", 128_431, 128_430)]
    [InlineData("unlocated", 64_216, 64_215)]
    [InlineData("unreadable", 12_845, 12_844)]
    public void Shares_over_their_limit_are_warned_of(string code, long over, long under)
    {
        Assert.Equal(FindingSeverity.Warning, Find(With(over), code).Severity);
        Assert.DoesNotContain(Readiness.Assess(With(under)).Findings, finding => finding.Code == code);

        ReplayReport With(long count) => code switch
        {
            "scanners" => SampleReports.Full() with { ScannerRecords = count },
            "unlocated" => SampleReports.Full() with { Unlocated = count },
            _ => SampleReports.Full() with { Rejected = [new(ParseError.Comment, 999_999, []), new(ParseError.Truncated, count, [])] },
        };
    }

    [Theory]
    [InlineData(3 * 86_400, FindingSeverity.Good)]
    [InlineData(3 * 86_400 - 1, FindingSeverity.Warning)]
    public void A_baseline_takes_three_days(long seconds, FindingSeverity severity)
    {
        ReplayReport full = SampleReports.Full();
        Assert.Equal(severity, Find(full with { LastMicros = full.FirstMicros + seconds * 1_000_000 }, "period").Severity);
    }

    [Fact]
    public void Clocks_that_cannot_be_right_are_warned_of()
    {
        ReplayReport full = SampleReports.Full();
        Assert.Contains("1970-01-01 00:00:00", Find(full with { FirstMicros = 0 }, "clock").Text, StringComparison.Ordinal);
        Assert.Contains("400 d", Find(full with { LastMicros = full.FirstMicros + 400L * 86_400_000_000 }, "clock").Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Readiness.Assess(full).Findings, finding => finding.Code == "clock");
    }

    [Theory]
    [InlineData(0.5, FindingSeverity.Good)]
    [InlineData(0.49, FindingSeverity.Warning)]
    public void Half_of_the_traffic_must_be_testable(double share, FindingSeverity severity) =>
        Assert.Equal(severity, Find(SampleReports.Full() with { Testable = new(0, 0.1, share, 0) }, "testable").Severity);

    [Fact]
    public void Without_records_nothing_is_claimed()
    {
        ReadinessVerdict verdict = Readiness.Assess(SampleReports.Empty());
        Assert.Equal("records", Assert.Single(verdict.Findings).Code);
        Assert.Equal("Nothing is detectable without records.", verdict.Outlook);
    }

    [Fact]
    public void Testable_traffic_is_that_of_city_networks_with_twelve_votes_a_span()
    {
        const long Day = 86_400_000_000;
        CityNetworkSamples[] cityNetworks =
        [
            new(500, 12 * 288, 29 * 4), // twelve votes every five minutes
            new(300, 12 * 24, 29 * 4 - 1), // every hour
            new(150, 12 * 4, 0), // every six hours
            new(50, 12 * 4 - 1, 0),
        ];
        Assert.Equal(new TestableTraffic(0.5, 0.8, 0.95, 0.5), TestableTraffic.Estimate(cityNetworks, Day));
        Assert.Equal(new TestableTraffic(0, 0, 0, 0), TestableTraffic.Estimate([], Day));
        Assert.Equal(new TestableTraffic(1, 1, 1, 1), TestableTraffic.Estimate([new(1, 12, 29)], 0));
    }

    private static ReadinessFinding Find(ReplayReport report, string code) => Assert.Single(Readiness.Assess(report).Findings, finding => finding.Code == code);
}
