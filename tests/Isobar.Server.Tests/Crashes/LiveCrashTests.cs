using Isobar.Tests;

namespace Isobar.Server.Tests.Crashes;

/// <summary>`isobar up --log` killed at random times while it catches up with days of history, and while a writer appends lines and rotates the log.</summary>
public sealed class LiveCrashTests : IDisposable
{
    private const int HistoryLines = 40_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_window_is_lost_or_counted_twice_however_often_the_server_is_killed()
    {
        Random random = new(CrashPlan.Seed);
        string city = _folder.File("city.csv", InputCount.CityCsv());
        using (IsobarProcess build = IsobarProcess.Start(_folder["home"], "atlas", "build", "--city", city))
        {
            Assert.True(await build.ExitAsync() == 0, build.Said);
        }
        using GrowingLog log = new(_folder["access.log"], CrashPlan.Seed);
        log.WriteHistory(HistoryLines, days: 1);
        TimeSpan catchUp = await UndisturbedAsync();

        // While it catches up: read, seal, commit, roll days over. Nothing may be rotated before the first checkpoint knows the file.
        int history = CrashPlan.KillsEach / 2;
        for (int kill = 0; kill < history; kill++)
        {
            using IsobarProcess up = Start("data");
            Assert.True(await up.KillAtAsync(catchUp * (0.3 + 0.8 * random.NextDouble())), up.Said);
        }
        using (IsobarProcess up = Start("data"))
        {
            // Once all is read, a checkpoint that knows the file is stored.
            await up.MetricsAsync(metrics => metrics.ContainsKey("isobar_watermark_timestamp_seconds"));
            log.StartWriting();
            Assert.True(await up.KillAtAsync(up.Age + catchUp * random.NextDouble()), up.Said);
        }
        for (int kill = history + 1; kill < CrashPlan.KillsEach; kill++)
        {
            using IsobarProcess up = Start("data");
            Assert.True(await up.KillAtAsync(catchUp * (0.3 + 1.7 * random.NextDouble())), up.Said);
        }
        await FinishAsync(log);
        InputCount.AssertSame(
            InputCount.OfFiles(log.Files), InputCount.OfFolder(_folder["data"]), $"seed {CrashPlan.Seed}, {CrashPlan.KillsEach} kills, {log.Rotations} rotations");
    }

    private IsobarProcess Start(string data) => IsobarProcess.Start(
        _folder["home"], "up", "--log", _folder["access.log"], "--format", "combined", "--data", _folder[data],
        "--listen", "127.0.0.1:0", "--window", "10", "--grace", "5s");

    /// <summary>How long history takes when nobody disturbs, days rolled over and all.</summary>
    private async Task<TimeSpan> UndisturbedAsync()
    {
        using IsobarProcess up = Start("undisturbed");
        await up.MetricsAsync(metrics => metrics["isobar_rolled_days_total"] >= 1);
        TimeSpan age = up.Age;
        Assert.True(await up.StopAsync() == 0, up.Said);
        return age;
    }

    /// <summary>No more lines; the last windows are sealed, and the process is stopped as an operator would.</summary>
    private async Task FinishAsync(GrowingLog log)
    {
        await log.StopWritingAsync();
        using IsobarProcess up = Start("data");
        Dictionary<string, double> last = await up.MetricsAsync(metrics =>
            metrics["isobar_source_lag_bytes{source=\"log\"}"] == 0
            && metrics["isobar_open_windows"] == 0
            && metrics.GetValueOrDefault("isobar_watermark_timestamp_seconds") > log.LastTime.ToUnixTimeSeconds() + 10);
        Assert.True(await up.StopAsync() == 0, up.Said);
        Assert.Equal(0, last["isobar_late_records_total{source=\"log\"}"]);
        Assert.Equal(0, last["isobar_source_lost_files_total{source=\"log\"}"]);
        Assert.DoesNotContain(last.Keys, key => key.StartsWith("isobar_source_rejected_lines_total", StringComparison.Ordinal));
    }
}
