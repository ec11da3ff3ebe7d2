using Isobar.Core.Windows;
using Isobar.Server.Hosting.Health;

namespace Isobar.Server.Tests.Hosting.Health;

public sealed class WindowSlicesTests
{
    [Fact]
    public void Each_window_is_taken_with_its_rows_of_all_batches()
    {
        TallyBatch one = Rows(0, 0, 300, 900), other = Rows(300, 1200);
        WindowSlices slices = new([one, other]);
        List<(long Start, int Rows)> taken = [];
        for (long start = 0; start <= 1500; start += 300)
        {
            IReadOnlyList<TallyBatch> rows = slices.Take(start);
            Assert.All(rows.SelectMany(batch => batch.WindowStart), window => Assert.Equal(start, window));
            taken.Add((start, rows.Sum(batch => batch.Count)));
        }
        Assert.Equal([(0, 2), (300, 2), (600, 0), (900, 1), (1200, 1), (1500, 0)], taken);
        Assert.Null(slices.NextStart);
    }

    [Fact]
    public void The_next_window_is_the_oldest_of_all_batches()
    {
        WindowSlices slices = new([Rows(600), Rows(300, 900), Rows()]);
        Assert.Equal(300, slices.NextStart);
        slices.Take(300);
        Assert.Equal(600, slices.NextStart);
    }

    [Fact]
    public void A_batch_of_one_window_is_handed_out_itself()
    {
        TallyBatch batch = Rows(300, 300);
        Assert.Same(batch, Assert.Single(new WindowSlices([batch]).Take(300)));
    }

    private static TallyBatch Rows(params long[] starts)
    {
        TallyBatch batch = new() { WindowSeconds = 300 };
        foreach (long start in starts)
        {
            batch.AddRows(SourceSilenceTests.Batch(300, start, ("a", "here")), 0, 1);
        }
        return batch;
    }
}
