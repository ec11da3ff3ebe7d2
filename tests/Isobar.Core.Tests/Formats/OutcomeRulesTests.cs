using System.Text;
using Isobar.Core.Formats;
using Isobar.Core.Traffic;

namespace Isobar.Core.Tests.Formats;

public sealed class OutcomeRulesTests
{
    [Theory]
    [InlineData(200, 10, Outcome.Ok)]
    [InlineData(304, 0, Outcome.Ok)]
    [InlineData(404, 10, Outcome.Ok)]
    [InlineData(408, 0, Outcome.NetworkFailure)]
    [InlineData(444, 0, Outcome.Ok)]
    [InlineData(494, 0, Outcome.Ok)]
    [InlineData(497, 0, Outcome.Ok)]
    [InlineData(499, 0, Outcome.NetworkFailure)]
    [InlineData(499, -1, Outcome.NetworkFailure)]
    [InlineData(499, 10, Outcome.Ok)]
    [InlineData(500, 10, Outcome.ServiceFailure)]
    [InlineData(599, 0, Outcome.ServiceFailure)]
    [InlineData(600, 0, Outcome.Ok)]
    [InlineData(0, 0, Outcome.Ok)]
    [InlineData(-1, 0, Outcome.Unknown)]
    public void Status_alone_decides_as_documented(int status, long bytesOut, Outcome expected) =>
        Assert.Equal(expected, OutcomeRules.Default.Decide(status, default, bytesOut));

    [Fact]
    public void The_users_rules_come_before_the_formats_and_those_before_the_common_ones()
    {
        var rules = new OutcomeRules([new(Outcome.Ok, StatusFrom: 503), new(Outcome.NetworkFailure, Format: "Other", StatusFrom: 500)]);
        OutcomeRules mine = rules.For("mine", [new(Outcome.NetworkFailure, Termination: "cD"), new(Outcome.NetworkFailure, StatusFrom: 503)]);
        Assert.Equal(Outcome.Ok, mine.Decide(503, default, 0));
        Assert.Equal(Outcome.NetworkFailure, mine.Decide(500, "cD--"u8, 0));
        Assert.Equal(Outcome.ServiceFailure, mine.Decide(500, "--"u8, 0));
        Assert.Equal(Outcome.NetworkFailure, rules.For("other", []).Decide(500, default, 0));
    }

    [Fact]
    public void A_rule_may_turn_a_good_status_into_a_failure()
    {
        OutcomeRules rules = new OutcomeRules([new(Outcome.ServiceFailure, StatusFrom: 200, StatusTo: 299, SentNothing: true)]).For("any", []);
        Assert.Equal(Outcome.ServiceFailure, rules.Decide(200, default, 0));
        Assert.Equal(Outcome.Ok, rules.Decide(200, default, 1));
    }

    [Theory]
    [InlineData("----", 200, Outcome.Ok)]
    [InlineData("----", 503, Outcome.ServiceFailure)]
    [InlineData("--VR", 200, Outcome.Ok)]
    [InlineData("LR--", 302, Outcome.Ok)]
    [InlineData("PR--", 403, Outcome.Ok)]
    [InlineData("PR--", 503, Outcome.ServiceFailure)]
    [InlineData("PT--", 500, Outcome.Ok)]
    [InlineData("CT--", 500, Outcome.Ok)]
    [InlineData("cR--", 408, Outcome.NetworkFailure)]
    [InlineData("CR--", 400, Outcome.NetworkFailure)]
    [InlineData("CD--", 200, Outcome.NetworkFailure)]
    [InlineData("cD", -1, Outcome.NetworkFailure)]
    [InlineData("CC--", 503, Outcome.NetworkFailure)]
    [InlineData("CH--", -1, Outcome.NetworkFailure)]
    [InlineData("cH--", 408, Outcome.NetworkFailure)]
    [InlineData("CQ--", 503, Outcome.NetworkFailure)]
    [InlineData("SC", -1, Outcome.ServiceFailure)]
    [InlineData("sC--", 503, Outcome.ServiceFailure)]
    [InlineData("SD--", 200, Outcome.ServiceFailure)]
    [InlineData("sD--", 200, Outcome.ServiceFailure)]
    [InlineData("SH--", 502, Outcome.ServiceFailure)]
    [InlineData("sH--", 504, Outcome.ServiceFailure)]
    [InlineData("sQ--", 503, Outcome.ServiceFailure)]
    [InlineData("PC--", 503, Outcome.ServiceFailure)]
    [InlineData("PD--", 200, Outcome.ServiceFailure)]
    [InlineData("PH--", 502, Outcome.ServiceFailure)]
    [InlineData("RC", -1, Outcome.ServiceFailure)]
    [InlineData("IH--", 500, Outcome.ServiceFailure)]
    [InlineData("DD--", 200, Outcome.ServiceFailure)]
    [InlineData("UD--", 200, Outcome.ServiceFailure)]
    [InlineData("KD--", 200, Outcome.ServiceFailure)]
    public void HaProxys_termination_states_decide_as_documented(string state, int status, Outcome expected)
    {
        OutcomeRules rules = OutcomeRules.Default.For("haproxy-http", Core.Formats.Templates.HaProxyOutcomes.Rules);
        Assert.Equal(expected, rules.Decide(status, Encoding.UTF8.GetBytes(state), 0));
    }
}
