using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Storage.Monitors;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

public sealed class CommitBatcherTests
{
    [Fact]
    public void It_commits_when_enough_rows_are_gathered()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batcher = new CommitBatcher(folder, rowLimit: 100);
        TallyBatch first = Tallies.Windows(1, 0, Tallies.Day, 1, 49), second = Tallies.Windows(2, 0, Tallies.Day + 300, 1, 1, seconds: 10);
        Assert.Null(Add(batcher, first, 1, TimeSpan.Zero));
        Assert.Equal(98, batcher.PendingRows);
        Assert.Equal(0, folder.LastCommit);
        Assert.Equal(1, Add(batcher, second, 2, TimeSpan.Zero));
        Assert.Equal(0, batcher.PendingRows);
        Assert.Null(batcher.Flush());
        Assert.Equal(Tallies.Expected(first, second), Tallies.Stored(folder));
        Assert.Equal([2], folder.Checkpoint("log")!.Value.ToArray());
        Assert.Equal(49, folder.CityNetworks([.. first.CityNetwork.Distinct()]).Count);
    }

    [Fact]
    public void It_commits_when_the_oldest_window_has_waited_a_second()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batcher = new CommitBatcher(folder);
        TimeSpan start = TimeSpan.FromHours(3);
        Assert.Null(batcher.FlushIfDue(start));
        Assert.Null(Add(batcher, Tallies.Windows(1, 0, Tallies.Day, 1, 1), 1, start));
        Assert.Null(Add(batcher, Tallies.Windows(2, 0, Tallies.Day + 300, 1, 1), 2, start + TimeSpan.FromMilliseconds(900)));
        Assert.Null(batcher.FlushIfDue(start + TimeSpan.FromMilliseconds(999)));
        Assert.Equal(1, batcher.FlushIfDue(start + TimeSpan.FromMilliseconds(1_000)));
        Assert.Null(batcher.FlushIfDue(start + TimeSpan.FromHours(1)));
        Assert.Equal(2, folder.SealedWindows().Count);
    }

    [Fact]
    public void Windows_without_a_row_are_committed_too()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batcher = new CommitBatcher(folder);
        batcher.Add(new CommitContent { SealedWindows = [(0, Tallies.Day)] }, TimeSpan.Zero);
        Assert.Equal(1, batcher.Flush());
        Assert.Single(folder.SealedWindows());
    }

    [Fact]
    public void After_a_failed_flush_everything_is_still_gathered()
    {
        using var temp = new TempFolder();
        bool broken = true;
        var settings = new StorageSettings { Faults = _ => { if (broken) { throw new IOException("No space left on device."); } } };
        using DataFolder folder = DataFolder.Open(temp.Path, "test", settings);
        var batcher = new CommitBatcher(folder, rowLimit: 10);
        TallyBatch first = Tallies.Windows(1, 0, Tallies.Day, 1, 10), second = Tallies.Windows(2, 0, Tallies.Day + 300, 1, 10);
        Assert.Throws<StorageException>(() => Add(batcher, first, 1, TimeSpan.Zero));
        broken = false;
        Assert.Equal(1, Add(batcher, second, 2, TimeSpan.Zero));
        Assert.Equal(Tallies.Expected(first, second), Tallies.Stored(folder));
    }

    [Fact]
    public void Of_what_is_gathered_the_last_word_counts()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var batcher = new CommitBatcher(folder);
        EventRow open = new("shop", "a", 0, null, 0, 0, "AVAILABILITY", "{}");
        MonitorRow shop = new("shop", "123456789012", 0, 0, "{}"), api = new("api", "123456789012", 0, 0, "{}");
        MeasurementBatch first = Measured.Windows(1, "shop", Tallies.Day, 1, 10), second = Measured.Windows(2, "shop", Tallies.Day + 300, 1, 10);
        DaySummaryBatch summary = Summaries.Day(1, new DateOnly(2026, 11, 20), 3);
        batcher.Add(new CommitContent { HealthEvents = [open], Monitors = [shop, api], Snapshots = [new("engine", new byte[] { 1 })], Measurements = [first] }, TimeSpan.Zero);
        batcher.Add(new CommitContent { InternetEvents = [open], EventGroups = [open], DaySummaries = [summary], SummarisedDays = [(0, summary.Day)] }, TimeSpan.Zero);
        batcher.Add(
            new CommitContent { HealthEvents = [open with { EndedAt = 300 }], RemovedMonitors = ["shop", "api"], Snapshots = [new("engine", new byte[] { 2 })] },
            TimeSpan.Zero);
        batcher.Add(new CommitContent { Monitors = [api with { ModifiedAt = 9 }], Measurements = [second] }, TimeSpan.Zero);
        Assert.Equal(20 + summary.Count, batcher.PendingRows);
        Assert.Equal(1, batcher.Flush());
        Assert.Equal([open with { EndedAt = 300 }], folder.HealthEvents.List(new EventFilter()));
        Assert.Equal([open], folder.InternetEvents.List(new EventFilter()));
        Assert.Equal([open], folder.EventGroups.List(new EventFilter()));
        Assert.Equal([api with { ModifiedAt = 9 }], folder.Monitors.All());
        Assert.Equal(2, folder.Snapshots.Open("engine", out _)!.ReadByte());
        Assert.Equal(Measured.Expected(first, second), Measurements.MeasurementStoreTests.Stored(folder, "shop"));
        Assert.Equal([((short)0, summary.Day)], folder.SummarisedDays());
    }

    private static long? Add(CommitBatcher batcher, TallyBatch batch, byte position, TimeSpan now) => batcher.Add(
        new CommitContent
        {
            Tallies = [batch],
            Names = Tallies.Names(batch),
            SealedWindows = Tallies.SealedBy(batch),
            Checkpoints = [new SourceCheckpoint("log", new[] { position })],
        },
        now);
}
