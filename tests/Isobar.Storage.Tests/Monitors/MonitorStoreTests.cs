using Isobar.Storage.Monitors;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Monitors;

public sealed class MonitorStoreTests
{
    [Fact]
    public void Monitors_are_written_replaced_and_removed_by_name()
    {
        using var temp = new TempFolder();
        MonitorRow shop = new("shop", "123456789012", 100, 100, "{\"a\":1}"), api = new("api", "123456789012", 200, 200, "{}");
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent { Monitors = [shop, api] });
            Assert.Equal([api, shop], folder.Monitors.All());
            shop = shop with { ModifiedAt = 300, Json = "{\"a\":2}" };
            folder.Commit(new CommitContent { Monitors = [shop], RemovedMonitors = ["shop", "api", "none"] });
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal([shop], folder.Monitors.All());
            Assert.Equal(shop, folder.Monitors.Find("shop"));
            Assert.Null(folder.Monitors.Find("api"));
        }
    }
}
