using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class StratumTableTests
{
    [Fact]
    public void A_stratum_keeps_its_number()
    {
        StratumTable table = new();
        int first = table.IndexOf(Edge("SEA")), second = table.IndexOf(Edge("CDG"));
        Assert.NotEqual(first, second);
        Assert.Equal(first, table.IndexOf(Edge("SEA")));
        Assert.Equal(Edge("CDG"), table[second]);
        Assert.Equal(2, table.All.Length);
    }

    [Fact]
    public void Several_cores_get_one_number_for_a_stratum()
    {
        StratumTable table = new();
        int[][] numbers = new int[4][];
        Thread[] threads = [.. Enumerable.Range(0, numbers.Length).Select(core => new Thread(() =>
        {
            int[] mine = new int[300];
            foreach (int i in new SeededRandom(core).Shuffle(Enumerable.Range(0, mine.Length)))
            {
                mine[i] = table.IndexOf(Edge($"E{i}"));
            }
            numbers[core] = mine;
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Assert.Equal(300, table.All.Length);
        Assert.All(numbers, mine => Assert.Equal(numbers[0], mine));
        Assert.Equal(Enumerable.Range(0, 300), numbers[0].Order());
        Assert.All(Enumerable.Range(0, 300), i => Assert.Equal(Edge($"E{i}"), table[numbers[0][i]]));
    }

    [Fact]
    public void Strata_past_the_limit_share_the_overflow()
    {
        StratumTable table = new();
        for (int i = 0; i < StratumTable.DefaultLimit; i++)
        {
            Assert.Equal(i, table.IndexOf(Edge($"E{i}")));
        }
        int overflow = table.IndexOf(Edge("one more"));
        Assert.Equal(overflow, table.IndexOf(Edge("another") with { Zone = "a" }));
        Assert.Equal(Edge(StratumTable.Overflow), table[overflow]);
        Assert.Equal(17, table.IndexOf(Edge("E17")));
        // What must not be mixed stays apart even there.
        int ofIPv6 = table.IndexOf(Edge("another") with { Family = AddressFamily.IPv6 });
        Assert.Equal(Edge(StratumTable.Overflow) with { Family = AddressFamily.IPv6 }, table[ofIPv6]);
        Assert.Equal(StratumTable.DefaultLimit + 2, table.All.Length);
    }

    [Fact]
    public void The_limit_is_a_setting()
    {
        StratumTable table = new(limit: 1);
        Assert.Equal(0, table.IndexOf(Edge("SEA")));
        Assert.Equal(Edge(StratumTable.Overflow), table[table.IndexOf(Edge("CDG"))]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new StratumTable(0));
    }

    [Fact]
    public void Strata_are_ordered_by_their_parts()
    {
        Stratum[] sorted =
        [
            new("A", "z", "z", AddressFamily.IPv6, MeasurementMethod.KernelTcp),
            new("a", "A", "", AddressFamily.IPv4, MeasurementMethod.ServerLog),
            new("a", "A", "", AddressFamily.IPv4, MeasurementMethod.Flow),
            new("a", "A", "", AddressFamily.IPv6, MeasurementMethod.ServerLog),
            new("a", "A", "b", AddressFamily.IPv4, MeasurementMethod.ServerLog),
            new("a", "a", "", AddressFamily.IPv4, MeasurementMethod.ServerLog),
        ];
        for (int seed = 0; seed < 10; seed++)
        {
            Assert.Equal(sorted, new SeededRandom(seed).Shuffle(sorted).Order());
        }
        Assert.Equal(1, sorted[0].CompareTo(null));
    }

    private static Stratum Edge(string name) => new("cdn", name, "", AddressFamily.IPv4, MeasurementMethod.ServerLog);
}
