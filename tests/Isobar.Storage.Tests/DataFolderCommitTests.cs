using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

public sealed class DataFolderCommitTests
{
    [Fact]
    public void Rows_come_back_as_they_were_given_and_in_order()
    {
        using var temp = new TempFolder();
        TallyBatch batch = Tallies.Windows(seed: 1, shard: 3, Tallies.Day, windows: 3, cityNetworks: 2_000);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(1, Tallies.Commit(folder, batch));
            Assert.Equal(Tallies.Expected(batch), Tallies.Stored(folder));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(1, folder.LastCommit);
            Assert.Equal(Tallies.Expected(batch), Tallies.Stored(folder));
            List<(long, Stratum, ulong)> order = [];
            foreach (TallyBatch part in folder.Tallies.Scan(Tallies.Day, Tallies.Day + 86_400))
            {
                for (int i = 0; i < part.Count; i++)
                {
                    order.Add((part.WindowStart[i], part.Stratum[i], part.CityNetwork[i].Value));
                }
            }
            Assert.Equal(order.Order(), order);
        }
    }

    [Fact]
    public void Windows_of_several_lengths_and_before_1970_come_back()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch[] batches =
        [
            Tallies.Windows(1, 0, -86_400 * 3 - 300, 2, 3),
            Tallies.Windows(2, 1, Tallies.Day, 2, 3, seconds: 10),
            Tallies.Windows(3, 0, Tallies.Day, 2, 3),
        ];
        folder.Commit(batches, [], [.. batches.SelectMany(Tallies.SealedBy)], []);
        Assert.Equal(Tallies.Expected(batches), Tallies.Stored(folder));
        Assert.Equal(2, folder.RollOver(new DateOnly(1970, 1, 1)));
        Assert.Equal([new DateOnly(1969, 12, 28), new DateOnly(1969, 12, 29)], folder.SealedDays);
        Assert.Equal(Tallies.Expected(batches), Tallies.Stored(folder));
    }

    [Fact]
    public void Sealed_windows_and_checkpoints_survive_also_without_rows()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Null(folder.Checkpoint("log"));
            folder.Commit(new TallyBatch { WindowSeconds = 300 }, [], [(2, 600), (1, 300)], [new("log", new byte[] { 1, 2, 3 })]);
            folder.Commit([], [], [], [new("log", new byte[] { 4 }), new("other", Array.Empty<byte>())]);
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(2, folder.LastCommit);
            Assert.Equal([((short)1, 300L), ((short)2, 600L)], folder.SealedWindows());
            Assert.Equal([4], folder.Checkpoint("log")!.Value.ToArray());
            Assert.Equal([], folder.Checkpoint("other")!.Value.ToArray());
            Assert.Empty(folder.Incidents);
        }
    }

    [Fact]
    public void Names_are_kept_once_whatever_is_given_again()
    {
        using var temp = new TempFolder();
        TallyBatch first = Tallies.Windows(1, 0, Tallies.Day, 1, 3_000), second = Tallies.Windows(2, 0, Tallies.Day + 300, 1, 3_001);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Tallies.Commit(folder, first);
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Tallies.Commit(folder, second);
            CityNetworkId[] ids = [.. second.CityNetwork.Distinct(), new(12345)];
            IReadOnlyDictionary<CityNetworkId, CityNetwork> names = folder.CityNetworks(ids);
            Assert.Equal(3_001, names.Count);
            Assert.All(names, pair => Assert.Equal(Tallies.Name(pair.Key.Value), pair.Value));
        }
    }

    [Fact]
    public void Unknown_coordinates_stay_unknown()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Commit([], [CityNetwork.Unlocated], [], []);
        Assert.Equal(CityNetwork.Unlocated, folder.CityNetworks([CityNetworkId.Unlocated])[CityNetworkId.Unlocated]);
    }

    [Fact]
    public void A_window_is_never_stored_twice()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch batch = Tallies.Windows(1, 0, Tallies.Day, 2, 5);
        Tallies.Commit(folder, batch);
        var error = Assert.Throws<InvalidOperationException>(() => Tallies.Commit(folder, batch));
        Assert.Contains("twice", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, folder.LastCommit);
        Assert.Equal(Tallies.Expected(batch), Tallies.Stored(folder));
        TallyBatch next = Tallies.Windows(2, 1, Tallies.Day, 2, 5);
        Assert.Equal(2, Tallies.Commit(folder, next));
        Assert.Equal(Tallies.Expected(batch, next), Tallies.Stored(folder));
    }

    [Fact]
    public void Faulty_batches_are_refused_whole()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch batch = Tallies.Windows(1, 0, Tallies.Day, 2, 5);
        Assert.Throws<ArgumentException>(() => folder.Commit(batch, [], [(0, Tallies.Day)], []));
        Assert.Throws<ArgumentException>(() => folder.Commit([], [], [(0, long.MaxValue)], []));
        batch.Clients.RemoveAt(0);
        Assert.Throws<ArgumentException>(() => Tallies.Commit(folder, batch));
        Assert.Equal(0, folder.LastCommit);
        Assert.Empty(Tallies.Stored(folder));
    }

    [Theory]
    [InlineData(FaultPoint.BeforeColumns)]
    [InlineData(FaultPoint.InsideColumns)]
    [InlineData(FaultPoint.AfterColumns)]
    public void A_failed_commit_leaves_nothing_and_can_be_made_again(object point)
    {
        using var temp = new TempFolder();
        bool broken = false;
        var settings = new StorageSettings { Faults = at => Fail(broken && at == (FaultPoint)point) };
        TallyBatch before = Tallies.Windows(1, 0, Tallies.Day, 1, 5), batch = Tallies.Windows(2, 0, Tallies.Day + 300, 1, 5_000);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test", settings))
        {
            Tallies.Commit(folder, before);
            broken = true;
            for (int attempt = 0; attempt < 2; attempt++)
            {
                var error = Assert.Throws<StorageException>(() => Tallies.Commit(folder, batch));
                Assert.Contains("No space left", error.Message, StringComparison.Ordinal);
                Assert.Contains(temp.Path, error.Message, StringComparison.Ordinal);
                // Readers see nothing of it, not even before the next commit mends the store.
                Assert.Equal(Tallies.Expected(before), Tallies.Stored(folder));
            }
            broken = false;
            Assert.Equal(2, Tallies.Commit(folder, batch));
            Assert.Equal(Tallies.Expected(before, batch), Tallies.Stored(folder));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(Tallies.Expected(before, batch), Tallies.Stored(folder));
        }
    }

    [Fact]
    public void A_verification_half_way_through_a_commit_does_not_disturb_it()
    {
        using var temp = new TempFolder();
        DataFolder? opened = null;
        var settings = new StorageSettings { Faults = at => { if (at == FaultPoint.AfterColumns) { opened!.Verify(); } } };
        TallyBatch first = Tallies.Windows(1, 0, Tallies.Day, 1, 5), second = Tallies.Windows(2, 0, Tallies.Day + 300, 1, 5);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test", settings))
        {
            opened = folder;
            Tallies.Commit(folder, first);
            Tallies.Commit(folder, second);
            Assert.Equal(Tallies.Expected(first, second), Tallies.Stored(folder));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(Tallies.Expected(first, second), Tallies.Stored(folder));
        }
    }

    [Fact]
    public async Task Readers_see_whole_commits_while_days_are_rolled_over()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        using var done = new CancellationTokenSource();
        TallyBatch[] batches = [.. Enumerable.Range(0, 24).Select(i => Tallies.Windows(i, (short)i, Tallies.Day + i % 3 * 86_400, 1, 50))];
        long[] sums = new long[batches.Length + 1];
        for (int i = 0; i < batches.Length; i++)
        {
            sums[i + 1] = sums[i] + batches[i].Connections.Sum();
        }
        // A thread of its own, which has read once before the first commit: on a busy machine the pool may start a task only when all commits are done.
        TaskCompletionSource reading = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<int> reader = Task.Factory.StartNew(() =>
        {
            int reads = 0;
            long last = 0;
            while (!done.IsCancellationRequested)
            {
                long sum = folder.Tallies.Totals(long.MinValue, long.MaxValue).Connections;
                Assert.Contains(sum, sums);
                Assert.True(sum >= last, $"{sum} after {last}");
                last = sum;
                reads++;
                reading.TrySetResult();
            }
            return reads;
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAny(reading.Task, reader);
        for (int i = 0; i < batches.Length; i++)
        {
            Tallies.Commit(folder, batches[i]);
            if (i % 4 == 3)
            {
                folder.RollOver(DateOnly.MaxValue);
            }
        }
        await done.CancelAsync();
        Assert.True(await reader > 0);
        Assert.Equal(Tallies.Expected(batches), Tallies.Stored(folder));
    }

    private static void Fail(bool now)
    {
        if (now)
        {
            throw new IOException("No space left on device.");
        }
    }
}
