using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Isobar.Core.Metrics;
using Isobar.Core.Monitors;
using Isobar.Core.Windows;
using Isobar.Storage.Alarms;
using Isobar.Storage.Baselines;
using Isobar.Storage.Events;
using Isobar.Storage.Measurements;
using Isobar.Storage.Tests.Support;

namespace Isobar.Storage.Tests;

/// <summary>Real processes, really killed: whatever was acknowledged is stored, and nothing twice.</summary>
public sealed class DataFolderKillTests
{
    /// <summary>How often, and from which seed; both can be set for longer runs by hand.</summary>
    private static readonly int s_kills = Setting("ISOBAR_KILLS", 12), s_seed = Setting("ISOBAR_KILL_SEED", 20_261_120);

    private static string Host => typeof(DataFolderKillTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "CrashHost").Value!;

    [Fact]
    public async Task Acknowledged_commits_survive_kills_at_any_instant()
    {
        using var temp = new TempFolder();
        string path = temp.Sub("data");
        var random = new Random(s_seed);
        long acknowledged = 0;
        for (int kill = 0; kill < s_kills; kill++)
        {
            (long last, List<string> other) = await RunUntilKilled(path, kill % 4 == 3 ? 0 : random.Next(1, 12), random);
            Assert.All(other, line => Assert.Equal("open", line));
            acknowledged = Math.Max(acknowledged, last);
            Check(path, acknowledged, $"seed {s_seed}, kill {kill}");
        }
        Assert.True(acknowledged > s_kills, $"only {acknowledged} commits");
    }

    [Fact]
    public async Task A_full_disk_is_told_and_loses_nothing_acknowledged()
    {
        using var temp = new TempFolder();
        string path = temp.Sub("data");
        // A file may not grow past 4 MB: the nearest to a full disk that needs no rights. The runtime's own doubly mapped memory must not count.
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; ulimit -f 8192; exec \"$0\" \"$@\"", "dotnet", Host, path])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        using Process process = Process.Start(start)!;
        string[] lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(lines.Length > 1 && lines[^1].StartsWith("fault ", StringComparison.Ordinal), string.Join('\n', lines) + error);
        Assert.Contains(path, lines[^1], StringComparison.Ordinal);
        long acknowledged = lines.Select(line => long.TryParse(line, CultureInfo.InvariantCulture, out long number) ? number : 0).Max();
        Check(path, acknowledged, lines[^1]);
    }

    private static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int value) ? value : fallback;

    private static void Check(string path, long acknowledged, string what)
    {
        using DataFolder folder = DataFolder.Open(path, "test");
        Assert.True(folder.Incidents.Count == 0, $"{what}: {string.Join('\n', folder.Incidents)}");
        // At most the commit that was on its way may have come through beyond what was acknowledged.
        Assert.True(folder.LastCommit >= acknowledged && folder.LastCommit <= acknowledged + 1, $"{what}: {folder.LastCommit} against {acknowledged}");
        int[] commits = [.. Enumerable.Range(1, (int)folder.LastCommit)];
        TallyBatch[] expected = [.. commits.Select(commit => CrashPlan.Batch(commit))];
        Assert.True(Tallies.Expected(expected).SequenceEqual(Tallies.Stored(folder)), $"{what}: rows differ at commit {folder.LastCommit}");
        Assert.Equal(expected.SelectMany(Tallies.SealedBy).OrderBy(w => w.WindowStart).ThenBy(w => w.Shard), folder.SealedWindows());
        if (commits.Length > 0)
        {
            Assert.Equal(folder.LastCommit, BitConverter.ToInt64(folder.Checkpoint("log")!.Value.Span));
            CheckConclusions(folder, commits, what);
        }
    }

    /// <summary>What was concluded from the windows is that of the same commit.</summary>
    private static void CheckConclusions(DataFolder folder, int[] commits, string what)
    {
        long last = commits[^1];
        var all = new MeasurementFilter { MonitorName = "shop", From = long.MinValue, To = long.MaxValue };
        MeasurementBatch[] measured = [.. commits.Select(commit => CrashPlan.Measurement(commit))];
        Assert.True(Measured.Expected(measured).SequenceEqual(Measured.Rows(folder.Measurements.Scan(all))), $"{what}: measurements differ at commit {last}");
        Assert.True(Measured.ExpectedParts(measured).SequenceEqual(Measured.Rows(folder.Measurements.ScanParts(all))), $"{what}: parts of measurements differ at commit {last}");
        DaySummaryBatch[] days = [.. commits.Select(commit => CrashPlan.Summary(commit))];
        List<string> histories = Summaries.Texts(folder.DaySummaries.ReadDays(days[0].Day, days[^1].Day.AddDays(1)));
        Assert.True(Summaries.Expected(days, days[0].Day, DateOnly.MaxValue).SequenceEqual(histories), $"{what}: summaries differ at commit {last}");
        Assert.Equal(last, folder.SummarisedDays().Count);
        Assert.Equal(
            Enumerable.Range(0, commits.Length + 1).Select(commit => CrashPlan.Event(commit) with { EndedAt = commit < last ? CrashPlan.Event(commit + 1).StartedAt : null }),
            folder.HealthEvents.List(new EventFilter { Limit = int.MaxValue }));
        Assert.Equal([CrashPlan.Monitor(last)], folder.Monitors.All());
        Assert.Equal([new AlarmRow("alarm", $"{last}")], folder.Alarms.All());
        Assert.Equal([$"{last}"], folder.Alarms.Deliveries("ops", 10).Select(row => row.Body));
        Assert.Equal(
            commits.Select(commit => $"{commit}"),
            folder.Alarms.History(new AlarmHistoryFilter { NewestFirst = false, Limit = int.MaxValue }).Select(row => row.Summary));
        IReadOnlyList<MetricPeriod> points = folder.Metrics.Read(
            CrashPlan.Metric, null, MetricGrid.Aligned(Tallies.Day, Tallies.Day + (last + 1) * 3_600, 3_600), withDistributions: false);
        Assert.Equal(commits.Select(commit => (double)commit), points.Select(point => point.Samples.Sum));
        using Stream engine = folder.Snapshots.Open("engine", out long engineCommit)!, tracker = folder.Snapshots.Open("tracker", out long trackerCommit)!;
        Assert.Equal((last, last), (engineCommit, trackerCommit));
        byte[] state = new byte[engine.Length];
        engine.ReadExactly(state);
        Assert.Equal(CrashPlan.State(last), state);
    }

    /// <summary>
    /// Kills the host a random while after it has acknowledged so many commits, 0 meaning while it still opens the folder, and reads what it had said.
    /// </summary>
    private static async Task<(long Last, List<string> Other)> RunUntilKilled(string path, int commits, Random random)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Host, path]) { RedirectStandardOutput = true })!;
        long last = 0;
        int seen = 0;
        var other = new List<string>();
        Task? killing = commits == 0 ? KillLater(process, random.Next(60, 400)) : null;
        while (await process.StandardOutput.ReadLineAsync() is string line)
        {
            if (!long.TryParse(line, CultureInfo.InvariantCulture, out long number))
            {
                other.Add(line);
                continue;
            }
            last = number;
            if (++seen == commits)
            {
                killing = KillLater(process, random.Next(0, 60));
            }
        }
        await process.WaitForExitAsync();
        if (killing is not null)
        {
            await killing;
        }
        return (last, other);
    }

    private static Task KillLater(Process process, int milliseconds) => Task.Run(async () =>
    {
        await Task.Delay(milliseconds);
        process.Kill();
    });
}
