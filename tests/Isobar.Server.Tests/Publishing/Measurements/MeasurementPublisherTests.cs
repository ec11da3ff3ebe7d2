using System.Text.Json;
using Isobar.Server.Api.Monitors;
using Isobar.Server.Tests.Api;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>Delivery into folders that stand for buckets.</summary>
public sealed class MeasurementPublisherTests
{
    private const string Day = "AWSLogs/123456789012/internetmonitor/eu-central-1/2026/01/02/123456789012_internetmonitor_eu-central-1_";
    private const string Bucket = PublishingFixture.Bucket;

    [Fact]
    public async Task Each_five_minutes_are_an_object_in_the_folders_of_the_service()
    {
        await using PublishingFixture live = new();
        live.Measure(windows: 3);
        await live.Publisher.RoundAsync();
        string[] keys = PublishingFixture.Keys(live.Path(Bucket));
        Assert.Equal([$"{Day}shop_20260102T0000Z_", $"{Day}shop_20260102T0005Z_", $"{Day}shop_20260102T0010Z_"], keys.Select(key => key[..^"01234567.log.gz".Length]));
        Assert.All(keys, key => Assert.EndsWith(".log.gz", key, StringComparison.Ordinal));
        Assert.Equal(new("shop", Bucket, "bucket", Samples.Midnight + 600, live.Clock.GetUtcNow().ToUnixTimeSeconds(), 0, 0, null), live.Status());
        Assert.Equal((3, 0, 0, 9), (live.Output().Delivered, live.Output().Failed, live.Output().Skipped, live.Output().Records));
        Assert.Equal(keys.Sum(key => new FileInfo(Path.Combine(live.Path(Bucket), key)).Length), live.Output().Bytes);
    }

    [Fact]
    public async Task Its_lines_are_the_records_of_the_service()
    {
        await using PublishingFixture live = new();
        live.Measure();
        await live.Publisher.RoundAsync();
        Golden.Compare("object.ndjson", Content(live).Single());
    }

    [Fact]
    public async Task All_members_have_the_paths_and_types_that_the_service_documents()
    {
        await using PublishingFixture live = new();
        live.Measure();
        await live.Publisher.RoundAsync();
        // The table of the specification, and its order.
        string[] expected =
        [
            "version:int", "timestamp:int", "clientLocation.latitude:number", "clientLocation.longitude:number", "clientLocation.country:string", "clientLocation.subdivision:string",
            "clientLocation.metro:string", "clientLocation.city:string", "clientLocation.countryCode:string", "clientLocation.subdivisionCode:string", "clientLocation.asn:int",
            "clientLocation.networkName:string", "clientLocation.ipv4Prefixes:array", "serviceLocation:string", "percentageOfTotalTraffic:number", "bytesIn:int", "bytesOut:int",
            "clientConnectionCount:int", "internetHealth.availability.experienceScore:number", "internetHealth.availability.percentageOfTotalTrafficImpacted:number",
            "internetHealth.availability.percentageOfClientLocationImpacted:number", "internetHealth.performance.experienceScore:number",
            "internetHealth.performance.percentageOfTotalTrafficImpacted:number", "internetHealth.performance.percentageOfClientLocationImpacted:number",
            "internetHealth.performance.roundTripTime.p50:number", "internetHealth.performance.roundTripTime.p90:number", "internetHealth.performance.roundTripTime.p95:number",
            "trafficInsights.timeToFirstByte.currentExperience.serviceName:string", "trafficInsights.timeToFirstByte.currentExperience.serviceLocation:string",
            "trafficInsights.timeToFirstByte.currentExperience.value:number", "trafficInsights.timeToFirstByte.ec2.serviceName:string",
            "trafficInsights.timeToFirstByte.ec2.serviceLocation:string", "trafficInsights.timeToFirstByte.ec2.value:number",
            "trafficInsights.timeToFirstByte.cloudfront.serviceName:string", "trafficInsights.timeToFirstByte.cloudfront.serviceLocation:string",
            "trafficInsights.timeToFirstByte.cloudfront.value:number",
        ];
        HashSet<string> known = [.. expected.Select(path => path.Split(':')[0])];
        foreach (string line in Content(live).Single().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using JsonDocument record = JsonDocument.Parse(line);
            string[] paths = [.. Paths(record.RootElement, "")];
            Assert.Equal(expected.Where(path => paths.Contains(path.Split(':')[0])).Select(path => path.Split(':')[0]), paths);
            Assert.All(expected.Where(path => paths.Contains(path.Split(':')[0])), path => Assert.True(HasType(record.RootElement, path), path));
        }
        using JsonDocument whole = JsonDocument.Parse(Content(live).Single().Split('\n').Single(line => line.Contains("Berlin", StringComparison.Ordinal)));
        Assert.Equal(known, Paths(whole.RootElement, "").ToHashSet());
    }

    [Fact]
    public async Task Where_else_users_would_be_answered_is_learned_from_the_days_before_and_from_no_later_ones()
    {
        await using PublishingFixture live = new();
        // Berlin was once answered elsewhere, faster: that is measured, not predicted. So it was later too, still faster.
        live.Folder.Measure("shop", Samples.Midnight - 86_400, 1, (Samples.Berlin, "eu-central-1", 1_000_000, 100, 14), (Samples.Berlin, "eu-west-1", 1_000_000, 100, 5));
        live.Folder.Measure("shop", Samples.Midnight, 1, (Samples.Berlin, "eu-central-1", 1_000_000, 100, 14));
        live.Folder.Measure("shop", Samples.Midnight + 300, 1, (Samples.Berlin, "eu-west-1", 1_000_000, 100, 1));
        await live.Publisher.RoundAsync();
        Assert.Contains(
            "\"currentExperience\":{\"serviceName\":\"VPC\",\"serviceLocation\":\"eu-central-1\",\"value\":28},\"ec2\":{\"serviceName\":\"EC2\",\"serviceLocation\":\"eu-west-1\",\"value\":10}",
            Content(live)[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internet_monitor", "internet_monitor/AWSLogs/")]
    [InlineData("/a/b/", "a/b/AWSLogs/")]
    [InlineData("", "AWSLogs/")]
    public async Task Keys_begin_with_the_prefix_of_the_monitor(string prefix, string start)
    {
        await using PublishingFixture live = new();
        live.Monitors[0] = PublishingFixture.Monitor("shop", prefix: prefix);
        live.Measure();
        await live.Publisher.RoundAsync();
        Assert.StartsWith(start, Assert.Single(PublishingFixture.Keys(live.Path(Bucket))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../elsewhere")]
    [InlineData("a/../../elsewhere")]
    [InlineData("a//b")]
    [InlineData("a\\..\\b")]
    [InlineData("a\0b")]
    public async Task A_prefix_does_not_lead_out_of_the_folder_and_holds_up_no_other_monitor(string prefix)
    {
        await using PublishingFixture live = new();
        live.Monitors.Insert(0, PublishingFixture.Monitor("evil", prefix: prefix));
        live.Measure(monitor: "evil");
        live.Measure();
        await live.Publisher.RoundAsync();
        Assert.Contains("shop", Assert.Single(PublishingFixture.Keys(live.Path(Bucket))), StringComparison.Ordinal);
        Assert.False(Directory.Exists(live.Path("elsewhere")));
        Assert.Contains("choose a BucketPrefix of plain names", live.Status("evil").Fault, StringComparison.Ordinal);
        Assert.Null(live.Status().Fault);
    }

    [Fact]
    public async Task Only_what_was_measured_since_delivery_was_switched_on_is_delivered()
    {
        await using PublishingFixture live = new();
        live.Monitors[0] = PublishingFixture.Monitor("shop", since: Samples.Midnight + 700);
        live.Monitors.Add(PublishingFixture.Monitor("off", isEnabled: false));
        live.Monitors.Add(PublishingFixture.Monitor("nowhere", bucket: null));
        live.Measure(windows: 4);
        live.Measure(monitor: "off");
        live.Measure(monitor: "nowhere");
        await live.Publisher.RoundAsync();
        Assert.Equal(["20260102T0010Z", "20260102T0015Z"], PublishingFixture.Keys(live.Path(Bucket)).Select(key => key.Split('_')[^2]));
        Assert.Equal(["shop"], live.Publisher.Status().Monitors.Select(monitor => monitor.Monitor));
    }

    [Fact]
    public async Task A_crash_between_writing_and_noting_writes_the_same_object_again_and_nothing_twice()
    {
        await using PublishingFixture live = new();
        live.Measure(windows: 2);
        // The second commit is that of the second window: its object is there, the note of it is not.
        int commits = 0;
        live.Faults = point =>
        {
            if (point == FaultPoint.BeforeColumns && ++commits == 2)
            {
                throw new IOException("killed");
            }
        };
        await live.Publisher.RoundAsync();
        Assert.Equal(Samples.Midnight, live.Row()!.Through);
        string[] keys = PublishingFixture.Keys(live.Path(Bucket));
        Assert.Equal(2, keys.Length);
        byte[][] before = [.. keys.Select(key => File.ReadAllBytes(Path.Combine(live.Path(Bucket), key)))];
        live.Faults = null;
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(Samples.Midnight + 300, live.Row()!.Through);
        Assert.Equal(keys, PublishingFixture.Keys(live.Path(Bucket)));
        Assert.Equal(before, keys.Select(key => File.ReadAllBytes(Path.Combine(live.Path(Bucket), key))));
        Assert.Equal(1, live.Output().Delivered);
    }

    [Fact]
    public async Task What_was_due_before_the_end_is_delivered_after_the_start()
    {
        await using PublishingFixture live = new();
        live.Measure(windows: 2);
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal(2, PublishingFixture.Keys(live.Path(Bucket)).Length);
        Assert.Equal(2, live.Output().Delivered);
    }

    [Fact]
    public async Task A_folder_that_is_away_is_not_made_and_is_tried_again_after_growing_delays()
    {
        await using PublishingFixture live = new();
        Directory.Delete(live.Path(Bucket));
        live.Measure();
        await live.Publisher.RoundAsync();
        Assert.Equal($"there is no folder {live.Path(Bucket)}: make it, or mount what belongs there", live.Status().Fault);
        Assert.Equal((1, 1), (live.Status().Waiting, live.Output().Failed));
        live.Clock.Advance(TimeSpan.FromSeconds(4));
        await live.Publisher.RoundAsync();
        Assert.Equal(1, live.Output().Failed);
        live.Clock.Advance(TimeSpan.FromSeconds(1));
        await live.Publisher.RoundAsync();
        Assert.Equal(2, live.Output().Failed);
        live.Clock.Advance(TimeSpan.FromSeconds(9));
        await live.Publisher.RoundAsync();
        Assert.Equal(2, live.Output().Failed);
        Directory.CreateDirectory(live.Path(Bucket));
        live.Clock.Advance(TimeSpan.FromSeconds(1));
        await live.Publisher.RoundAsync();
        Assert.Single(PublishingFixture.Keys(live.Path(Bucket)));
        Assert.Equal((null, 0), (live.Status().Fault, live.Status().Waiting));
    }

    [Fact]
    public async Task A_bucket_that_is_not_configured_is_told_and_holds_up_no_other()
    {
        await using PublishingFixture live = new();
        live.Monitors.Add(PublishingFixture.Monitor("lost", bucket: "../nowhere"));
        live.Measure();
        live.Measure(monitor: "lost");
        await live.Publisher.RoundAsync();
        Assert.Contains("isobar.json has no bucket '../nowhere': add it to 'buckets'", live.Status("lost").Fault, StringComparison.Ordinal);
        Assert.Single(PublishingFixture.Keys(live.Path(Bucket)));
        // Added while the server runs, it is used at once.
        live.Monitors[1] = PublishingFixture.Monitor("lost", bucket: "found");
        await live.Publisher.RoundAsync();
        string folder = live.AddFolder("found");
        await live.Publisher.RoundAsync();
        Assert.Single(PublishingFixture.Keys(folder));
        Assert.Equal(["found", Bucket], live.Publisher.Status().Outputs.Select(output => output.Name));
    }

    [Fact]
    public async Task What_has_waited_too_long_is_skipped_and_counted_once()
    {
        await using PublishingFixture live = new() { Options = new() { WindowsKept = 2 } };
        await live.RestartAsync();
        Directory.Delete(live.Path(Bucket));
        live.Measure(windows: 5);
        await live.Publisher.RoundAsync();
        await live.RestartAsync();
        await live.Publisher.RoundAsync();
        Assert.Equal((2, 3), (live.Status().Waiting, live.Status().Skipped));
        Assert.Equal(0, live.Output().Skipped);
        Directory.CreateDirectory(live.Path(Bucket));
        live.Clock.Advance(TimeSpan.FromMinutes(1));
        await live.Publisher.RoundAsync();
        Assert.Equal(["20260102T0015Z", "20260102T0020Z"], PublishingFixture.Keys(live.Path(Bucket)).Select(key => key.Split('_')[^2]));
        Assert.Equal((0, 3), (live.Status().Waiting, live.Status().Skipped));
    }

    [Fact]
    public async Task A_monitor_that_takes_the_name_of_a_deleted_one_begins_anew_under_other_names()
    {
        await using PublishingFixture live = new();
        live.Measure();
        await live.Publisher.RoundAsync();
        live.Folder.Commit(new CommitContent { RemovedMonitors = ["shop"] });
        Assert.Null(live.Row());
        MonitorRecord again = PublishingFixture.Monitor("shop") with { CreatedAt = Samples.Midnight + 100 };
        live.Monitors[0] = again;
        await live.Publisher.RoundAsync();
        Assert.Equal(2, PublishingFixture.Keys(live.Path(Bucket)).Length);
    }

    private static string[] Content(PublishingFixture live) =>
        [.. PublishingFixture.Keys(live.Path(Bucket)).Select(key => PublishingFixture.Unpack(File.ReadAllBytes(Path.Combine(live.Path(Bucket), key))))];

    private static IEnumerable<string> Paths(JsonElement element, string path) => element.EnumerateObject().SelectMany(member =>
        member.Value.ValueKind == JsonValueKind.Object ? Paths(member.Value, $"{path}{member.Name}.") : [path + member.Name]);

    private static bool HasType(JsonElement record, string path)
    {
        (string names, string type) = (path.Split(':')[0], path.Split(':')[1]);
        JsonElement value = names.Split('.').Aggregate(record, (element, name) => element.GetProperty(name));
        return type switch
        {
            "int" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "number" => value.ValueKind == JsonValueKind.Number,
            "string" => value.ValueKind == JsonValueKind.String,
            _ => value.ValueKind == JsonValueKind.Array,
        };
    }
}
