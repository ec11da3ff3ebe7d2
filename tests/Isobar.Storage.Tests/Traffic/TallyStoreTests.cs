using FsCheck;
using FsCheck.Fluent;
using Isobar.Core.Atlas;
using Isobar.Core.Windows;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests.Traffic;

public sealed class TallyStoreTests
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
            Assert.Equal(Naive(all, from, to), folder.Tallies.Totals(from, to));
            Assert.Equal(Naive(all, from, to).Windows, folder.Tallies.WindowCount(from, to));
            CityNetworkTotals top = folder.Tallies.TopCityNetworks(from, to, 5);
            Assert.Equal(NaiveTop(all, from, to).Take(5), Enumerable.Range(0, top.Count)
                .Select(i => (top.CityNetwork[i], top.BytesIn[i], top.BytesOut[i], top.Connections[i])));
            Assert.Equal(Tallies.Expected(all).Count(row => InRange(row, from, to)), folder.Tallies.Scan(from, to).Sum(batch => batch.Count));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_day_is_scanned_in_parts_that_hold_whole_city_networks(bool sealedDay)
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch[] day = [Tallies.Windows(1, 0, Tallies.Day, 6, 50), Tallies.Windows(2, 1, Tallies.Day + 82_800, 2, 60), Tallies.Windows(3, 1, Tallies.Day + 3_590, 2, 9, seconds: 10)];
        TallyBatch next = Tallies.Windows(4, 0, Tallies.Day + 86_400, 2, 50);
        Array.ForEach([.. day, next], batch => Tallies.Commit(folder, batch));
        if (sealedDay)
        {
            folder.RollOver(DateOnly.MaxValue);
        }
        DateOnly date = new(2026, 11, 20);
        List<IReadOnlyList<TallyBatch>> parts = [.. folder.Tallies.ScanParts(date, rowsPerPart: 100)];
        Assert.Equal(Tallies.Expected(day), Tallies.Expected([.. parts.SelectMany(part => part)]));
        Assert.True(parts.Count > 5);
        List<(ulong First, ulong Last)> ids = [.. parts.Select(part => part.SelectMany(batch => batch.CityNetwork).Select(id => id.Value)).Select(all => (all.Min(), all.Max()))];
        Assert.All(ids.Zip(ids.Skip(1)), pair => Assert.True(pair.First.Last < pair.Second.First));
        Assert.Single(folder.Tallies.ScanParts(date));
        string[] locations = [Tallies.WebSix.ServiceLocation, Tallies.Web.ServiceLocation];
        Assert.Equal(locations.SelectMany(location => new[] { 0, 1, 23 }.Select(hour => (location, hour))), folder.Tallies.TrafficHours(date));
        Assert.Empty(folder.Tallies.ScanParts(date.AddDays(-1)));
        Assert.Empty(folder.Tallies.TrafficHours(date.AddDays(-1)));
    }

    [Fact]
    public void An_empty_store_answers_zero()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        Assert.Equal(new TrafficTotals(0, 0, 0, 0, 0, 0, 0, 0, 0), folder.Tallies.Totals(long.MinValue, long.MaxValue));
        Assert.Equal(0, folder.Tallies.TopCityNetworks(0, long.MaxValue, 10).Count);
        Assert.Empty(folder.Tallies.Scan(long.MinValue, long.MaxValue));
        Assert.Empty(folder.CityNetworks([]));
        Assert.Equal(0, folder.RollOver(DateOnly.MaxValue));
    }

    [Fact]
    public void A_disposed_store_says_so()
    {
        using var temp = new TempFolder();
        DataFolder folder = DataFolder.Open(temp.Path, "test");
        folder.Dispose();
        Assert.Throws<ObjectDisposedException>(() => folder.Tallies.Totals(0, 1));
    }

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
