using Isobar.Core.Monitors;
using Isobar.Core.Scoring;

namespace Isobar.Core.Tests.Monitors;

public sealed class ProcessingCourseTests
{
    private readonly HealthWorld _world = new();
    private readonly WorldPair _pair;
    private readonly MonitorRun _run;

    public ProcessingCourseTests()
    {
        _pair = _world.Add("A").Send(49);
        _world.Add("B").Send(51);
        _run = new(_world);
        Judge(HealthState.Learning);
    }

    [Fact]
    public void Collecting_becomes_ok_once_half_of_the_traffic_is_testable()
    {
        Assert.Equal(ProcessingStatus.Ok, _run.Step("10:00").ProcessingStatus);
        HealthWorld thin = new();
        thin.Add("A").Send(50);
        WorldPair unknown = thin.Add("B").Send(51);
        unknown.Availability = unknown.Performance = WorldPair.Unknown(HealthState.Learning);
        MonitorRun run = new(thin);
        Assert.Equal(ProcessingStatus.CollectingData, run.Step("10:00").ProcessingStatus);
        unknown.Send(50);
        Assert.Equal(ProcessingStatus.Ok, run.Step("15:00").ProcessingStatus);
    }

    [Fact]
    public void Without_enough_for_24_hours_data_is_insufficient()
    {
        _pair.Send(500);
        Assert.Equal(ProcessingStatus.CollectingData, _run.Steps("00:00", 287).ProcessingStatus);
        Assert.Equal(ProcessingStatus.InsufficientData, _run.Step("23:55").ProcessingStatus);
        _pair.Send(1);
        _run.Step(HealthWorld.At("23:55") + 4 * 3600);
        Assert.Equal(ProcessingStatus.Ok, _run.Monitor.ProcessingStatus);
    }

    [Fact]
    public void Ok_is_lost_only_after_24_hours()
    {
        Assert.Equal(ProcessingStatus.Ok, _run.Step("00:00").ProcessingStatus);
        _pair.Send(500);
        Assert.Equal(ProcessingStatus.Ok, _run.Steps("00:05", 287).ProcessingStatus);
        _run.Restart();
        Assert.Equal(ProcessingStatus.InsufficientData, _run.Step(HealthWorld.At("00:00") + 24 * 3600).ProcessingStatus);
    }

    [Fact]
    public void An_inactive_monitor_says_so_and_collects_anew_when_it_is_active_again()
    {
        _run.Step("10:00");
        _run.Monitor.Apply(_run.Monitor.Settings with { Status = MonitorStatus.Inactive }, HealthWorld.At("10:05"));
        Assert.Equal(ProcessingStatus.Inactive, _run.Monitor.ProcessingStatus);
        _run.Restart();
        Assert.Equal(ProcessingStatus.Inactive, _run.Monitor.ProcessingStatus);
        _run.Monitor.Apply(_run.Monitor.Settings with { Status = MonitorStatus.Active }, HealthWorld.At("11:00"));
        _pair.Send(500);
        Assert.Equal(ProcessingStatus.CollectingData, _run.Step("11:00").ProcessingStatus);
    }

    private void Judge(HealthState state) => _pair.Availability = _pair.Performance = WorldPair.Unknown(state);
}
