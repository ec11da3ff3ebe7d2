using System.Runtime.CompilerServices;
using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class ClientMinuteTableTests
{
    [Fact]
    public void Sizes_are_those_in_memory()
    {
        Assert.Equal(ClientMinuteTable.EntrySize, Unsafe.SizeOf<ClientMinute>());
        Assert.Equal(ClientMinuteTable.SamplesSize, Unsafe.SizeOf<ClientSamples>());
    }

    [Fact]
    public void Entries_are_those_of_a_dictionary_while_the_table_grows()
    {
        SeededRandom random = new(1);
        ClientMinuteTable table = new();
        Dictionary<(IpAddress, long, int), (int Connections, List<long> Rtt)> reference = [];
        List<(IpAddress, long, int)> order = [];
        for (int i = 0; i < 30_000; i++)
        {
            var key = (new IpAddress((ulong)random.Next(40), (ulong)random.Next(100)), random.Next(5) - 2L, random.Next(2));
            ref ClientMinute entry = ref table.GetOrAdd(key.Item1, key.Item2, key.Item3, out bool isNew);
            Assert.Equal(!reference.ContainsKey(key), isNew);
            entry.Connections++;
            if (isNew)
            {
                reference[key] = (0, []);
                order.Add(key);
            }
            (int connections, List<long> rtt) = reference[key];
            if (random.Chance(0.3) && rtt.Count < SampleSet.Capacity)
            {
                table.SamplesFor(ref entry).Rtt.Offer((ulong)i << 32, i);
                rtt.Add(i);
            }
            reference[key] = (connections + 1, rtt);
        }
        Assert.True(table.Count > 10_000, "The table must have grown several times.");
        Assert.Equal(order, table.Entries.ToArray().Select(entry => (entry.Client, entry.Interval, entry.Stratum)));
        foreach (ClientMinute entry in table.Entries.ToArray())
        {
            (int connections, List<long> rtt) = reference[(entry.Client, entry.Interval, entry.Stratum)];
            ClientSamples samples = table.SamplesOf(entry);
            Assert.Equal(connections, entry.Connections);
            Assert.Equal(rtt, Enumerable.Range(0, samples.Rtt.Count).Select(i => samples.Rtt.MicrosAt(i)));
        }
    }

    [Fact]
    public void Merging_is_the_same_in_any_order() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            (ClientMinute Entry, ClientSamples Samples)[] parts = [.. Enumerable.Range(0, 200).Select(_ => RandomMinutes.Next(random))];
            return Content(Merged(parts)).SequenceEqual(Content(Merged(random.Shuffle(parts))));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Samples_are_taken_over_from_parts_that_no_table_owns()
    {
        ClientSamples samples = default;
        samples.Ttfb.Offer(1ul << 32, 700);
        ClientMinuteTable table = Merged([(new ClientMinute { Connections = 1 }, samples)]);
        Assert.Equal(700, table.SamplesOf(table.Entries.Span[0]).Ttfb.MicrosAt(0));
    }

    [Fact]
    public void Parts_located_differently_stay_apart()
    {
        ClientMinute before = new() { CityNetwork = new(5), Connections = 1 }, after = new() { CityNetwork = new(9), Connections = 2 };
        string[] content = Content(Merged([(before, default), (after, default), (before, default)]));
        Assert.Equal(content, Content(Merged([(after, default), (before, default), (before, default)])));
        Assert.Equal(2, content.Length);
    }

    [Fact]
    public void Counts_stop_at_their_greatest_number()
    {
        ClientMinute huge = new()
        {
            BytesIn = long.MaxValue, BytesOut = long.MaxValue - 1, Connections = int.MaxValue, Attempts = int.MaxValue, NetworkFailures = int.MaxValue - 1, ServiceFailures = 1 << 30,
        };
        ClientMinute entry = Merged([(huge, default), (huge, default), (huge, default)]).Entries.Span[0];
        Assert.Equal((long.MaxValue, long.MaxValue), (entry.BytesIn, entry.BytesOut));
        Assert.Equal((int.MaxValue, int.MaxValue), (entry.Connections, entry.Attempts));
        Assert.Equal((int.MaxValue, int.MaxValue), (entry.NetworkFailures, entry.ServiceFailures));
    }

    [Fact]
    public void A_cleared_table_is_empty_and_keeps_its_memory()
    {
        SeededRandom random = new(2);
        ClientMinuteTable table = new();
        for (int round = 0; round < 3; round++)
        {
            (ClientMinute Entry, ClientSamples Samples)[] parts = [.. Enumerable.Range(0, 3_000).Select(_ => RandomMinutes.Next(random, 1_000))];
            foreach ((ClientMinute entry, ClientSamples samples) in parts)
            {
                table.Merge(entry, samples);
            }
            Assert.Equal(Content(Merged(parts)), Content(table));
            long size = table.SizeBytes;
            table.Clear();
            Assert.Equal(0, table.Count);
            Assert.Equal(0, table.Entries.Length);
            Assert.Equal(size, table.SizeBytes);
        }
    }

    private static ClientMinuteTable Merged(IEnumerable<(ClientMinute Entry, ClientSamples Samples)> parts)
    {
        ClientMinuteTable table = new();
        foreach ((ClientMinute entry, ClientSamples samples) in parts)
        {
            table.Merge(entry, samples);
        }
        return table;
    }

    private static string[] Content(ClientMinuteTable table) =>
        [.. table.Entries.ToArray().Select(entry => RandomMinutes.Text(entry, table.SamplesOf(entry))).Order(StringComparer.Ordinal)];
}
