using Isobar.Core.Monitors;

namespace Isobar.Core.Tests.Monitors;

public sealed class MonitorFaultsTests
{
    [Fact]
    public void Defaults_have_no_fault() => Assert.Empty(MonitorFaults.Of(HealthWorld.Monitor()));

    [Fact]
    public void Defaults_are_those_of_the_api()
    {
        TrafficMonitor monitor = HealthWorld.Monitor();
        Assert.Equal((95, 95), (monitor.HealthEvents.AvailabilityScoreThreshold, monitor.HealthEvents.PerformanceScoreThreshold));
        Assert.Equal(new LocalHealthEventsConfig(true, 60, 0.1), monitor.HealthEvents.AvailabilityLocal);
        Assert.Equal((100, (int?)null, "default"), (monitor.TrafficPercentage, monitor.MaximumCityNetworks, monitor.Name));
        Assert.Equal("arn:aws:internetmonitor:eu-central-1:123456789012:monitor/default", monitor.Arn);
    }

    [Fact]
    public void All_faults_are_told_at_once()
    {
        TrafficMonitor monitor = HealthWorld.Monitor() with
        {
            Name = "bad name!",
            TrafficPercentage = 0,
            MaximumCityNetworks = 500_001,
            HealthEvents = new() { AvailabilityScoreThreshold = 101, PerformanceScoreThreshold = double.NaN, PerformanceLocal = new(true, -1, 101) },
            EventRules = new() { ClosingWindows = 0, ReactivationSeconds = -1, NoDataWindows = 0, NotificationWindows = 0 },
            Resources = [new(HealthWorld.Arn("arn:aws:ec2:eu-central-1:123456789012:vpc/vpc-01234567"), [])],
        };
        string[] named =
        [
            "MonitorName", "TrafficPercentageToMonitor", "MaxCityNetworksToMonitor must be 1 to 500000, not 500001.", "AvailabilityScoreThreshold",
            "PerformanceScoreThreshold", "PerformanceLocalHealthEventsConfig.HealthScoreThreshold", "PerformanceLocalHealthEventsConfig.MinTrafficImpact",
            "ClosingWindows", "ReactivationSeconds", "NoDataWindows", "NotificationWindows", "vpc/vpc-01234567 has no traffic source",
        ];
        IReadOnlyList<string> faults = MonitorFaults.Of(monitor);
        Assert.Equal(named.Length, faults.Count);
        Assert.All(named.Zip(faults), pair => Assert.Contains(pair.First, pair.Second, StringComparison.Ordinal));
    }
}
