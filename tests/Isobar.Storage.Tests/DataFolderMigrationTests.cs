using System.IO.Compression;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Storage.Explorer;
using Isobar.Storage.Tests.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

/// <summary>Folders as earlier versions left them: written by their programs, killed before they closed, and kept here as they lay.</summary>
public sealed class DataFolderMigrationTests
{
    [Fact]
    public void A_folder_of_version_1_opens_and_takes_what_version_2_has()
    {
        using var temp = new TempFolder();
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Folders", "version-1.zip"), temp.Path);
        TallyBatch[] written =
        [
            Tallies.Windows(1, 0, Tallies.Day, 2, 20),
            Tallies.Windows(2, 1, Tallies.Day + 86_400, 2, 20),
            Tallies.Windows(3, 0, Tallies.Day + 300 * 4, 1, 10),
            Tallies.Windows(4, 0, Tallies.Day + 86_400, 2, 20),
        ];
        TallyBatch next = Tallies.Windows(5, 0, Tallies.Day + 2 * 86_400, 2, 20);
        MeasurementBatch measured = Measured.Windows(1, "shop", Tallies.Day, 2, 10);
        DaySummaryBatch summary = Summaries.Day(1, new DateOnly(2026, 11, 20), 10);
        EventRow row = new("shop", "a", 0, null, 0, 0, "AVAILABILITY", "{}");
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(4, folder.LastCommit);
            Assert.Equal(Tallies.Expected(written), Tallies.Stored(folder));
            Assert.Equal([1, 2, 3], folder.Checkpoint("log")!.Value.ToArray());
            Assert.Equal(written.SelectMany(Tallies.SealedBy).OrderBy(w => w.WindowStart).ThenBy(w => w.Shard), folder.SealedWindows());
            Assert.Equal(5, folder.Commit(new CommitContent
            {
                Tallies = [next],
                Names = Tallies.Names(next),
                SealedWindows = Tallies.SealedBy(next),
                Measurements = [measured],
                DaySummaries = [summary],
                HealthEvents = [row],
                Snapshots = [new("engine", new byte[100_000])],
            }));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(3, folder.RollOver(DateOnly.MaxValue));
            Assert.Equal(Tallies.Expected([.. written, next]), Tallies.Stored(folder));
            Assert.Equal(Measured.Expected(measured), MeasurementStoreTests.Stored(folder, "shop"));
            Assert.Equal(
                Summaries.Expected([summary], DateOnly.MinValue, DateOnly.MaxValue),
                Summaries.Texts(folder.DaySummaries.ReadDays(summary.Day, summary.Day.AddDays(1))));
            Assert.Equal([new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22)], folder.SealedDays);
            Assert.Equal([row], folder.HealthEvents.List(new EventFilter()));
            Assert.NotNull(folder.Snapshots.Open("engine", out _));
            Assert.Empty(folder.Incidents);
        }
    }

    /// <summary>Version 3 did not tell address families apart: a sealed day with its sums of all, and the hot rows of the next.</summary>
    [Fact]
    public void A_folder_of_version_3_opens_and_says_that_address_families_were_not_recorded()
    {
        using var temp = new TempFolder();
        ZipFile.ExtractToDirectory(Path.Combine(AppContext.BaseDirectory, "Folders", "version-3.zip"), temp.Path);
        MeasurementBatch[] old = [Measured.Windows(1, "shop", Tallies.Day + 3_600, 2, 20), Measured.Windows(2, "shop", Tallies.Day + 86_400, 2, 20)];
        foreach (MeasurementBatch batch in old)
        {
            for (int row = 0; row < batch.Count; row++)
            {
                batch.BytesOut[row] /= 1_000_000;
                batch.Families[row] = AddressFamilies.NotRecorded;
            }
            batch.Parts = null;
        }
        // Later the same day, by a program that tells them apart.
        MeasurementBatch next = Measured.Windows(3, "shop", Tallies.Day + 2 * 86_400 - 600, 2, 20);
        next.Families.Clear();
        next.Families.AddRange(Enumerable.Repeat(AddressFamilies.IPv6, next.Count));
        next.Parts = null;
        List<MeasurementStoreTests.Row> rows = [.. old.Append(next).SelectMany(MeasurementStoreTests.RowsOf)];
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Empty(folder.Incidents);
            Assert.Equal(Measured.Expected(old), MeasurementStoreTests.Stored(folder, "shop"));
            folder.Commit(new CommitContent { Measurements = [next] });
            AssertFamilies(folder, rows);
            Assert.Equal(1, folder.RollOver(DateOnly.MaxValue));
        }
        using (DataFolder folder = DataFolder.Open(temp.Path, "test"))
        {
            Assert.Equal(Measured.Expected([.. old, next]), MeasurementStoreTests.Stored(folder, "shop"));
            AssertFamilies(folder, rows);
            // A row that comes late for the day of the old file, which is then written anew.
            MeasurementBatch late = Measured.Windows(4, "shop", Tallies.Day, 1, 20);
            folder.Commit(new CommitContent { Measurements = [late] });
            Assert.Equal(1, folder.RollOver(DateOnly.MaxValue));
            Assert.Equal(Measured.Expected([.. old, next, late]), MeasurementStoreTests.Stored(folder, "shop"));
            Assert.Equal(Measured.ExpectedParts(late), MeasurementStoreTests.StoredParts(folder, "shop"));
            folder.Verify();
            Assert.Empty(folder.Incidents);
        }
    }

    private static void AssertFamilies(DataFolder folder, List<MeasurementStoreTests.Row> rows)
    {
        ExplorerScope scope = new() { MonitorName = "shop", From = Tallies.Day, To = Tallies.Day + 2 * 86_400 };
        ExplorerAnswer all = folder.Explorer.Ask(new(scope)), byFamily = folder.Explorer.Ask(new(scope) { GroupBy = ExplorerDimension.AddressFamily });
        Assert.Equal(rows.Sum(row => row.BytesOut), Assert.Single(all.Groups).Total.BytesOut);
        Assert.Null(all.FamilyNotRecordedUntil);
        Assert.Equal(Tallies.Day + 86_400 + 600, byFamily.FamilyNotRecordedUntil);
        Assert.Equal(["IPv6", "Not recorded"], byFamily.Groups.Select(group => group.Label).Order(StringComparer.Ordinal));
        foreach (ExplorerGroup group in byFamily.Groups)
        {
            Assert.Equal(rows.Where(row => row.Families == (group.IsOther ? AddressFamilies.NotRecorded : AddressFamilies.IPv6)).Sum(row => row.BytesOut), group.Total.BytesOut);
        }
        // Nothing is said of time without families: no zeros.
        ExplorerAnswer ipv4 = folder.Explorer.Ask(new(scope with { Filters = [new(ExplorerDimension.AddressFamily, ["IPv4"], [])] }));
        Assert.Empty(ipv4.Groups);
        Assert.Equal(Tallies.Day + 86_400 + 600, ipv4.FamilyNotRecordedUntil);
    }
}
