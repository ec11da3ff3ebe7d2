using Isobar.Server.Tests.Crashes;
using Isobar.Tests;

namespace Isobar.Server.Tests.Commands;

/// <summary>The real program with a configuration that is edited while it runs.</summary>
public sealed class UpReloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_configuration_is_taken_over_while_the_server_runs()
    {
        using (IsobarProcess build = IsobarProcess.Start(_folder["home"], "atlas", "build", "--city", _folder.File("city.csv", InputCount.CityCsv())))
        {
            Assert.True(await build.ExitAsync() == 0, build.Said);
        }
        _folder.File("web.log", InputCount.Line(DateTimeOffset.UtcNow.AddMinutes(-5), new Random(1)));
        Configure("1h");
        using IsobarProcess up = IsobarProcess.Start(_folder["home"], "up", "--config", _folder["isobar.json"], "--listen", "127.0.0.1:0");
        Dictionary<string, double> metrics = await up.MetricsAsync(metrics => metrics.ContainsKey("isobar_watermark_timestamp_seconds"));
        Assert.Equal((1, 0), (metrics["isobar_open_windows"], metrics["isobar_sealed_windows_total"]));

        Configure("1m");
        metrics = await up.MetricsAsync(metrics => metrics["isobar_sealed_windows_total"] == 1);
        Assert.Equal(1, metrics["isobar_configuration_reloads_total"]);

        Configure("soon", "\"retention\": \"1h\",");
        await up.MetricsAsync(metrics => metrics["isobar_configuration_faulty"] == 1);
        Assert.Contains("isobar.json: 2; it changes nothing", up.Said, StringComparison.Ordinal);

        Configure("1m", "\"account\": \"111122223333\",");
        metrics = await up.MetricsAsync(metrics => metrics["isobar_configuration_faulty"] == 0);
        // The account, and the ARN that is made of it.
        Assert.True(metrics["isobar_configuration_waiting_changes"] > 1);
        Assert.Contains("account is 111122223333 after a restart", up.Said, StringComparison.Ordinal);
        Assert.True(await up.StopAsync() == 0, up.Said);
        Assert.True(Directory.Exists(Path.Combine(_folder["home"], "data")));
    }

    /// <summary>Writes the file as editors do: aside, then moved over the old one.</summary>
    private void Configure(string grace, string more = "") => File.Move(
        _folder.File("isobar.json.new", $$"""
            { "window": "10s", "grace": "{{grace}}", {{more}}
              "sources": { "web": { "files": ["web.log"], "format": "combined", "location": "eu-central-1" } } }
            """),
        _folder["isobar.json"], overwrite: true);
}
