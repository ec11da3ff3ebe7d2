using System.Buffers;
using System.Runtime.InteropServices;
using Isobar.Core.Baselines;

namespace Isobar.Core.Tests.Baselines;

public sealed class BaselineSnapshotTests
{
    private static readonly DateOnly s_first = SyntheticDays.Monday;
    private static readonly DateOnly s_today = s_first.AddDays(28);

    [Fact]
    public void A_restored_table_expects_the_same_and_goes_on_the_same()
    {
        BaselineHistory history = History();
        BaselineTable table = Table(history);
        table.AdoptLevel(3, TallyRows.Start(s_first.AddDays(20)), history.Of(table[3]));
        table.PauseVolume([new(table[1], table[2], 0.5)], TallyRows.Start(s_today));
        byte[] saved = Saved(table);

        Assert.True(BaselineTable.TryRestore(saved, null, out BaselineTable? restored));

        Assert.Equal((table.Count, table.Today), (restored.Count, restored.Today));
        Assert.Equal(saved, Saved(restored));
        for (int round = 0; round < 2; round++)
        {
            for (int number = 0; number < table.Count; number++)
            {
                Assert.Equal(table[number], restored[number]);
                Assert.Equal(number, restored.Find(table[number]));
                foreach (int hour in (int[])[0, 7, 20, 30])
                {
                    table.Expect(number, TallyRows.Start(s_today, hour), out Expectation was);
                    restored.Expect(number, TallyRows.Start(s_today, hour), out Expectation now);
                    Assert.True(MemoryMarshal.AsBytes([was]).SequenceEqual(MemoryMarshal.AsBytes([now])));
                }
            }
            foreach (BaselineTable each in (BaselineTable[])[table, restored])
            {
                each.Add(SyntheticDays.Key(77), 64514, "SE", 18);
                each.Add(SyntheticDays.Key(5, "z"), 64512, "DE", 10);
                each.Derive(s_today.AddDays(1), history.All());
            }
            Assert.Equal(Saved(table), Saved(restored));
        }
    }

    [Fact]
    public void Damage_anywhere_is_found()
    {
        byte[] saved = Saved(Table(History()));
        Random random = new(1);
        for (int i = 0; i < 400; i++)
        {
            byte[] damaged = (byte[])saved.Clone();
            damaged[i < 100 ? i : random.Next(saved.Length)] ^= (byte)(1 << random.Next(8));
            Assert.False(BaselineTable.TryRestore(damaged, null, out _));
            Assert.False(BaselineTable.TryRestore(saved.AsSpan(0, random.Next(saved.Length)), null, out _));
        }
        Assert.False(BaselineTable.TryRestore([], null, out _));
        Assert.False(BaselineTable.TryRestore([.. saved, 0], null, out _));
    }

    [Fact]
    public void An_empty_table_can_be_saved()
    {
        Assert.True(BaselineTable.TryRestore(Saved(new BaselineTable()), null, out BaselineTable? restored));
        Assert.Equal(0, restored.Count);
    }

    private static BaselineHistory History()
    {
        BaselineHistory history = new();
        for (ulong city = 1; city <= 12; city++)
        {
            SyntheticDays days = new()
            {
                MedianMicros = 20_000 + 7_000 * city,
                HourlySamples = (int)city * 6,
                Season = hour => 1 + 0.1 * Math.Sin(hour * Math.PI / 12),
            };
            days.AddTo(history, SyntheticDays.Key(city), s_first, 28);
            days.AddTo(history, SyntheticDays.Key(city, "b"), s_first, 14);
        }
        return history;
    }

    private static BaselineTable Table(BaselineHistory history)
    {
        BaselineTable table = new();
        foreach (BaselineKey key in history.Keys.Order())
        {
            table.Add(key, 64512 + (uint)(key.CityNetwork.Value % 3), "DE", 10);
        }
        table.Derive(s_today, history.All());
        return table;
    }

    private static byte[] Saved(BaselineTable table)
    {
        ArrayBufferWriter<byte> writer = new();
        table.Save(writer);
        return writer.WrittenSpan.ToArray();
    }
}
