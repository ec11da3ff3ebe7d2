using Isobar.Core.Monitors;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Tests.Publishing.Measurements;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Crashes;

/// <summary>`isobar up` killed at random times while it scores a day of history and delivers its measurements to a bucket and a log.</summary>
public sealed class PublishingCrashTests : IDisposable
{
    private const string Account = "000000000000", Region = "us-east-1", Bucket = "measurements";
    private const int HistoryLines = 20_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_five_minutes_are_delivered_once_however_often_the_server_is_killed()
    {
        Random random = new(CrashPlan.Seed);
        string city = _folder.File("city.csv", InputCount.CityCsv());
        using (IsobarProcess build = IsobarProcess.Start(_folder["home"], "atlas", "build", "--city", city))
        {
            Assert.True(await build.ExitAsync() == 0, build.Said);
        }
        _folder.File("isobar.json", """{ "buckets": { "measurements": { "folder": "bucket" } }, "measurementLog": { "folder": "log" } }""");
        Directory.CreateDirectory(_folder["bucket"]);
        using GrowingLog log = new(_folder["access.log"], CrashPlan.Seed);
        log.WriteHistory(HistoryLines, days: 1);
        MonitorRecord monitor = Prepare();
        TimeSpan age;
        using (IsobarProcess up = Start())
        {
            // Until some are delivered, and not all.
            await up.MetricsAsync(metrics => metrics.GetValueOrDefault("""isobar_publishing_windows_total{output="measurements",kind="bucket",result="delivered"}""") >= 1);
            age = up.Age;
            Assert.True(await up.KillAtAsync(up.Age), up.Said);
        }
        for (int kill = 1; kill < CrashPlan.KillsEach; kill++)
        {
            using IsobarProcess up = Start();
            Assert.True(await up.KillAtAsync(age * (0.4 + random.NextDouble())), up.Said);
        }
        using (IsobarProcess up = Start())
        {
            await up.MetricsAsync(metrics => metrics.ContainsKey("isobar_watermark_timestamp_seconds")
                && metrics.GetValueOrDefault("""isobar_publishing_waiting_windows{monitor="shop",output="measurements",kind="bucket"}""", -1) == 0
                && metrics.GetValueOrDefault("""isobar_publishing_waiting_windows{monitor="shop",output="log",kind="log"}""", -1) == 0);
            Assert.True(await up.StopAsync() == 0, up.Said);
        }
        await CheckAsync(monitor);
    }

    private IsobarProcess Start() => IsobarProcess.Start(
        _folder["home"], "up", "--config", _folder["isobar.json"], "--log", _folder["access.log"], "--format", "combined", "--data", _folder["data"], "--listen", "127.0.0.1:0");

    /// <summary>A monitor whose delivery began before all history, and a log that did.</summary>
    private MonitorRecord Prepare()
    {
        string arn = ResourceArn.OfSource(Region, Account, "log").Text;
        MonitorRecord monitor = new()
        {
            Key = "shop", Account = Account, Name = "shop", Region = Region, CreatedAt = 1, ModifiedAt = 1, Resources = [arn], Delivery = new(Bucket, null, true, 1),
        };
        using DataFolder folder = DataFolder.Open(_folder["data"], "test");
        folder.Commit(new CommitContent
        {
            Monitors = [new MonitorRecordCodec(Region, Account, _ => ["log"]).Write(monitor)],
            Publications = [new("", MeasurementPublisher.LogKind, 1, null, null, 0)],
        });
        return monitor;
    }

    private async Task CheckAsync(MonitorRecord monitor)
    {
        using DataFolder folder = DataFolder.Open(_folder["data"], "test");
        long[] measured = [.. folder.Publications.Measured("shop", long.MinValue, int.MaxValue)];
        Assert.InRange(measured.Length, 200, 290);
        Assert.Equal(measured.Select(window => ObjectKey.Of(monitor, window)).Order(StringComparer.Ordinal), PublishingFixture.Keys(_folder["bucket"]));
        // Each object is, to the byte, what the stored rows make.
        Directory.CreateDirectory(_folder["again"]);
        using BucketSink again = new(folder, new(folder, []), new FolderBucket(_folder["again"]), _folder["again.part"]);
        List<string> expectedLog = [];
        foreach (long window in measured)
        {
            string key = ObjectKey.Of(monitor, window);
            await again.WriteAsync(monitor, window, CancellationToken.None);
            byte[] delivered = File.ReadAllBytes(Path.Combine(_folder["bucket"], key));
            Assert.Equal(File.ReadAllBytes(Path.Combine(_folder["again"], key)), delivered);
            expectedLog.AddRange(PublishingFixture.Unpack(delivered).Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
        }
        string[] logged = Logged("byCity");
        Assert.Equal(expectedLog, logged.GroupBy(line => line[..35]).SelectMany(window => window.Order(StringComparer.Ordinal)));
        string[] windows = [.. logged.Select(line => line[..35]).Distinct()];
        Assert.Equal(measured.Length, windows.Length);
        foreach (string group in new[] { "byMetro", "bySubdivision", "byCountry" })
        {
            // Five minutes that were written twice would begin anew behind others.
            string[] wider = Logged(group);
            Assert.Equal(wider.Distinct(), wider);
            Assert.Equal(windows, wider.Select(line => line[..35]).Distinct());
        }
    }

    private string[] Logged(string group) =>
        [.. PublishingFixture.Keys(_folder["log"]).Where(file => file.Contains(group, StringComparison.Ordinal)).SelectMany(file => File.ReadAllLines(Path.Combine(_folder["log"], file)))];
}
