using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class BaselineMemoryTests
{
    [Fact]
    public void Memory_is_at_most_300_bytes_a_pair_and_105_for_each_further_stratum_beside_the_groups()
    {
        // The worst case: every pair has a season of its own for both streams, and a network has only three cities.
        const int pairs = 3_000;
        DaySummary[] days = [.. Enumerable.Range(0, 14).Select(day => new SyntheticDays().Day(SyntheticDays.Monday.AddDays(day)))];
        foreach (DaySummary day in days)
        {
            day.Ttfb.Samples = day.Rtt.Samples;
            day.Ttfb.Quantiles = day.Rtt.Quantiles;
            day.Rtt.HourSamples.CopyTo(day.Ttfb.HourSamples, 0);
            day.Rtt.HourP50.CopyTo(day.Ttfb.HourP50, 0);
            day.Rtt.HourP90.CopyTo(day.Ttfb.HourP90, 0);
        }
        BaselineTable one = Filled(pairs, [""], days), three = Filled(pairs, ["", "a", "b"], days);
        double pair = (double)one.StrataBytes / pairs, further = (double)(three.StrataBytes - one.StrataBytes) / pairs / 2;
        Assert.InRange(pair, 200, 300);
        Assert.InRange(further, 84, 105);
        // With the groups, of which there are as many as a third of the pairs.
        Assert.InRange((double)one.MemoryBytes / pairs, 200, 450);
    }

    private static BaselineTable Filled(int pairs, string[] zones, DaySummary[] days)
    {
        BaselineTable table = new();
        for (ulong pair = 0; pair < (ulong)pairs; pair++)
        {
            foreach (string zone in zones)
            {
                table.Add(SyntheticDays.Key(pair, zone), 64512 + (uint)(pair / 3), "DE", 10);
            }
        }
        // A Tuesday: weekdays have their seven days by then.
        table.Derive(SyntheticDays.Monday.AddDays(15), Enumerable.Range(0, table.Count).Select(number => new StratumHistory(table[number], days)));
        return table;
    }
}
