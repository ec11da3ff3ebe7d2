using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Control;

public sealed class PublicationStoreTests : IDisposable
{
    private const long Start = 1_767_312_000;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public void What_is_measured_is_told_by_monitor_and_in_the_order_of_time()
    {
        using DataFolder folder = DataFolder.Open(_temp.Path, "test");
        folder.Commit(new CommitContent { Measurements = [Measured.Windows(1, "shop", Start, 3, 2), Measured.Windows(2, "other", Start, 1, 2)] });
        Assert.Equal([Start, Start + 300, Start + 600], folder.Publications.Measured("shop", Start - 1, 10));
        Assert.Equal([Start + 300], folder.Publications.Measured("shop", Start, 1));
        Assert.Equal(2, folder.Publications.CountMeasured("shop", Start));
        Assert.Equal([Start], folder.Publications.Measured("other", long.MinValue, 10));
        Assert.Empty(folder.Publications.Measured("none", long.MinValue, 10));
    }

    [Fact]
    public void A_row_is_replaced_and_goes_with_its_monitor()
    {
        using (DataFolder folder = DataFolder.Open(_temp.Path, "test"))
        {
            folder.Commit(new CommitContent { Publications = [new("shop", "bucket", 1, null, null, 0), new("shop", "log", 2, 2, 3, 4), new("other", "bucket", 5, 5, 6, 7)] });
            folder.Commit(new CommitContent { Publications = [new("shop", "bucket", 8, 8, 9, 10)] });
        }
        using DataFolder again = DataFolder.Open(_temp.Path, "test");
        Assert.Equal([new("other", "bucket", 5, 5, 6, 7), new("shop", "bucket", 8, 8, 9, 10), new("shop", "log", 2, 2, 3, 4)], again.Publications.All());
        again.Commit(new CommitContent { RemovedMonitors = ["shop"] });
        Assert.Equal([new("other", "bucket", 5, 5, 6, 7)], again.Publications.All());
        Assert.Null(again.Publications.Find("shop", "log"));
    }

    [Fact]
    public async Task What_is_told_as_measured_can_be_read_though_a_commit_is_half_way()
    {
        DataFolder? folder = null;
        Task<(int Windows, int Rows)>? reader = null;
        void AtFault(FaultPoint point)
        {
            if (point == FaultPoint.AfterColumns && reader is null)
            {
                reader = Task.Run(() =>
                {
                    int windows = folder!.Publications.Measured("shop", long.MinValue, 10).Count;
                    return (windows, folder.Measurements.Scan(new() { MonitorName = "shop", From = Start, To = Start + 300 }).Sum(batch => batch.Count));
                });
                // It waits for the commit; one that did not would be through by now, with nothing.
                Assert.False(SpinWait.SpinUntil(() => reader.IsCompleted, TimeSpan.FromMilliseconds(200)));
            }
        }
        using (folder = DataFolder.Open(_temp.Path, "test", new StorageSettings { Faults = AtFault }))
        {
            folder.Commit(new CommitContent { Measurements = [Measured.Windows(1, "shop", Start, 1, 2)] });
            Assert.Equal((1, 2), await reader!);
        }
    }

    [Fact]
    public void The_largest_are_those_with_the_most_traffic()
    {
        using DataFolder folder = DataFolder.Open(_temp.Path, "test");
        Core.Monitors.MeasurementBatch batch = Measured.Windows(3, "shop", Start, 2, 30);
        folder.Commit(new CommitContent { Measurements = [batch] });
        MeasurementFilter filter = new() { MonitorName = "shop", From = Start, To = Start + 300 };
        double[] expected = [.. batch.Weight.Where((_, row) => batch.WindowStart[row] == Start).OrderDescending().Take(7)];
        Assert.Equal(expected, folder.Measurements.Largest(filter, 7).SelectMany(part => part.Weight));
        Assert.Equal(30, folder.Measurements.Largest(filter, 500).Sum(part => part.Count));
    }
}
