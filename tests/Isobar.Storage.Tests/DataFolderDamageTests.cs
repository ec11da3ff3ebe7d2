using Isobar.Core.Windows;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

/// <summary>Broken, lost and foreign files: the store starts with what is left and says what is not.</summary>
public sealed class DataFolderDamageTests
{
    private static readonly TallyBatch s_yesterday = Tallies.Windows(1, 0, Tallies.Day - 86_400, 2, 800);
    private static readonly TallyBatch s_today = Tallies.Windows(2, 0, Tallies.Day, 2, 800);
    private static readonly TallyBatch s_next = Tallies.Windows(3, 0, Tallies.Day + 600, 1, 10);

    [Fact]
    public void A_flipped_byte_in_the_log_costs_the_log_only()
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: false);
        string wal = Path.Combine(copy, "measurements.duckdb.wal");
        Flip(wal, new FileInfo(wal).Length / 2);
        using DataFolder folder = DataFolder.Open(copy, "test");
        Assert.Contains(folder.Incidents, incident => incident.File == wal && incident.Text.Contains("corrupt-1", StringComparison.Ordinal));
        Assert.Contains(folder.Incidents, incident => incident.Text.Contains("rows between are lost", StringComparison.Ordinal));
        Assert.True(File.Exists(wal + ".corrupt-1"));
        // What the log held of the roll-over is lost too, but the sealed day's file is there and is taken up.
        Assert.Equal(Tallies.Expected(s_yesterday), Tallies.Stored(folder));
        Works(folder, Tallies.Expected(s_yesterday, s_next));
    }

    [Fact]
    public void A_truncated_log_costs_its_tail_only()
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: false);
        using (FileStream wal = File.OpenWrite(Path.Combine(copy, "measurements.duckdb.wal")))
        {
            wal.SetLength(wal.Length - 7);
        }
        using DataFolder folder = DataFolder.Open(copy, "test");
        Assert.Contains(folder.Incidents, incident => incident.Text.Contains("acknowledged", StringComparison.Ordinal));
        Assert.Equal(Tallies.Expected(s_yesterday), Tallies.Stored(folder));
        Works(folder, Tallies.Expected(s_yesterday, s_next));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("header")]
    [InlineData("missing")]
    public void A_broken_hot_file_is_set_aside_and_the_sealed_days_stay(string damage)
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        string hot = Path.Combine(copy, "measurements.duckdb");
        Break(hot, damage);
        using DataFolder folder = DataFolder.Open(copy, "test");
        Assert.NotEmpty(folder.Incidents);
        Assert.Equal(Tallies.Expected(s_yesterday), Tallies.Stored(folder));
        Assert.Equal(2, folder.LastCommit);
        Assert.Equal(800, folder.CityNetworks([.. s_yesterday.CityNetwork.Distinct()]).Count);
        Works(folder, Tallies.Expected(s_yesterday, s_next));
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("empty")]
    [InlineData("truncated")]
    [InlineData("header")]
    [InlineData("block")]
    [InlineData("missing")]
    public void A_broken_day_is_set_aside_when_it_is_met_and_the_rest_is_read(string damage)
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        string day = Assert.Single(Directory.EnumerateFiles(Path.Combine(copy, "days")));
        Break(day, damage);
        using (DataFolder folder = DataFolder.Open(copy, "test"))
        {
            folder.Verify();
            Assert.Equal(Tallies.Expected(s_today), Tallies.Stored(folder));
            StorageIncident incident = Assert.Single(folder.Incidents);
            Assert.Equal(day, incident.File);
            Assert.Contains("3200 rows", incident.Text, StringComparison.Ordinal);
            Assert.Equal(damage != "missing", File.Exists(day + ".corrupt-1"));
        }
        using (DataFolder folder = DataFolder.Open(copy, "test"))
        {
            Assert.Empty(folder.Incidents);
            Works(folder, Tallies.Expected(s_today, s_next));
        }
    }

    [Fact]
    public void A_damaged_block_is_found_when_it_is_read()
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        string day = Assert.Single(Directory.EnumerateFiles(Path.Combine(copy, "days")));
        Break(day, "block");
        using DataFolder folder = DataFolder.Open(copy, "test");
        Assert.Empty(folder.Incidents);
        // No call of Verify: reading every column meets the damage, and the answer comes from what is left.
        long connections = folder.Tallies.Totals(long.MinValue, long.MaxValue).Connections;
        folder.Tallies.TopCityNetworks(long.MinValue, long.MaxValue, 10);
        try
        {
            Tallies.Stored(folder);
        }
        catch (StorageException)
        {
            folder.Verify();
        }
        Assert.NotEqual(0, connections);
        Assert.Single(folder.Incidents);
        Assert.Equal(Tallies.Expected(s_today), Tallies.Stored(folder));
    }

    [Fact]
    public void A_damaged_block_of_the_hot_file_is_found_when_it_is_read()
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        Break(Path.Combine(copy, "measurements.duckdb"), "block");
        using DataFolder folder = DataFolder.Open(copy, "test");
        folder.Verify();
        Assert.NotEmpty(folder.Incidents);
        Assert.Equal(Tallies.Expected(s_yesterday), Tallies.Stored(folder));
        Works(folder, Tallies.Expected(s_yesterday, s_next));
    }

    [Theory]
    [InlineData("missing")]
    [InlineData("garbage")]
    [InlineData("foreign")]
    public void A_lost_control_store_never_wipes_the_history(string damage)
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        string control = Path.Combine(copy, "control.db");
        if (damage == "foreign")
        {
            using (DataFolder other = DataFolder.Open(temp.Sub("other"), "test"))
            {
                Tallies.Commit(other, Tallies.Windows(9, 9, Tallies.Day, 1, 1));
            }
            File.Copy(Path.Combine(temp.Sub("other"), "control.db"), control, overwrite: true);
        }
        else
        {
            Break(control, damage);
        }
        for (int attempt = 0; attempt < 2; attempt++)
        {
            var error = Assert.Throws<StorageException>(() => DataFolder.Open(copy, "test").Dispose());
            Assert.Contains($"isobar repair --data {copy}", error.Message, StringComparison.Ordinal);
            Assert.Contains("control.db", error.Message, StringComparison.Ordinal);
        }
        RepairReport report = DataFolder.Repair(copy, "isobar repair");
        Assert.Equal(2, report.CommitAfter);
        Assert.Equal(4, report.WindowsRecovered);
        Assert.Equal(damage == "foreign" ? 1 : 0, report.CommitBefore);
        using DataFolder folder = DataFolder.Open(copy, "test");
        Assert.Equal(Tallies.Expected(s_yesterday, s_today), Tallies.Stored(folder));
        Assert.Throws<InvalidOperationException>(() => Tallies.Commit(folder, s_today));
        Works(folder, Tallies.Expected(s_yesterday, s_today, s_next));
    }

    [Fact]
    public void A_control_store_lost_after_the_first_commit_does_not_wipe_it()
    {
        using var temp = new TempFolder();
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Tallies.Commit(folder, s_today);
        }
        File.Delete(temp.Sub("control.db"));
        Assert.Throws<StorageException>(() => DataFolder.Open(temp.Path, "test").Dispose());
        DataFolder.Repair(temp.Path, "test");
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(Tallies.Expected(s_today), Tallies.Stored(folder));
        }
    }

    [Fact]
    public void An_older_control_store_is_refused_and_repaired()
    {
        using var temp = new TempFolder();
        string data = temp.Sub("data");
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            folder.Commit([], [], [(9, 300)], [new("log", new byte[] { 7 })]);
        }
        File.Copy(Path.Combine(data, "control.db"), temp.Sub("backup"));
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            Tallies.Commit(folder, s_yesterday, new SourceCheckpoint("log", new byte[] { 8 }));
            Tallies.Commit(folder, s_today, new SourceCheckpoint("log", new byte[] { 9 }));
        }
        File.Copy(temp.Sub("backup"), Path.Combine(data, "control.db"), overwrite: true);
        var error = Assert.Throws<StorageException>(() => DataFolder.Open(data, "test").Dispose());
        Assert.Contains("ends at commit 1, but the measurements reach commit 3", error.Message, StringComparison.Ordinal);
        RepairReport report = DataFolder.Repair(data, "test");
        Assert.Equal((1, 3, 4), (report.CommitBefore, report.CommitAfter, report.WindowsRecovered));
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            Assert.Equal(5, folder.SealedWindows().Count);
            Assert.Equal([7], folder.Checkpoint("log")!.Value.ToArray());
            Works(folder, Tallies.Expected(s_yesterday, s_today, s_next));
        }
    }

    [Fact]
    public void A_whole_folder_needs_no_repair()
    {
        using var temp = new TempFolder();
        string copy = Build(temp, clean: true);
        RepairReport report = DataFolder.Repair(copy, "test");
        Assert.Equal((2, 2, 0), (report.CommitBefore, report.CommitAfter, report.WindowsRecovered));
        Assert.Empty(report.Incidents);
        Assert.Throws<StorageException>(() => DataFolder.Repair(temp.Sub("nowhere"), "test"));
        Assert.False(Directory.Exists(temp.Sub("nowhere")));
    }

    /// <summary>A folder with a sealed day and a hot one; closed properly, or with both in the log as a kill leaves them.</summary>
    private static string Build(TempFolder temp, bool clean)
    {
        string data = temp.Sub("data"), copy = temp.Sub("copy");
        using (DataFolder folder = DataFolder.Open(data, "test"))
        {
            Tallies.Commit(folder, s_yesterday);
            folder.RollOver(DateOnly.MaxValue);
            Tallies.Commit(folder, s_today);
            if (!clean)
            {
                TempFolder.Copy(data, copy);
            }
        }
        if (clean)
        {
            TempFolder.Copy(data, copy);
        }
        return copy;
    }

    private static void Works(DataFolder folder, List<string> expected)
    {
        Tallies.Commit(folder, s_next);
        Assert.Equal(expected, Tallies.Stored(folder));
    }

    private static void Break(string path, string damage)
    {
        byte[] bytes = File.ReadAllBytes(path);
        switch (damage)
        {
            case "missing":
                File.Delete(path);
                break;
            case "garbage":
                new Random(5).NextBytes(bytes);
                File.WriteAllBytes(path, bytes);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "truncated":
                File.WriteAllBytes(path, bytes[..(bytes.Length / 3)]);
                break;
            case "header":
                bytes.AsSpan(0, 12_288).Clear();
                File.WriteAllBytes(path, bytes);
                break;
            case "block":
                // One byte in each block of 256 KiB behind the three headers of 4 KiB: whichever are in use, one is hit.
                for (int i = 12_288 + 100_000; i < bytes.Length; i += 262_144)
                {
                    bytes[i] ^= 0x40;
                }
                File.WriteAllBytes(path, bytes);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(damage), damage, null);
        }
    }

    private static void Flip(string path, long offset)
    {
        using FileStream file = File.Open(path, FileMode.Open);
        file.Position = offset;
        int value = file.ReadByte();
        file.Position = offset;
        file.WriteByte((byte)(value ^ 0xff));
    }
}
