using System.Text.RegularExpressions;
using Isobar.Core.Baselines;
using Isobar.Tests;

namespace Isobar.Core.Tests.Baselines;

public sealed partial class DaySummaryFormatDocumentTests
{
    [Fact]
    public void The_example_of_the_page_is_what_the_code_writes()
    {
        DaySummary day = new() { Day = new DateOnly(2026, 11, 20), Observed = DaySummary.AllHours, FineHours = 1 << 9, ClientScatter = 32 };
        (day.Votes[9], day.NetworkFailedVotes[9], day.ClientWindows[9]) = (10, 1, 4);
        day.Rtt.Samples = 10;
        day.Rtt.HourSamples[9] = 10;
        day.Rtt.HourP50[9] = 20_000;
        day.Rtt.HourP90[9] = 20_192;
        for (int i = 1; i <= 5; i++)
        {
            day.Rtt.Quantiles[i] = (ushort)(19_700 + 100 * i);
        }
        string page = File.ReadAllText(Repository.Path("docs/formats/day-summary.md"));
        Match example = Example().Match(page);
        Assert.True(example.Success, "The page has no example in hexadecimal.");
        Assert.Equal(example.Groups[1].Value.Replace(" ", "", StringComparison.Ordinal), Convert.ToHexStringLower(DaySummaryCodec.Write(day)));
    }

    [GeneratedRegex("```\n([0-9a-f ]+)\n```")]
    private static partial Regex Example();
}
