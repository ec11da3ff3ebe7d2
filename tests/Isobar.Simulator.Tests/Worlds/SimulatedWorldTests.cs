using Isobar.Core.Windows;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Worlds;

namespace Isobar.Simulator.Tests.Worlds;

public sealed class SimulatedWorldTests
{
    private static readonly WorldOptions s_small = WorldOptions.ForGates(seed: 7, pairs: 400, historyDays: 3, quietDays: 1, faultyDays: 2);

    [Fact]
    public void The_same_seed_gives_the_same_bytes()
    {
        Assert.Equal(Rows(new SimulatedWorld(s_small), 0, 300), Rows(new SimulatedWorld(s_small), 0, 300));
    }

    [Fact]
    public void Another_seed_gives_another_world()
    {
        SimulatedWorld one = new(s_small), other = new(s_small with { Seed = 8 });
        Assert.NotEqual(Rows(one, 0, 2), Rows(other, 0, 2));
        Assert.NotEqual(one.Pairs.Select(pair => pair.MeanVotes), other.Pairs.Select(pair => pair.MeanVotes));
    }

    [Fact]
    public void Windows_in_any_order_and_on_any_thread_are_the_same()
    {
        SimulatedWorld world = new(s_small);
        long faulty = s_small.StartSeconds + 4L * WorldOptions.DaySeconds;
        long[] windows = [.. Enumerable.Range(0, 60).Select(i => faulty + i * 1500L)];
        List<string>[] sequential = [.. windows.Select(window => Window(world, window))];
        List<string>[] parallel = new List<string>[windows.Length];
        Parallel.For(0, windows.Length, i => parallel[windows.Length - 1 - i] = Window(world, windows[windows.Length - 1 - i]));
        Assert.Equal(sequential, parallel);
    }

    [Fact]
    public void Shards_draw_the_rows_of_the_whole()
    {
        SimulatedWorld world = new(s_small with { Shards = 3 });
        TallyBatch whole = new() { WindowSeconds = 300 };
        world.AppendWindow(s_small.StartSeconds, whole);
        List<string> parts = [];
        for (int shard = 0; shard < 3; shard++)
        {
            TallyBatch part = new() { WindowSeconds = 300 };
            world.AppendWindow(s_small.StartSeconds, part, shard: shard);
            Assert.All(part.Shard, number => Assert.Equal(shard, number));
            parts.AddRange(RowText.Of(part));
        }
        Assert.Equal(RowText.Of(whole).Order(StringComparer.Ordinal), parts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rows_come_in_the_order_of_stratum_and_city_network()
    {
        SimulatedWorld world = new(s_small);
        TallyBatch batch = new() { WindowSeconds = 300 };
        world.AppendWindow(s_small.StartSeconds, batch);
        Assert.True(batch.Count > 300);
        for (int i = 1; i < batch.Count; i++)
        {
            int order = batch.Stratum[i - 1].CompareTo(batch.Stratum[i]);
            Assert.True(order < 0 || (order == 0 && batch.CityNetwork[i - 1].CompareTo(batch.CityNetwork[i]) < 0));
        }
    }

    private static List<string> Rows(SimulatedWorld world, int from, int count)
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        TallyBatch hours = new() { WindowSeconds = 3600 };
        List<AffectedRow> affected = [];
        for (int i = from; i < from + count; i++)
        {
            world.AppendWindow(world.Options.StartSeconds + i * 1800L, batch, affected);
        }
        for (int i = from; i < from + count; i += 24)
        {
            world.AppendHour(world.Options.StartSeconds + i * 3600L, hours, affected);
        }
        return [.. RowText.Of(batch), .. RowText.Of(hours), .. affected.Select(row => row.ToString())];
    }

    private static List<string> Window(SimulatedWorld world, long start)
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        world.AppendWindow(start, batch);
        return RowText.Of(batch);
    }
}
