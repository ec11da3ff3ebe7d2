using Isobar.Core.Windows;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

public sealed class DataFolderRetentionTests
{
    [Fact]
    public void Retention_unlinks_sealed_days_and_deletes_hot_rows_but_keeps_names()
    {
        using var temp = new TempFolder();
        using DataFolder folder = DataFolder.Open(temp.Path, "test");
        TallyBatch old = Tallies.Windows(1, 0, Tallies.Day, 2, 30), late = Tallies.Windows(2, 1, Tallies.Day, 2, 30);
        TallyBatch young = Tallies.Windows(3, 0, Tallies.Day + 86_400, 2, 30);
        Tallies.Commit(folder, old);
        folder.RollOver(DateOnly.MaxValue);
        Tallies.Commit(folder, late);
        Tallies.Commit(folder, young);

        // A cut-off inside a day keeps the whole day.
        folder.ApplyRetention(Tallies.Day + 86_399);
        Assert.Equal(Tallies.Expected(old, late, young), Tallies.Stored(folder));
        Assert.Single(Directory.EnumerateFiles(temp.Sub("days")));

        folder.ApplyRetention(Tallies.Day + 86_400);
        Assert.Equal(Tallies.Expected(young), Tallies.Stored(folder));
        Assert.Empty(Directory.EnumerateFiles(temp.Sub("days")));
        Assert.Empty(folder.SealedDays);
        Assert.Equal(Tallies.SealedBy(young), folder.SealedWindows());
        Assert.Equal(30, folder.CityNetworks([.. old.CityNetwork.Distinct()]).Count);

        Assert.Equal(4, Tallies.Commit(folder, old));
        Assert.Equal(Tallies.Expected(old, young), Tallies.Stored(folder));
    }

    [Fact]
    public void Rows_that_come_late_for_a_sealed_day_are_read_and_join_it_with_the_next_roll_over()
    {
        using var temp = new TempFolder();
        TallyBatch old = Tallies.Windows(1, 0, Tallies.Day, 2, 30), late = Tallies.Windows(2, 1, Tallies.Day, 2, 30);
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Tallies.Commit(folder, old);
            Assert.Equal(0, folder.RollOver(new DateOnly(2026, 11, 20)));
            Assert.Equal(1, folder.RollOver(new DateOnly(2026, 11, 21)));
            Assert.Equal(0, folder.RollOver(new DateOnly(2026, 11, 21)));
            Tallies.Commit(folder, late);
            Assert.Equal(Tallies.Expected(old, late), Tallies.Stored(folder));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(Tallies.Expected(old, late), Tallies.Stored(folder));
            Assert.Equal(1, folder.RollOver(new DateOnly(2026, 11, 21)));
            Assert.Equal(Tallies.Expected(old, late), Tallies.Stored(folder));
        }
        Assert.Equal(["2026-11-20.2.duckdb"], Directory.EnumerateFiles(temp.Sub("days")).Select(Path.GetFileName));
    }
}
