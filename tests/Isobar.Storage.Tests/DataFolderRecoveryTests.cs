using Isobar.Core.Windows;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

/// <summary>Copies the folder at each named instant, as a kill at that instant would leave it, and opens the copies.</summary>
public sealed class DataFolderRecoveryTests
{
    private static readonly TallyBatch s_first = Tallies.Windows(1, 0, Tallies.Day, 2, 400);
    private static readonly TallyBatch s_second = Tallies.Windows(2, 0, Tallies.Day + 600, 2, 3_000);

    [Theory]
    [InlineData(FaultPoint.BeforeColumns, false)]
    [InlineData(FaultPoint.InsideColumns, false)]
    [InlineData(FaultPoint.AfterColumns, false)]
    [InlineData(FaultPoint.AfterControl, true)]
    public void A_kill_during_a_commit_leaves_all_of_it_or_nothing(object point, bool stored)
    {
        using var temp = new TempFolder();
        string copy = temp.Sub("copy");
        bool armed = false;
        var settings = new StorageSettings { Faults = at => CopyAt(armed && at == (FaultPoint)point, temp.Sub("data"), copy) };
        using (DataFolder folder = DataFolder.Open(temp.Sub("data"), "test", settings))
        {
            Tallies.Commit(folder, s_first, new SourceCheckpoint("log", new byte[] { 1 }));
            armed = true;
            Tallies.Commit(folder, s_second, new SourceCheckpoint("log", new byte[] { 2 }));
        }
        using (DataFolder folder = DataFolder.Open(copy, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(stored ? 2 : 1, folder.LastCommit);
            Assert.Equal(stored ? 4 : 2, folder.SealedWindows().Count);
            Assert.Equal([(byte)(stored ? 2 : 1)], folder.Checkpoint("log")!.Value.ToArray());
            Assert.Equal(stored ? Tallies.Expected(s_first, s_second) : Tallies.Expected(s_first), Tallies.Stored(folder));
            if (!stored)
            {
                Assert.Equal(2, Tallies.Commit(folder, s_second));
            }
            Assert.Equal(Tallies.Expected(s_first, s_second), Tallies.Stored(folder));
        }
    }

    [Theory]
    [InlineData(FaultPoint.DayWritten)]
    [InlineData(FaultPoint.DayRenamed)]
    [InlineData(FaultPoint.DayListed)]
    public void A_kill_during_a_roll_over_loses_no_row_and_repeats_none(object point)
    {
        using var temp = new TempFolder();
        string copy = temp.Sub("copy"), again = temp.Sub("again");
        // The second time the day has a file already, which the new one replaces.
        var settings = new StorageSettings
        {
            Faults = at => CopyAt(at == (FaultPoint)point, temp.Sub("data"), Directory.Exists(copy) ? again : copy),
        };
        using (DataFolder folder = DataFolder.Open(temp.Sub("data"), "test", settings))
        {
            Tallies.Commit(folder, s_first);
            Assert.Equal(1, folder.RollOver(DateOnly.MaxValue));
            Tallies.Commit(folder, s_second);
            Assert.Equal(Tallies.Expected(s_first, s_second), Tallies.Stored(folder));
            Assert.Equal(1, folder.RollOver(DateOnly.MaxValue));
            Assert.Equal(Tallies.Expected(s_first, s_second), Tallies.Stored(folder));
        }
        foreach ((string path, List<string> expected) in new[] { (copy, Tallies.Expected(s_first)), (again, Tallies.Expected(s_first, s_second)) })
        {
            using DataFolder folder = DataFolder.Open(path, "test");
            Assert.Empty(folder.Incidents);
            Assert.Equal(expected, Tallies.Stored(folder));
            folder.RollOver(DateOnly.MaxValue);
            Assert.Equal(expected, Tallies.Stored(folder));
            Assert.Single(Directory.EnumerateFiles(Path.Combine(path, "days")));
        }
    }

    [Theory]
    [InlineData(FaultPoint.DaysUnlisted)]
    [InlineData(FaultPoint.RowsExpired)]
    public void A_kill_during_retention_brings_no_day_back(object point)
    {
        using var temp = new TempFolder();
        string copy = temp.Sub("copy");
        var settings = new StorageSettings { Faults = at => CopyAt(at == (FaultPoint)point, temp.Sub("data"), copy) };
        using (DataFolder folder = DataFolder.Open(temp.Sub("data"), "test", settings))
        {
            Tallies.Commit(folder, s_first);
            folder.RollOver(DateOnly.MaxValue);
            folder.ApplyRetention(Tallies.Day + 86_400);
        }
        using (DataFolder folder = DataFolder.Open(copy, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Empty(Tallies.Stored(folder));
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(copy, "days")));
        }
    }

    [Fact]
    public void Files_that_are_not_ours_are_left_alone()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Tallies.Commit(folder, s_first);
        }
        string note = Path.Combine(temp.Path, "days", "2026-11-20.1.duckdb.txt");
        string aside = Path.Combine(temp.Path, "days", "2026-11-20.1.duckdb.corrupt-1");
        string left = Path.Combine(temp.Path, "days", "2026-11-21.1.duckdb.new");
        foreach (string path in new[] { note, aside, left })
        {
            File.WriteAllText(path, "text");
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
        }
        Assert.True(File.Exists(note));
        Assert.True(File.Exists(aside));
        Assert.False(File.Exists(left));
    }

    private static void CopyAt(bool now, string from, string to)
    {
        if (now)
        {
            TempFolder.Copy(from, to);
        }
    }
}
