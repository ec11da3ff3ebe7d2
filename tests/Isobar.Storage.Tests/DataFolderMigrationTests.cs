using System.IO.Compression;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
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
            Assert.Equal(Measured.Expected(measured), Measurements.MeasurementStoreTests.Stored(folder, "shop"));
            Assert.Equal(
                Summaries.Expected([summary], DateOnly.MinValue, DateOnly.MaxValue),
                Summaries.Texts(folder.DaySummaries.ReadDays(summary.Day, summary.Day.AddDays(1))));
            Assert.Equal([new DateOnly(2026, 11, 20), new DateOnly(2026, 11, 21), new DateOnly(2026, 11, 22)], folder.SealedDays);
            Assert.Equal([row], folder.HealthEvents.List(new EventFilter()));
            Assert.NotNull(folder.Snapshots.Open("engine", out _));
            Assert.Empty(folder.Incidents);
        }
    }
}
