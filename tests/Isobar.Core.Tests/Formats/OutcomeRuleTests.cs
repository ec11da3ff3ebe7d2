using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Formats;
using Outcome = Isobar.Core.Traffic.Outcome;

namespace Isobar.Core.Tests.Formats;

public sealed class OutcomeRuleTests
{
    private static readonly string[] s_terminations = ["", "c", "cD", "cD--", "cR", "C", "UF", "UF,URX", "URX,UF", "cD,UF"];

    private static readonly int[] s_statuses = [-1, 0, 399, 400, 404, 499, 500];

    [Theory]
    [InlineData(null, 400, 499, null, null, null, 404, 404, null, null, true)]
    [InlineData(null, 404, 404, null, null, null, 400, 499, null, null, false)]
    [InlineData(null, 404, null, null, null, null, null, 404, null, null, true)]
    [InlineData(null, 404, null, null, null, null, null, null, null, null, false)]
    [InlineData(null, null, null, "c", null, "haproxy", null, null, "cD", true, true)]
    [InlineData("haproxy", null, null, "cD", null, null, null, null, "cD", null, false)]
    [InlineData(null, 499, 499, null, true, null, 499, 499, null, null, false)]
    [InlineData(null, 499, 499, null, true, null, 499, 499, null, false, false)]
    [InlineData("Combined", 499, 499, null, null, "combined", 499, 499, null, true, true)]
    public void A_rule_covers_what_all_of_its_conditions_cover(
        string? format, int? from, int? to, string? termination, bool? nothing, string? format2, int? from2, int? to2, string? termination2, bool? nothing2, bool covers)
    {
        var earlier = new OutcomeRule(Outcome.Ok, format, from, to, termination, nothing);
        var later = new OutcomeRule(Outcome.Ok, format2, from2, to2, termination2, nothing2);
        Assert.Equal(covers, earlier.Covers(later));
    }

    [Theory]
    [InlineData(TerminationMatch.Start, "c", TerminationMatch.Whole, "cD", true)]
    [InlineData(TerminationMatch.Start, "UF", TerminationMatch.ListItem, "UF", false)]
    [InlineData(TerminationMatch.Start, null, TerminationMatch.ListItem, "UF", true)]
    [InlineData(TerminationMatch.ListItem, "UF", TerminationMatch.Whole, "URX,UF", true)]
    [InlineData(TerminationMatch.ListItem, "UF", TerminationMatch.ListItem, "UF", true)]
    [InlineData(TerminationMatch.Whole, "UF", TerminationMatch.Start, "UF", false)]
    [InlineData(TerminationMatch.Whole, "UF", TerminationMatch.Whole, "UF", true)]
    public void Terminations_are_covered_as_they_are_compared(TerminationMatch match, string? termination, TerminationMatch match2, string termination2, bool covers) =>
        Assert.Equal(
            covers, new OutcomeRule(Outcome.Ok, Termination: termination, TerminationMatch: match).Covers(new(Outcome.Ok, Termination: termination2, TerminationMatch: match2)));

    [Fact]
    public void A_covered_rule_never_applies_behind_the_one_that_covers_it()
    {
        Gen<OutcomeRule> rules =
            from status in Gen.Elements(s_statuses.Skip(1).Select(status => (int?)status).Append(null).ToArray())
            from width in Gen.Elements(0, 1, 99)
            from termination in Gen.Elements(s_terminations)
            from match in Gen.Elements(Enum.GetValues<TerminationMatch>())
            from nothing in Gen.Elements<bool?>(null, true, false)
            select new OutcomeRule(Outcome.NetworkFailure, null, status, status + width, termination, nothing, match);
        int covered = 0;
        Prop.ForAll(rules.ToArbitrary(), rules.ToArbitrary(), (earlier, later) =>
        {
            if (!earlier.Covers(later))
            {
                return;
            }
            covered++;
            OutcomeRules both = new([earlier, later with { Outcome = Outcome.Unknown }]);
            foreach (int status in s_statuses)
            {
                foreach (string termination in s_terminations.Where(termination => status >= 0 || termination.Length > 0))
                {
                    foreach (long bytes in (long[])[-1, 0, 7])
                    {
                        Assert.NotEqual(Outcome.Unknown, both.Decide(status, Encoding.UTF8.GetBytes(termination), bytes));
                    }
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));
        Assert.True(covered > 50, $"only {covered} pairs were covered");
    }
}
