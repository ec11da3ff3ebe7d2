using Isobar.Core.Monitors;

namespace Isobar.Core.Tests.Monitors;

public sealed class CoveragePlanTests
{
    [Fact]
    public void The_smallest_number_that_reaches_the_percentage_is_chosen()
    {
        CoveragePlan plan = CoveragePlan.Of([10, 50, 0, 40], 90, null);
        Assert.Equal((3, 2, 90.0, false), (plan.CityNetworks, plan.Coverage.CityNetworksMonitored, plan.Coverage.TrafficMonitoredPercent, plan.IsCapped));
        Assert.Equal("1 1 2 2 3 3 3", string.Join(' ', plan.Coverage.CityNetworksFor));
    }

    [Fact]
    public void A_maximum_that_is_reached_first_is_told()
    {
        CoveragePlan plan = CoveragePlan.Of([10, 50, 40], 100, 1);
        Assert.Equal((1, 50.0, true), (plan.Coverage.CityNetworksMonitored, plan.Coverage.TrafficMonitoredPercent, plan.IsCapped));
    }

    [Fact]
    public void No_traffic_is_covered_by_nobody()
    {
        CoveragePlan plan = CoveragePlan.Of([0, 0], 100, null);
        Assert.Equal((0, 0, 0.0), (plan.CityNetworks, plan.Coverage.CityNetworksMonitored, plan.Coverage.TrafficMonitoredPercent));
    }
}
