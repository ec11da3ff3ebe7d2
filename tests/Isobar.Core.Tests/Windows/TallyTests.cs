using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;
using Outcome = Isobar.Core.Traffic.Outcome;

namespace Isobar.Core.Tests.Windows;

/// <summary>Accumulator, table, codec, merger and folder together: what is counted of records must be what <see cref="NaiveTally"/> says.</summary>
public sealed class TallyTests
{
    private static readonly IpAddress s_client = IpAddress.FromIPv4(0xc6120001);

    [Theory]
    [InlineData(10)]
    [InlineData(60)]
    [InlineData(300)]
    public void Tallies_are_those_of_the_definition_however_records_are_split_and_spilled(int windowSeconds) =>
        Prop.ForAll<int>(seed =>
        {
            SeededRandom random = new(seed);
            SampleRecord[] records = SampleRecord.Draw(random, 1 + random.Next(400));
            StratumTable strata = SampleRecord.Strata();
            WindowClock clock = new(windowSeconds);
            string[] expected = NaiveTally.Rows(records, strata, windowSeconds);
            return new[] { 1, 2, 5 }.All(parts =>
                new[] { 0.0, 0.02, 0.3 }.All(spillChance =>
                    BatchText.Rows(Fold(Collect(random.Shuffle(records), parts, spillChance, clock, random), strata, clock)).SequenceEqual(expected)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(50));

    [Fact]
    public void Rows_are_in_the_order_of_window_stratum_and_city_network_and_name_their_shard()
    {
        SeededRandom random = new(1);
        StratumTable strata = SampleRecord.Strata();
        WindowClock clock = new(300);
        TallyBatch batch = Fold(Collect(SampleRecord.Draw(random, 3_000), 2, 0, clock, random), strata, clock, shards: 7);
        var keys = Enumerable.Range(0, batch.Count).Select(i => (batch.WindowStart[i], batch.Stratum[i], batch.CityNetwork[i])).ToArray();
        Assert.True(keys.Length > 200);
        Assert.Equal(keys.Order(), keys);
        Assert.Equal(keys.Distinct(), keys);
        Assert.Equal(batch.CityNetwork.Select(id => (short)(id.Value % 7)), batch.Shard);
    }

    [Fact]
    public void A_cleared_batch_takes_the_next_rows_like_a_new_one()
    {
        StratumTable strata = SampleRecord.Strata();
        WindowClock clock = new(300);
        TallyBatch NewBatch(int seed) => Fold(Collect(SampleRecord.Draw(new SeededRandom(seed), 500), 1, 0, clock, new SeededRandom(seed)), strata, clock);
        TallyBatch batch = NewBatch(1);
        Assert.NotEqual(0, batch.Count);
        batch.Clear();
        System.Collections.ICollection[] columns = [.. typeof(TallyBatch).GetProperties().Select(column => column.GetValue(batch)).OfType<System.Collections.ICollection>()];
        Assert.True(columns.Length >= 25);
        Assert.All(columns, column => Assert.Empty(column));
    }

    [Fact]
    public void A_retry_storm_is_one_vote()
    {
        SampleRecord[] storm = [.. Enumerable.Range(0, 1_000).Select(i => new SampleRecord(s_client, i * 50_000, 0, Outcome.NetworkFailure))];
        TallyBatch batch = Fold(storm);
        Assert.Equal([1_000L], batch.NetworkFailures);
        Assert.Equal([1_000L], batch.Attempts);
        Assert.Equal([1], batch.Votes);
        Assert.Equal([1], batch.NetworkFailedVotes);
        Assert.Equal([0], batch.ServiceFailedVotes);
        Assert.Equal([1], batch.Clients);
    }

    [Fact]
    public void A_client_gives_four_samples_a_minute()
    {
        SampleRecord[] busy = [.. Enumerable.Range(0, 1_000).Select(i =>
            new SampleRecord(s_client, i % 3 * SampleRecord.Minute + i, 0, Outcome.Ok, RttMicros: 20_000 + i, TtfbMicros: i < 2 ? 5_000 : -1))];
        TallyBatch batch = Fold(busy);
        Assert.Equal([12], batch.RttSamples);
        Assert.Equal([2], batch.TtfbSamples);
        Assert.Equal([3], batch.Votes);
    }

    [Theory]
    [InlineData(1, 0, 1, 1, 0)]
    [InlineData(1, 0, 2, 0, 0)]
    [InlineData(1, 1, 0, 1, 1)]
    [InlineData(0, 3, 3, 0, 1)]
    [InlineData(1, 1, 1, 0, 0)]
    [InlineData(0, 0, 4, 0, 0)]
    public void A_vote_fails_when_at_least_half_of_the_attempts_do(int network, int service, int good, int networkFailed, int serviceFailed)
    {
        Outcome[] outcomes =
        [
            .. Enumerable.Repeat(Outcome.NetworkFailure, network), .. Enumerable.Repeat(Outcome.ServiceFailure, service), .. Enumerable.Repeat(Outcome.Ok, good),
            .. Enumerable.Repeat(Outcome.Unknown, 5),
        ];
        TallyBatch batch = Fold([.. outcomes.Select(outcome => new SampleRecord(s_client, 0, 0, outcome))]);
        Assert.Equal((1, networkFailed, serviceFailed), (batch.Votes[0], batch.NetworkFailedVotes[0], batch.ServiceFailedVotes[0]));
    }

    [Fact]
    public void Records_that_say_nothing_about_success_have_no_vote()
    {
        TallyBatch batch = Fold([new(s_client, 0, 0, Outcome.Unknown, 10, 20)]);
        Assert.Equal((0, 0, 0, 0), (batch.Votes[0], batch.NetworkFailedVotes[0], batch.ServiceFailedVotes[0], (int)batch.Attempts[0]));
        Assert.Equal((1, 10, 20), (batch.Connections[0], batch.BytesIn[0], batch.BytesOut[0]));
        Assert.Empty(batch.RttSketch[0]);
        Assert.Equal((0, 0), (batch.RttSamples[0], batch.RttP95Micros[0]));
    }

    [Fact]
    public void Hostile_byte_counts_saturate()
    {
        SampleRecord hostile = new(s_client, 0, 0, Outcome.Ok, 1_000_000_000_000_000_000, long.MaxValue);
        TallyBatch batch = Fold([.. Enumerable.Repeat(hostile, 30), .. Enumerable.Repeat(hostile with { Client = IpAddress.FromIPv4(0xc6120001) }, 30)]);
        Assert.Equal([long.MaxValue], batch.BytesIn);
        Assert.Equal([long.MaxValue], batch.BytesOut);
    }

    [Fact]
    public void Hostile_counts_of_an_entry_do_not_stop_the_fold()
    {
        WindowClock clock = new(300);
        ClientMinuteTable table = new();
        table.Merge(new ClientMinute { Connections = int.MaxValue, Attempts = int.MaxValue, NetworkFailures = 1 << 30, ServiceFailures = (1 << 30) - 1 }, default);
        table.Merge(new ClientMinute { Interval = 1, Connections = int.MaxValue, Attempts = int.MaxValue, NetworkFailures = int.MaxValue }, default);
        TallyBatch batch = Fold([new SortedTable(table, clock)], SampleRecord.Strata(), clock);
        Assert.Equal([2L * int.MaxValue], batch.Connections);
        Assert.Equal((2, 2, 0), (batch.Votes[0], batch.NetworkFailedVotes[0], batch.ServiceFailedVotes[0]));
    }

    [Fact]
    public void Work_and_size_grow_with_city_networks_and_no_faster()
    {
        (int rows, long bytes, int spilled, long perEntry) small = Grow(1_500), large = Grow(3_000);
        Assert.Equal((1_500, 3_000), (small.rows, large.rows));
        Assert.Equal(2 * small.bytes, large.bytes);
        Assert.Equal(2 * small.spilled, large.spilled);
        // Doubling may leave half of a table empty; nothing else may be in it: entry, two places of four bytes at up to twice the entries, samples.
        const int MostPerEntry = 2 * (ClientMinuteTable.EntrySize + 2 * sizeof(int) + ClientMinuteTable.SamplesSize);
        Assert.InRange(small.perEntry, ClientMinuteTable.EntrySize, MostPerEntry);
        Assert.InRange(large.perEntry, ClientMinuteTable.EntrySize, MostPerEntry);
    }

    /// <summary>Three clients with the same behaviour in each city-network, in one window.</summary>
    private static (int Rows, long Bytes, int Spilled, long PerEntry) Grow(int cityNetworks)
    {
        WindowClock clock = new(300);
        TallyAccumulator accumulator = new(clock, client => new(StableHash.Mix(client.IPv4Bits / 3)));
        for (uint i = 0; i < 3 * cityNetworks; i++)
        {
            accumulator.Add(new SampleRecord(IpAddress.FromIPv4(i), 0, 0, Outcome.Ok, 100, 100, 20_000 + i % 3 * 1_000, 7_000).ToRecord(), 0);
        }
        TallyBatch batch = Fold([new SortedTable(accumulator.Table, clock)], SampleRecord.Strata(), clock);
        long bytes = batch.ClientSketch.Concat(batch.RttSketch).Concat(batch.TtfbSketch).Sum(sketch => (long)sketch.Length);
        return (batch.Count, bytes, new SpilledMinutes(accumulator.Table, clock).Length, accumulator.Table.SizeBytes / accumulator.Table.Count);
    }

    private static TallyBatch Fold(SampleRecord[] records)
    {
        WindowClock clock = new(300);
        return Fold(Collect(records, 1, 0, clock, new SeededRandom(1)), SampleRecord.Strata(), clock);
    }

    private static TallyBatch Fold(IEnumerable<ClientMinuteCursor> cursors, StratumTable strata, WindowClock clock, int shards = 1)
    {
        TallyBatch batch = new() { WindowSeconds = clock.WindowSeconds };
        TallyFolder folder = new(strata, clock, shards);
        ClientMinuteMerger merger = new(cursors, clock);
        while (!merger.IsEmpty)
        {
            folder.FoldNext(merger, batch, null);
        }
        return batch;
    }

    /// <summary>Deals records to several accumulators, each of which may spill and start afresh after any record.</summary>
    private static List<ClientMinuteCursor> Collect(SampleRecord[] records, int parts, double spillChance, WindowClock clock, SeededRandom random)
    {
        TallyAccumulator[] accumulators = [.. Enumerable.Range(0, parts).Select(_ => new TallyAccumulator(clock, SampleRecord.Locate))];
        List<ClientMinuteCursor> cursors = [];
        foreach (SampleRecord record in records)
        {
            TallyAccumulator accumulator = accumulators[random.Next(parts)];
            Assert.True(accumulator.Add(record.ToRecord(), record.Stratum));
            if (random.Chance(spillChance))
            {
                cursors.Add(new SpilledMinutes(accumulator.Table, clock));
                accumulator.Table.Clear();
            }
        }
        cursors.AddRange(accumulators.Select(accumulator => new SortedTable(accumulator.Table, clock)));
        return cursors;
    }
}
