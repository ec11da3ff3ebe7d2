using Isobar.Core.Atlas;
using Isobar.Core.Traffic;
using Isobar.Core.Windows;

namespace Isobar.Core.Tests.Windows;

public sealed class TallyAccumulatorTests
{
    [Fact]
    public void Late_records_are_counted_and_not_tallied()
    {
        TallyAccumulator accumulator = new(new WindowClock(300), SampleRecord.Locate) { FirstOpenWindow = 1 };
        Assert.False(accumulator.Add(At(299_999_999), 0));
        Assert.True(accumulator.Add(At(300_000_000), 0));
        Assert.False(accumulator.Add(At(-1), 0));
        Assert.True(accumulator.Add(At(900_000_000), 0));
        Assert.Equal(2, accumulator.LateRecords);
        Assert.Equal(2, accumulator.Table.Count);
        Assert.Equal((300_000_000, 900_000_000), (accumulator.EarliestMicros, accumulator.LatestMicros));
    }

    [Fact]
    public void In_replay_no_record_is_late()
    {
        TallyAccumulator accumulator = new(new WindowClock(300), SampleRecord.Locate);
        Assert.All((long[])[long.MinValue, -1, 0, long.MaxValue], micros => Assert.True(accumulator.Add(At(micros), 0)));
        Assert.Equal(0, accumulator.LateRecords);
        Assert.Equal((long.MinValue, long.MaxValue), (accumulator.EarliestMicros, accumulator.LatestMicros));
    }

    [Fact]
    public void Unlocated_records_are_counted_each()
    {
        TallyAccumulator accumulator = new(new WindowClock(300), client => client.IPv4Bits < 10 ? CityNetworkId.Unlocated : new(7));
        for (uint i = 0; i < 60; i++)
        {
            accumulator.Add(new SampleRecord(IpAddress.FromIPv4(i % 20), 0, 0, Outcome.Ok).ToRecord(), 0);
        }
        Assert.Equal(30, accumulator.UnlocatedRecords);
        Assert.Equal(20, accumulator.Table.Count);
    }

    [Fact]
    public void The_atlas_is_asked_once_a_client_and_interval()
    {
        int asked = 0;
        TallyAccumulator accumulator = new(new WindowClock(300), client =>
        {
            asked++;
            return new(1);
        });
        for (int i = 0; i < 600; i++)
        {
            accumulator.Add(At(i * 1_000_000L), 0);
        }
        Assert.Equal(10, asked);
    }

    [Fact]
    public void Adding_to_entries_that_exist_allocates_nothing()
    {
        SampleRecord[] records = SampleRecord.Draw(new SeededRandom(1), 1_000);
        TallyAccumulator accumulator = new(new WindowClock(300), SampleRecord.Locate);
        AddAll(accumulator, records);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            AddAll(accumulator, records);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(101_000, accumulator.Table.Entries.ToArray().Sum(entry => (long)entry.Connections));
    }

    private static void AddAll(TallyAccumulator accumulator, SampleRecord[] records)
    {
        foreach (SampleRecord record in records)
        {
            accumulator.Add(record.ToRecord(), record.Stratum);
        }
    }

    private static TrafficRecord At(long micros) => new SampleRecord(IpAddress.FromIPv4(0xc6120001), micros, 0, Outcome.Ok).ToRecord();
}
