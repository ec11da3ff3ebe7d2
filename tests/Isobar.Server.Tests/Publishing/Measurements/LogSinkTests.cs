using System.Text;
using System.Text.Json;
using Isobar.Core.Atlas;
using Isobar.Server.Tests.Api;
using Isobar.Storage;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>Measurements in files that grow.</summary>
public sealed class LogSinkTests
{
    private const string Day = "123456789012/aws/internet-monitor/shop/byCity/2026-01-02.ndjson";

    // The fixture's clock is three hours past midnight, when the log begins.
    private const long Start = Samples.Midnight + 37 * 300;

    [Fact]
    public async Task The_lines_of_each_five_minutes_follow_one_another_the_most_traffic_first()
    {
        await using PublishingFixture live = await WithLogAsync();
        live.Measure(windows: 2, from: Start);
        await live.Publisher.RoundAsync();
        string[] lines = File.ReadAllLines(live.Path($"log/{Day}"));
        Assert.Equal(6, lines.Length);
        Assert.Equal(["Berlin", "Munich", "Paris", "Berlin", "Munich", "Paris"], lines.Select(line => line.Split("\"city\":\"")[1].Split('"')[0]));
        Assert.All(lines[..3], line => Assert.StartsWith($"{{\"version\":1,\"timestamp\":{Start},", line, StringComparison.Ordinal));
        Assert.All(lines[3..], line => Assert.StartsWith($"{{\"version\":1,\"timestamp\":{Start + 300},", line, StringComparison.Ordinal));
        Assert.Equal((Start + 300, 0), (live.Status(kind: "log").LastWindow, live.Status(kind: "log").Waiting));
    }

    [Fact]
    public async Task A_record_is_the_same_as_in_a_bucket()
    {
        await using PublishingFixture live = await WithLogAsync();
        live.Measure(from: Start);
        await live.Publisher.RoundAsync();
        string bucket = live.Path(PublishingFixture.Bucket);
        string unpacked = PublishingFixture.Unpack(File.ReadAllBytes(Path.Combine(bucket, PublishingFixture.Keys(bucket).Single())));
        Assert.Equal(unpacked.Split('\n').Order(StringComparer.Ordinal), File.ReadAllText(live.Path($"log/{Day}")).Split('\n').Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Wider_groups_sum_the_cities_of_a_place_and_network()
    {
        await using PublishingFixture live = await WithLogAsync();
        CityNetwork potsdam = Samples.Berlin with { Id = new(77), Subdivision = "Brandenburg", City = "Potsdam" }, teltow = potsdam with { Id = new(78), City = "Teltow" };
        live.Folder.Measure(
            "shop", Start, 1,
            (Samples.Berlin, "eu-central-1", 1000, 50, 20), (potsdam, "eu-central-1", 3000, 100, 40), (teltow, "eu-central-1", 1000, double.NaN, 20), (Samples.Paris, "eu-central-1", 900, 100, 9));
        await live.Publisher.RoundAsync();
        Assert.Equal(["Berlin", "Paris", "Potsdam", "Teltow"], Records(live, "byCity").Select(record => Client(record, "city")).Order());
        JsonElement[] countries = Records(live, "byCountry");
        Assert.Equal(["Germany", "France"], countries.Select(record => Client(record, "country")));
        JsonElement germany = countries[0];
        Assert.Equal("", string.Concat(new[] { "subdivision", "metro", "city" }.Select(level => Client(germany, level))));
        Assert.Equal((0, "EXAMPLE-NET"), (germany.GetProperty("clientLocation").GetProperty("latitude").GetInt32(), Client(germany, "networkName")));
        Assert.Equal((3, 500, 4500), (germany.GetProperty("percentageOfTotalTraffic").GetInt32(), germany.GetProperty("bytesIn").GetInt32(), germany.GetProperty("bytesOut").GetInt32()));
        // The mean of what has a score, 50 of 1,000 bytes and 100 of 3,000; Teltow has none, and no part in the impact.
        JsonElement availability = germany.GetProperty("internetHealth").GetProperty("availability");
        Assert.Equal((87.5, 0.25), (availability.GetProperty("experienceScore").GetDouble(), availability.GetProperty("percentageOfTotalTrafficImpacted").GetDouble()));
        JsonElement times = germany.GetProperty("internetHealth").GetProperty("performance").GetProperty("roundTripTime");
        Assert.Equal((32, 64, 96), (times.GetProperty("p50").GetDouble(), times.GetProperty("p90").GetDouble(), times.GetProperty("p95").GetDouble()));
        Assert.Equal(["Brandenburg", "Land Berlin", "Ile-de-France"], Records(live, "bySubdivision").Select(record => Client(record, "subdivision")));
        Assert.All(Records(live, "bySubdivision"), record => Assert.Equal("", Client(record, "metro")));
        Assert.All(Records(live, "byMetro"), record => Assert.Equal("N/A", Client(record, "metro")));
    }

    [Fact]
    public async Task Wider_groups_are_written_once_too_after_a_crash()
    {
        await using PublishingFixture live = await WithLogAsync();
        live.Measure(from: Start);
        live.Faults = point =>
        {
            if (point == FaultPoint.BeforeColumns)
            {
                throw new IOException("killed");
            }
        };
        await live.Publisher.RoundAsync();
        live.Faults = null;
        string[] groups = ["byCity", "byMetro", "bySubdivision", "byCountry"];
        string[] before = [.. groups.Select(group => File.ReadAllText(live.Path($"log/{DayOf(group)}")))];
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(before, groups.Select(group => File.ReadAllText(live.Path($"log/{DayOf(group)}"))));
    }

    [Fact]
    public async Task Five_hundred_records_are_written_and_no_more()
    {
        await using PublishingFixture live = await WithLogAsync();
        live.Folder.Measure("shop", Start, 1, [.. Enumerable.Range(1, 600).Select(number => (Network(number), "eu-central-1", number * 1000L, 100.0, 20))]);
        await live.Publisher.RoundAsync();
        string[] lines = File.ReadAllLines(live.Path($"log/{Day}"));
        Assert.Equal(Enumerable.Range(101, 500).Reverse().Select(number => $"\"asn\":{number},"), lines.Select(line => $"\"asn\":{line.Split("\"asn\":")[1].Split(',')[0]},"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"ver")]
    [InlineData("{\"version\":1,\"timestamp\":1767323400,\"clientLocation\":{\"latitude\":5")]
    public async Task What_a_crash_left_of_the_same_five_minutes_is_replaced(string torn)
    {
        await using PublishingFixture live = await WithLogAsync();
        live.Measure(from: Start);
        await live.Publisher.RoundAsync();
        string path = live.Path($"log/{Day}");
        byte[] first = File.ReadAllBytes(path);
        live.Measure(from: Start + 300);
        Assert.Equal(1_767_323_400, Start + 300);
        // The lines are on the disk, the note of them is not, and then again a part of them.
        live.Faults = point =>
        {
            if (point == FaultPoint.BeforeColumns)
            {
                throw new IOException("killed");
            }
        };
        await live.Publisher.RoundAsync();
        byte[] whole = File.ReadAllBytes(path);
        live.Faults = null;
        if (torn.Length > 0)
        {
            File.WriteAllBytes(path, [.. first, .. Encoding.UTF8.GetBytes(torn)]);
        }
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(whole, File.ReadAllBytes(path));
        Assert.Equal(2, File.ReadAllLines(path).Select(line => line[..35]).Distinct().Count());
        Assert.Equal(6, File.ReadAllLines(path).Length);
    }

    [Fact]
    public async Task A_log_begins_when_it_is_configured_and_remembers_when_that_was()
    {
        await using PublishingFixture live = new();
        live.Measure(windows: 2);
        live.Log = new(live.Path("log"), 30);
        await live.RestartAsync();
        live.Measure(from: Start);
        // Killed before its first line.
        live.Clock.Advance(TimeSpan.FromHours(1));
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(3, File.ReadAllLines(live.Path($"log/{Day}")).Length);
        live.Log = null;
        await live.RestartAsync();
        live.Measure(from: Start + 300);
        await live.Publisher.RoundAsync();
        live.Log = new(live.Path("log"), 30);
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(3, File.ReadAllLines(live.Path($"log/{Day}")).Length);
    }

    [Fact]
    public async Task Files_that_are_too_old_go_and_other_files_stay()
    {
        await using PublishingFixture live = await WithLogAsync(retentionDays: 2);
        string[] old = ["123456789012/aws/internet-monitor/gone/byCountry/2025-12-30.ndjson", "123456789012/aws/internet-monitor/shop/byCity/2025-12-30.ndjson"];
        string[] kept = ["123456789012/aws/internet-monitor/shop/byCity/2025-12-31.ndjson", "notes/2025-01-01.ndjson", "123456789012/aws/internet-monitor/shop/byCity/2025-01-01.ndjson.gz"];
        foreach (string file in old.Concat(kept))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(live.Path($"log/{file}"))!);
            File.WriteAllText(live.Path($"log/{file}"), "{}\n");
        }
        live.Measure(from: Start);
        await live.Publisher.RoundAsync();
        string[] written = [Day, DayOf("byMetro"), DayOf("bySubdivision"), DayOf("byCountry")];
        Assert.Equal(kept.Concat(written).Order(StringComparer.Ordinal), PublishingFixture.Keys(live.Path("log")));
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_is_told_as_the_service_tells_it()
    {
        await using PublishingFixture live = await WithLogAsync();
        File.WriteAllText(live.Path("log"), "a file where a folder should be");
        live.Measure(from: Start);
        await live.Publisher.RoundAsync();
        Assert.Contains("cannot be written", live.Status(kind: "log").Fault, StringComparison.Ordinal);
        Assert.True(live.Publisher.HasLogFault(live.Monitors[0]));
        Assert.Null(live.Status().Fault);
        File.Delete(live.Path("log"));
        live.Clock.Advance(TimeSpan.FromSeconds(5));
        await live.Publisher.RoundAsync();
        Assert.False(live.Publisher.HasLogFault(live.Monitors[0]));
        Assert.Equal(3, File.ReadAllLines(live.Path($"log/{Day}")).Length);
    }

    private static string DayOf(string group) => Day.Replace("byCity", group, StringComparison.Ordinal);

    private static JsonElement[] Records(PublishingFixture live, string group) => [.. File.ReadAllLines(live.Path($"log/{DayOf(group)}")).Select(line => JsonElement.Parse(line))];

    private static string Client(JsonElement record, string name) => record.GetProperty("clientLocation").GetProperty(name).GetString()!;

    private static async Task<PublishingFixture> WithLogAsync(int retentionDays = 30)
    {
        PublishingFixture live = new();
        live.Log = new(live.Path("log"), retentionDays);
        await live.RestartAsync();
        return live;
    }

    private static CityNetwork Network(int number) => Samples.Berlin with { Id = new((ulong)number * 7_919), Asn = (uint)number };
}
