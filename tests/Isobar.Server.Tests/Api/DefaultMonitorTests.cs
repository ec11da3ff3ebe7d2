using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Hosting.Health;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Api;

/// <summary>The monitor that is watched while nobody has made one, and what becomes of it when somebody does.</summary>
public sealed class DefaultMonitorTests : IDisposable
{
    private const string Account = ApiFixture.Account;

    private readonly TemporaryFolder _temporary = new();
    private readonly DataFolder _folder;
    private readonly MonitorDirectory _watched;
    private readonly MonitorCatalogue _monitors;

    public DefaultMonitorTests()
    {
        FakeTimeProvider clock = new();
        _folder = DataFolder.Open(_temporary["data"], "test");
        ResourceArn arn = ResourceArn.OfSource(ApiFixture.Region, Account, "web");
        _watched = new(_folder, TrafficMonitor.Default(ApiFixture.Region, Account, [new MonitoredResource(arn, ["web"])]), clock);
        LiveMonitors live = new(_watched.Default, _ => null, _watched.Take, _watched.Forget, _ => null);
        _monitors = new(_folder, new MonitorRecordCodec(ApiFixture.Region, Account, _ => ["web"]), Account, live, clock);
    }

    [Fact]
    public void The_first_monitor_takes_its_place_and_what_it_measured_stays_under_its_name()
    {
        _folder.Measure(TrafficMonitor.DefaultName, Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 1000, 100, 20));
        _monitors.Put(Monitor("shop"), isPending: false, null);
        _monitors.Put(Monitor("site"), isPending: false, null);
        Assert.Equal([("default", MonitorStatus.Inactive), ("shop", MonitorStatus.Active), ("site", MonitorStatus.Active)], _monitors.All([Account]).Select(one => (one.Name, one.Status)));
        Assert.Equal(["shop", "site"], Watched());
        Assert.Equal(ProcessingStatus.Inactive, _monitors.ProcessingOf(_monitors.Get(Account, "default")));
    }

    [Fact]
    public void Where_it_measured_nothing_nothing_of_it_stays()
    {
        _monitors.Put(Monitor("shop"), isPending: false, null);
        Assert.Equal(["shop"], _monitors.All([Account]).Select(one => one.Name));
    }

    [Fact]
    public void After_the_last_monitor_is_removed_it_is_watched_again()
    {
        _folder.Measure(TrafficMonitor.DefaultName, Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 1000, 100, 20));
        _monitors.Put(Monitor("shop"), isPending: false, null);
        _monitors.Remove(_monitors.Get(Account, "shop"));
        Assert.Equal(("default", MonitorStatus.Active), Assert.Single(_monitors.All([Account]).Select(one => (one.Name, one.Status))));
        Assert.Equal(["default"], Watched());
        Assert.Empty(_folder.Monitors.All());
    }

    [Fact]
    public void It_can_be_removed_and_does_not_come_back_with_the_next_monitor()
    {
        _folder.Measure(TrafficMonitor.DefaultName, Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 1000, 100, 20));
        _monitors.Put(Monitor("shop"), isPending: false, null);
        _monitors.Remove(_monitors.Get(Account, "default"));
        _monitors.Put(Monitor("site"), isPending: false, null);
        Assert.Equal(["shop", "site"], _monitors.All([Account]).Select(one => one.Name));
    }

    [Fact]
    public void Changed_by_somebody_it_is_a_monitor_like_any_other()
    {
        _folder.Measure(TrafficMonitor.DefaultName, Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 1000, 100, 20));
        _monitors.Put(_monitors.Get(Account, "default") with { TrafficPercentage = 40 }, isPending: false, null);
        _monitors.Put(Monitor("shop"), isPending: false, null);
        Assert.Equal(["default", "shop"], Watched());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _temporary.Dispose();
    }

    private string[] Watched() => [.. _watched.All.Where(monitor => monitor.Status != MonitorStatus.Inactive).Select(monitor => monitor.Name)];

    private static MonitorRecord Monitor(string name) => new()
    {
        Key = name, Account = Account, Name = name, Region = ApiFixture.Region, CreatedAt = 1, ModifiedAt = 1, Resources = [ResourceArn.OfSource(ApiFixture.Region, Account, "web").Text],
    };
}
