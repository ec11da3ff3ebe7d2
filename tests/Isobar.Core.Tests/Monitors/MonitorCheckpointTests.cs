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

    [Fact]
    public void Damage_is_refused_with_a_reason()
    {
        byte[] written = new MonitorCheckpoint { FirstWindow = 7, Events = [1, 2, 3] }.Write();
        byte[][] damaged = [[], [2, .. written[1..]], [1], written[..^1], [.. written[..9], 0xff, 0xff, 0xff, 0xff, 0x0f], [.. written[..9], 3, .. written[10..]]];
        Assert.All(damaged, bytes => Assert.StartsWith(
            "The checkpoint of a monitor ", Assert.Throws<FormatException>(() => MonitorCheckpoint.Read(bytes)).Message, StringComparison.Ordinal));
        Assert.Equal([1, 2, 3], MonitorCheckpoint.Read(written).Events);
    }

    [Fact]
    public void No_byte_can_change_unseen()
    {
        HealthWorld world = new();
        world.Add("A").Send(10).Fail(1);
        MonitorRun run = new(world);
        run.Steps("10:00", 3);
        byte[] written = run.Monitor.Save().Write();
        int refused = 0;
        for (int i = 0; i < written.Length; i++)
        {
            byte[] changed = [.. written];
            changed[i] ^= 0x11;
            try
            {
                // Bits that pad the end of the packed content say nothing.
                Assert.Equal(written, MonitorCheckpoint.Read(changed).Write());
            }
            catch (FormatException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, written.Length - 2, written.Length);
    }

    [Theory]
    [InlineData("{\"Version\":7,\"Availability\":{\"Locals\":[],\"Ended\":[],\"Tracked\":[],\"LastEnds\":[]},\"Performance\":{\"Locals\":[],\"Ended\":[],\"Tracked\":[],\"LastEnds\":[]}}", "version 7")]
    [InlineData("{}", "version 0")]
    [InlineData("nonsense", "cannot be read")]
    public void What_is_no_state_of_events_is_refused(string state, string reason)
    {
        MonitorCheckpoint checkpoint = new() { Events = System.Text.Encoding.UTF8.GetBytes(state) };
        FormatException fault = Assert.Throws<FormatException>(() => WatchedMonitor.Restore(HealthWorld.Monitor(), 300, checkpoint));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
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
