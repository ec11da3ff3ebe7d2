using System.Buffers;
using Isobar.Core.Baselines;
using Isobar.Core.Events;
using Isobar.Core.Monitors;
using Isobar.Core.Pipeline;
using Isobar.Core.Scoring;
using Isobar.Server.Simulation;

namespace Isobar.Simulator.Tests.Health;

public sealed class HealthPipelineSnapshotTests(SmallWorld world) : IClassFixture<SmallWorld>
{
    private static readonly InternetEventRules s_rules = new();

    /// <summary>Saved in the middle of an outage, and restored: everything that is remembered goes on the same, to the last byte.</summary>
    [Fact]
    public void A_restored_street_goes_on_as_the_one_that_was_saved()
    {
        long from = world.From + 6_000, middle = world.From + 8_700, to = world.From + 12_600;
        (BaselineTable table, HealthPipeline pipeline) = Begin();
        Play(pipeline, from, middle);
        byte[] baselines = Written(table.Save), state = Written(pipeline.Save);
        (BaselineTable restoredTable, HealthPipeline restored) = Restore(baselines, state)!.Value;
        Assert.Equal(state, Written(restored.Save));
        List<string> told = Play(pipeline, middle, to), toldAgain = Play(restored, middle, to);
        Assert.NotEmpty(told);
        Assert.Equal(told, toldAgain);
        Assert.Equal(Written(pipeline.Save), Written(restored.Save));
        Assert.Equal(Written(table.Save), Written(restoredTable.Save));
    }

    [Fact]
    public void What_is_cut_damaged_or_of_other_windows_is_not_taken()
    {
        (BaselineTable table, HealthPipeline pipeline) = Begin();
        Play(pipeline, world.From, world.From + 900);
        byte[] baselines = Written(table.Save), state = Written(pipeline.Save);
        Random random = new(3);
        for (int round = 0; round < 20; round++)
        {
            byte[] damaged = [.. state];
            damaged[random.Next(damaged.Length)] ^= 0x40;
            Assert.Null(Restore(baselines, damaged));
            Assert.Null(Restore(baselines, state[..random.Next(state.Length)]));
        }
        Assert.Null(Restore(baselines, state, windowSeconds: 60));
        Assert.NotNull(Restore(baselines, state));
    }

    [Fact]
    public void Events_alone_are_gone_on_with_by_another_release()
    {
        (_, HealthPipeline pipeline) = Begin();
        Play(pipeline, world.From + 6_000, world.From + 8_700);
        byte[] events = pipeline.SaveEvents();
        (_, HealthPipeline fresh) = Begin(isWatched: false);
        fresh.RestoreEvents(events);
        Assert.NotEmpty(pipeline.Events);
        Assert.Equal(pipeline.Events.Select(EventDocument.Write), fresh.Events.Select(EventDocument.Write));
        Assert.Equal(pipeline.Watched.Select(MonitorDocument.Write), fresh.Watched.Select(MonitorDocument.Write));
        Assert.Equal(events, fresh.SaveEvents());
        Assert.Throws<FormatException>(() => fresh.RestoreEvents(events.AsSpan(0, events.Length - 1)));
    }

    private (BaselineTable Table, HealthPipeline Pipeline) Begin(bool isWatched = true)
    {
        BaselineTable table = new();
        HealthEngine engine = EngineOf(table);
        foreach (BaselineKey key in world.History.Keys.Order())
        {
            engine.Meet(key);
        }
        table.Derive(WarmUp.DayOf(world.From), world.History.All());
        HealthPipeline pipeline = new(engine, world.World.Options.WindowSeconds, s_rules);
        if (isWatched)
        {
            string[] sources = [.. world.World.Sources.Select(source => source.Name)];
            pipeline.Watch(TrafficMonitor.Default("us-east-1", "000000000000", [new(ResourceArn.OfSource("us-east-1", "000000000000", "all"), [.. sources])]), 0);
        }
        return (table, pipeline);
    }

    private (BaselineTable Table, HealthPipeline Pipeline)? Restore(byte[] baselines, byte[] state, int windowSeconds = 300)
    {
        Assert.True(BaselineTable.TryRestore(baselines, null, out BaselineTable? table));
        return HealthPipeline.TryRestore(state, EngineOf(table), windowSeconds, s_rules) is { } pipeline ? (table, pipeline) : null;
    }

    private HealthEngine EngineOf(BaselineTable table) => new(
        ScoringSettings.Default, table, PairDirectory.WithoutPaths(id => world.World.CityNetworks.First(place => place.Id == id)), world.World.Options.WindowSeconds);

    private List<string> Play(HealthPipeline pipeline, long from, long to)
    {
        List<string> told = [];
        for (long start = from; start < to; start += 300)
        {
            WindowOutcome outcome = pipeline.Advance(new(start, world.Draw(start)), start + 300);
            told.AddRange(outcome.Monitors.SelectMany(monitor => monitor.Events.Changes).Select(change => $"{start} {change.Kind} {EventDocument.Write(change.Event)}"));
            told.AddRange(outcome.Groups.Select(change => $"{start} {change.Kind} {EventDocument.Write(change.Group, outcome.Map.Pairs)}"));
            told.AddRange(outcome.InternetEvents.Select(change => $"{start} {change.IsRemoved} {EventDocument.Write(change.Event)}"));
        }
        return told;
    }

    private static byte[] Written(Action<IBufferWriter<byte>> save)
    {
        ArrayBufferWriter<byte> bytes = new();
        save(bytes);
        return bytes.WrittenSpan.ToArray();
    }
}
