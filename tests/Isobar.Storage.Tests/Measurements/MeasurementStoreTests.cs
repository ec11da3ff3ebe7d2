using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Measurements;

public sealed class MeasurementStoreTests
{
    [Fact]
    public void Queries_equal_a_naive_reference_wherever_the_rows_lie()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch[] batches = [.. Enumerable.Range(0, 12).Select(i => Tallies.Windows(i, (short)i, Tallies.Day + i * 21_600L, 3, 7 + i))];
        foreach (TallyBatch batch in batches)
        {
            Tallies.Commit(folder, batch);
        }
        // Two days sealed, one hot, and late rows for a sealed one.
        folder.RollOver(new DateOnly(2026, 11, 22));
        TallyBatch late = Tallies.Windows(99, 50, Tallies.Day + 7_200, 2, 9);
        Tallies.Commit(folder, late);
        TallyBatch[] all = [.. batches, late];
        Gen<long> instant = Gen.Choose(-2, 75).Select(hours => Tallies.Day + hours * 3_600L);
        Prop.ForAll(Gen.Zip(instant, instant).ToArbitrary(), range =>
        {
            (long from, long to) = range;
            Assert.Equal(Naive(all, from, to), folder.Measurements.Totals(from, to));
            Assert.Equal(Naive(all, from, to).Windows, folder.Measurements.WindowCount(from, to));
            CityNetworkTotals top = folder.Measurements.TopCityNetworks(from, to, 5);
            Assert.Equal(NaiveTop(all, from, to).Take(5), Enumerable.Range(0, top.Count)
                .Select(i => (top.CityNetwork[i], top.BytesIn[i], top.BytesOut[i], top.Connections[i])));
            Assert.Equal(Tallies.Expected(all).Count(row => InRange(row, from, to)), folder.Measurements.Scan(from, to).Sum(batch => batch.Count));
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void An_empty_store_answers_zero()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        Assert.Equal(new TrafficTotals(0, 0, 0, 0, 0, 0, 0, 0, 0), folder.Measurements.Totals(long.MinValue, long.MaxValue));
        Assert.Equal(0, folder.Measurements.TopCityNetworks(0, long.MaxValue, 10).Count);
        Assert.Empty(folder.Measurements.Scan(long.MinValue, long.MaxValue));
        Assert.Empty(folder.Measurements.CityNetworks([]));
        Assert.Equal(0, folder.RollOver(DateOnly.MaxValue));
    }

    [Fact]
    public void A_disposed_store_says_so()
    {
        using var temp = new TempFolder();
        DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => folder.Measurements.Totals(0, 1));
    }

    [Fact]
    public void Days_round_down_before_1970_too()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seconds =>
        {
            long day = SealedDay.DayOf(seconds);
            Assert.InRange(seconds, day * SealedDay.Seconds, (day + 1) * SealedDay.Seconds - 1);
            string name = SealedDay.FileName(day, 7);
            Assert.True(SealedDay.TryParseName(name, out DateOnly date, out int generation));
            Assert.Equal((day, 7), (SealedDay.DayOf(date), generation));
            Assert.True(SealedDay.IsOurs(name + ".new.wal"));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("2026-11-20.1.duckdb.corrupt-1")]
    [InlineData("2026-11-20.duckdb")]
    [InlineData("x2026-11-20.1.duckdb")]
    [InlineData("2026-13-20.1.duckdb")]
    public void Other_names_are_no_days(string name) => Assert.False(SealedDay.TryParseName(name, out _, out _));

    private static bool InRange(string row, long from, long to) =>
        long.Parse(row.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture) is long start && start >= from && start < to;

    private static TrafficTotals Naive(TallyBatch[] batches, long from, long to)
    {
        List<(TallyBatch Batch, int Row)> rows = Rows(batches, from, to);
        return new(
            rows.Count,
            rows.Select(r => r.Batch.WindowStart[r.Row]).Distinct().Count(),
            rows.Select(r => r.Batch.CityNetwork[r.Row]).Distinct().Count(),
            rows.Sum(r => r.Batch.BytesIn[r.Row]),
            rows.Sum(r => r.Batch.BytesOut[r.Row]),
            rows.Sum(r => r.Batch.Connections[r.Row]),
            rows.Sum(r => r.Batch.Attempts[r.Row]),
            rows.Sum(r => r.Batch.NetworkFailures[r.Row]),
            rows.Sum(r => r.Batch.ServiceFailures[r.Row]));
    }

    private static IEnumerable<(CityNetworkId, long, long, long)> NaiveTop(TallyBatch[] batches, long from, long to) =>
        Rows(batches, from, to)
            .GroupBy(r => r.Batch.CityNetwork[r.Row])
            .Select(g => (g.Key, g.Sum(r => r.Batch.BytesIn[r.Row]), g.Sum(r => r.Batch.BytesOut[r.Row]), g.Sum(r => r.Batch.Connections[r.Row])))
            .OrderByDescending(t => t.Item2 + t.Item3).ThenByDescending(t => t.Item4).ThenBy(t => t.Key);

    private static List<(TallyBatch Batch, int Row)> Rows(TallyBatch[] batches, long from, long to) =>
        [.. batches.SelectMany(batch => Enumerable.Range(0, batch.Count).Select(row => (batch, row)))
            .Where(r => r.batch.WindowStart[r.row] >= from && r.batch.WindowStart[r.row] < to)];
}
