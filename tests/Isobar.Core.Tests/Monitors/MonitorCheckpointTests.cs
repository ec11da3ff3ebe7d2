using Isobar.Core.Monitors;

namespace Isobar.Core.Tests.Monitors;

public sealed class MonitorCheckpointTests
{
    [Fact]
    public void A_checkpoint_survives_writing()
    {
        HealthWorld world = new();
        world.Add("A").Send(10).Fail(1);
        world.Add("B").Send(90);
        MonitorRun run = new(world);
        run.Steps("10:00", 3);
        byte[] written = run.Monitor.Save().Write();
        Assert.Equal(written, MonitorCheckpoint.Read(written).Write());
        WatchedMonitor restored = WatchedMonitor.Restore(run.Monitor.Settings, 300, MonitorCheckpoint.Read(written));
        Assert.Equal(run.Monitor.Events.Select(one => one.EventId), restored.Events.Select(one => one.EventId));
        Assert.Equal(written, restored.Save().Write());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("nonsense")]
    [InlineData("{\"Version\":2,\"Events\":\"\"}")]
    public void What_is_no_checkpoint_is_refused_with_a_reason(string text) =>
        Assert.Contains("checkpoint of a monitor", Assert.Throws<FormatException>(() => MonitorCheckpoint.Read(System.Text.Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_events_of_another_release_are_refused()
    {
        MonitorCheckpoint checkpoint = new() { Events = "{\"Version\":7,\"Availability\":{\"Locals\":[],\"Ended\":[],\"Tracked\":[],\"LastEnds\":[]},\"Performance\":{\"Locals\":[],\"Ended\":[],\"Tracked\":[],\"LastEnds\":[]}}"u8.ToArray() };
        Assert.Contains("version 7", Assert.Throws<FormatException>(() => WatchedMonitor.Restore(HealthWorld.Monitor(), 300, checkpoint)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Time_goes_forward_only()
    {
        HealthWorld world = new();
        world.Add("A").Send(10);
        MonitorRun run = new(world);
        run.Step("10:05");
        Assert.Throws<ArgumentOutOfRangeException>(() => run.Step("10:00"));
        Assert.Throws<ArgumentException>(() => run.Monitor.Apply(HealthWorld.Monitor() with { Name = "other" }, 0));
    }
}
