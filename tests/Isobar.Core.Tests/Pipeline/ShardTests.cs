using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Pipeline;
using Isobar.Core.Tests.Windows;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Pipeline;

public sealed class ShardTests
{
    private static readonly WindowClock s_clock = new(60);

    [Fact]
    public void Tallies_do_not_depend_on_the_number_of_shards_nor_on_the_order_of_parts() =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            SampleRecord[] records = SampleRecord.Draw(random, 1 + random.Next(400));
            string[] expected = NaiveTally.Rows(records, SampleRecord.Strata(), 60);
            return new[] { 1, 2, 8 }.All(shards => Rows(Seal(records, shards, random)).SequenceEqual(expected));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Every_row_is_sealed_by_the_shard_that_owns_its_city_network()
    {
        SeededRandom random = new(2);
        TallyBatch[] batches = Seal(SampleRecord.Draw(random, 2_000), 4, random);
        Assert.All(batches, batch => Assert.True(batch.Count > 0));
        for (int shard = 0; shard < batches.Length; shard++)
        {
            Assert.All(batches[shard].Shard, number => Assert.Equal(shard, number));
            Assert.All(batches[shard].CityNetwork, id => Assert.Equal(shard, TallyFolder.ShardOf(id, 4)));
        }
    }

    [Fact]
    public void Windows_are_open_in_order_until_they_are_sealed()
    {
        Shard shard = new(3, 8, SampleRecord.Strata(), s_clock);
        foreach (long interval in (long[])[7, -2, 5, 7])
        {
            shard.Merge(new ClientMinute { Interval = interval, Connections = 1 }, default);
        }
        Assert.Equal(3, shard.Number);
        Assert.Equal([-2, 5, 7], shard.OpenWindows);
        TallyBatch batch = new() { WindowSeconds = 60 };
        shard.Seal(-2, batch);
        shard.Seal(6, batch);
        shard.Seal(7, batch);
        Assert.Equal([5], shard.OpenWindows);
        Assert.Equal([-120L, 420L], batch.WindowStart);
        Assert.Equal([1L, 2L], batch.Connections);
    }

    [Fact]
    public void A_sealed_window_leaves_nothing_to_the_next()
    {
        SeededRandom random = new(4);
        Shard shard = new(0, 1, SampleRecord.Strata(), s_clock);
        for (int round = 0; round < 3; round++)
        {
            SampleRecord[] records = SampleRecord.Draw(random, 500);
            Deal(records, [shard], random);
            Assert.Equal(NaiveTally.Rows(records, SampleRecord.Strata(), 60), Rows([SealAll(shard)]));
            Assert.Empty(shard.OpenWindows);
        }
    }

    private static TallyBatch[] Seal(SampleRecord[] records, int shards, SeededRandom random)
    {
        Shard[] all = [.. Enumerable.Range(0, shards).Select(number => new Shard(number, shards, SampleRecord.Strata(), s_clock))];
        Deal(records, all, random);
        return [.. all.Select(SealAll)];
    }

    /// <summary>Three cores count records; what they have counted reaches the owning shards in any order.</summary>
    private static void Deal(SampleRecord[] records, Shard[] shards, SeededRandom random)
    {
        TallyAccumulator[] cores = [.. Enumerable.Range(0, 3).Select(_ => new TallyAccumulator(s_clock, SampleRecord.Locate))];
        foreach (SampleRecord record in records)
        {
            cores[random.Next(cores.Length)].Add(record.ToRecord(), record.Stratum);
        }
        foreach ((ClientMinute entry, ClientSamples samples) in random.Shuffle(cores.SelectMany(
            core => core.Table.Entries.ToArray().Select(entry => (entry, core.Table.SamplesOf(entry))))))
        {
            shards[TallyFolder.ShardOf(entry.CityNetwork, shards.Length)].Merge(entry, samples);
        }
    }

    private static TallyBatch SealAll(Shard shard)
    {
        TallyBatch batch = new() { WindowSeconds = 60 };
        foreach (long window in shard.OpenWindows.ToArray())
        {
            shard.Seal(window, batch);
        }
        return batch;
    }

    /// <summary>The rows of all shards in the order of one: by window, stratum and city-network.</summary>
    private static IEnumerable<string> Rows(TallyBatch[] batches) => batches
        .SelectMany(batch => BatchText.Rows(batch).Select((text, i) => (batch.WindowStart[i], batch.Stratum[i], batch.CityNetwork[i], text)))
        .OrderBy(row => (row.Item1, row.Item2, row.Item3))
        .Select(row => row.text);
}
