using FsCheck;
using FsCheck.Fluent;
using Isobar.Storage.Baselines;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Baselines;

public sealed class DaySummaryStoreTests
{
    private static readonly DateOnly s_first = new(2026, 11, 1);

    [Fact]
    public void Histories_come_back_by_stratum_wherever_the_days_lie_and_however_they_are_divided()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        var written = new List<DaySummaryBatch>();
        void Write(DaySummaryBatch batch)
        {
            written.Add(batch);
            folder.Commit(new CommitContent { DaySummaries = [batch] });
        }
        for (int day = 0; day < 5; day++)
        {
            Write(Summaries.Day(day, s_first.AddDays(day), 40 + 10 * day));
        }
        Assert.Equal(3, folder.RollOver(s_first.AddDays(3)));
        // A day in a file, one in the hot file, and a new one, partly and twice.
        Write(Summaries.Day(11, s_first.AddDays(1), 20));
        Write(Summaries.Day(14, s_first.AddDays(4), 100));
        Write(Summaries.Day(15, s_first.AddDays(5), 20));
        Write(Summaries.Day(16, s_first.AddDays(5), 10));
        Prop.ForAll(
            (from first in Gen.Choose(-1, 6) from days in Gen.Choose(0, 7) from rows in Gen.Elements(7, 100, 1_000_000) select (first, days, rows)).ToArbitrary(),
            range =>
            {
                DateOnly from = s_first.AddDays(range.first), to = from.AddDays(range.days);
                List<string> expected = Summaries.Expected(written, from, to);
                Assert.Equal(expected, Summaries.Texts(folder.DaySummaries.ReadDays(from, to, range.rows)));
            }).QuickCheckThrowOnFailure();
        Assert.Equal(4, folder.RollOver(DateOnly.MaxValue));
        Assert.Equal(
            Summaries.Expected(written, DateOnly.MinValue, DateOnly.MaxValue), Summaries.Texts(folder.DaySummaries.ReadDays(s_first, s_first.AddDays(30))));
    }

    [Fact]
    public void A_day_is_summarised_when_it_is_said_and_its_rows_are_stored_with_that()
    {
        using var temp = new TempFolder();
        DaySummaryBatch first = Summaries.Day(1, s_first, 10), again = Summaries.Day(2, s_first, 10);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            folder.Commit(new CommitContent { DaySummaries = [first] });
            Assert.Empty(folder.SummarisedDays());
            CommitContent whole = new() { DaySummaries = [again], SummarisedDays = [(1, s_first), (0, s_first)] };
            folder.Commit(whole);
            folder.Commit(whole);
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal([((short)0, s_first), ((short)1, s_first)], folder.SummarisedDays());
            Assert.Equal(Summaries.Expected([again], s_first, s_first.AddDays(1)), Summaries.Texts(folder.DaySummaries.ReadDays(s_first, s_first.AddDays(1))));
        }
    }

    [Fact]
    public void Days_expire_at_their_own_time()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        DaySummaryBatch[] days = [.. Enumerable.Range(0, 3).Select(day => Summaries.Day(day, s_first.AddDays(day), 10))];
        folder.Commit(new CommitContent { DaySummaries = days, SummarisedDays = [.. days.Select(day => ((short)0, day.Day))] });
        folder.RollOver(s_first.AddDays(1));
        long cutoff = new DateTimeOffset(s_first.AddDays(2), default, default).ToUnixTimeSeconds();
        folder.ApplyRetention(new RetentionCutoffs { DaySummaries = cutoff, Tallies = cutoff, Measurements = cutoff });
        Assert.Equal(Summaries.Expected(days[2..], DateOnly.MinValue, DateOnly.MaxValue), Summaries.Texts(folder.DaySummaries.ReadDays(s_first, s_first.AddDays(3))));
        Assert.Equal([((short)0, s_first.AddDays(2))], folder.SummarisedDays());
        Assert.Empty(Directory.EnumerateFiles(temp.Sub("days")));
    }

    [Fact]
    public void Keys_that_do_not_rise_are_refused()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        DaySummaryBatch batch = Summaries.Day(1, s_first, 3);
        batch.Key[1] = batch.Key[0];
        Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { DaySummaries = [batch] }));
        batch = Summaries.Day(1, s_first, 3);
        batch.Summary.RemoveAt(0);
        Assert.Throws<ArgumentException>(() => folder.Commit(new CommitContent { DaySummaries = [batch] }));
        Assert.Equal(0, folder.LastCommit);
    }
}
