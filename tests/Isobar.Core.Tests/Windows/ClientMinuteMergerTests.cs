using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class ClientMinuteMergerTests
{
    private static readonly WindowClock s_clock = new(300);

    [Fact]
    public void Merging_sorted_tables_is_sorting_all_entries() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            (ClientMinute Entry, ClientSamples Samples)[] parts = [.. Enumerable.Range(0, random.Next(300)).Select(_ => RandomMinutes.Next(random))];
            ClientMinuteTable[] tables = [.. Enumerable.Range(0, random.Next(9)).Select(_ => new ClientMinuteTable())];
            ClientMinuteTable whole = new();
            foreach ((ClientMinute entry, ClientSamples samples) in tables.Length == 0 ? [] : parts)
            {
                tables[random.Next(tables.Length)].Merge(entry, samples);
                whole.Merge(entry, samples);
            }
            string[] expected = [.. whole.Entries.ToArray()
                .OrderBy(entry => Math.Floor(entry.Interval / 5.0)).ThenBy(entry => entry.CityNetwork.Value).ThenBy(entry => entry.Stratum)
                .ThenBy(entry => entry.Client.High).ThenBy(entry => entry.Client.Low).ThenBy(entry => entry.Interval)
                .Select(entry => RandomMinutes.Text(entry, whole.SamplesOf(entry)))];
            return TakeAll(tables, s_clock).SequenceEqual(expected);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_cursors_it_is_empty() => Assert.True(new ClientMinuteMerger([], s_clock).IsEmpty);

    [Fact]
    public void The_next_window_is_told_before_it_is_taken()
    {
        ClientMinuteTable table = new();
        table.Merge(new ClientMinute { Interval = 4 }, default);
        table.Merge(new ClientMinute { Interval = -1 }, default);
        ClientMinuteMerger merger = new([new SortedTable(table, s_clock)], s_clock);
        Assert.Equal(-1, merger.NextWindow);
        merger.Take(out _, out _);
        Assert.Equal(0, merger.NextWindow);
        merger.Take(out _, out _);
        Assert.True(merger.IsEmpty);
    }

    [Fact]
    public void Order_holds_beyond_the_bits_of_the_sort_key()
    {
        // More than 2^24 windows apart, and city-networks that differ in their lowest bits only.
        WindowClock clock = new(10);
        SeededRandom random = new(3);
        ClientMinuteTable table = new();
        long[] windows = [-5_000_000_000, -5_000_000_000 + 0xff_fffe, -5_000_000_000 + 0xff_ffff, 0x100_0000, 0x200_0000, 5_000_000_000];
        foreach (long window in random.Shuffle(windows))
        {
            foreach (ulong cityNetwork in random.Shuffle((ulong[])[0, 1, 2, 0xff_ffff, 0x100_0000, ulong.MaxValue - 1, ulong.MaxValue]))
            {
                table.Merge(new ClientMinute { Interval = window, CityNetwork = new(cityNetwork) }, default);
            }
        }
        string[] expected = [.. table.Entries.ToArray().OrderBy(entry => entry.Interval).ThenBy(entry => entry.CityNetwork.Value)
            .Select(entry => RandomMinutes.Text(entry, default))];
        Assert.Equal(expected, TakeAll([table], clock));
    }

    private static List<string> TakeAll(IEnumerable<ClientMinuteTable> tables, WindowClock clock)
    {
        ClientMinuteMerger merger = new(tables.Select(table => new SortedTable(table, clock)), clock);
        List<string> taken = [];
        while (!merger.IsEmpty)
        {
            merger.Take(out ClientMinute entry, out ClientSamples samples);
            taken.Add(RandomMinutes.Text(entry, samples));
        }
        return taken;
    }
}
