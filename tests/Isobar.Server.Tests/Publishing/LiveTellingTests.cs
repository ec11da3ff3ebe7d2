using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Isobar.Server.Simulation;
using Isobar.Server.Tests.Alarms;
using Isobar.Server.Tests.Api.Clients;
using Isobar.Server.Tests.Crashes;
using Isobar.Server.Tests.Hosting.Health;
using Isobar.Simulator.Faults;
using Isobar.Simulator.Lines;
using Isobar.Simulator.Worlds;
using Isobar.Storage;
using Isobar.Tests;

namespace Isobar.Server.Tests.Publishing;

/// <summary>
/// The real program follows the logs of an application whose servers failed an hour ago, is killed again and again, and goes on: what webhooks and a real client learn of it.
/// </summary>
public sealed partial class LiveTellingTests : IAsyncLifetime
{
    private const int Window = 300, Days = 10;

    private readonly TemporaryFolder _folder = new();
    private readonly long _to;
    private readonly SimulatedWorld _world;
    private WebhookReceiver _receiver = null!;

    public LiveTellingTests()
    {
        // The log ends ten minutes ago, so that all its windows are sealed at once.
        _to = DateTimeOffset.UtcNow.ToUnixTimeSeconds() / Window * Window - 2 * Window;
        long history = From / WorldOptions.DaySeconds * WorldOptions.DaySeconds - (long)Days * WorldOptions.DaySeconds;
        _world = new(HealthFixture.Options(
            history, Window, [new(FaultElement.OfLocation(HealthFixture.Location), FaultKind.ServiceFail, From + 6 * Window, From + 12 * Window, 0.6)]));
    }

    private long From => _to - 20 * Window;

    public async Task InitializeAsync() => _receiver = await WebhookReceiver.StartAsync();

    public async Task DisposeAsync()
    {
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [SkippableFact]
    public async Task A_fault_is_measured_raises_an_alarm_and_is_told_once_though_the_server_is_killed_in_between()
    {
        AwsClient.NeedDebianBoto();
        Prepare();
        (string Id, string Secret) key = await KeyAsync();
        // Killed while messages are on their way, at the first and at some further one.
        foreach (int posts in (int[])[1, 4])
        {
            using IsobarProcess up = Start();
            await PostsAsync(posts);
            Assert.True(await up.KillAtAsync(TimeSpan.Zero), up.Said);
        }
        JsonObject seen;
        using (IsobarProcess up = Start())
        {
            await up.MetricsAsync(metrics => HasTold(metrics, "Health Event Closed"));
            seen = await AskAsync(up, key);
            Assert.Equal("ALARM", seen["state"]!.GetValue<string>());
            await up.MetricsAsync(metrics => HasTold(metrics, "AlarmName"));
            Assert.True(await up.KillAtAsync(TimeSpan.Zero), up.Said);
        }
        int told = _receiver.Posts.Count;
        using (IsobarProcess up = Start())
        {
            await up.MetricsAsync(metrics => HasTold(metrics, "AlarmName"));
            Assert.Equal(seen["published"]!.ToJsonString(), (await AskAsync(up, key))["published"]!.ToJsonString());
            Assert.True(await up.StopAsync() == 0, up.Said);
        }
        Assert.Equal(told, _receiver.Posts.Count);
        AssertCourse();
        (int Start, double Score)[] published = Points(seen["published"]!), measured = Points(seen["measured"]!);
        Assert.Equal(Enumerable.Range(0, 20).Select(number => (int)From + number * Window), published.Select(point => point.Start));
        Assert.Equal(published.Select(point => point.Start), measured.Select(point => point.Start));
        // A row of a query has three decimals.
        Assert.All(published.Zip(measured), pair => Assert.Equal(pair.Second.Score, pair.First.Score, 0.001));
        double[] availability = [.. published.Select(point => point.Score)];
        Assert.All(availability[6..12], score => Assert.InRange(score, 20, 90));
        // The traffic is another one at each run, so a thin pair may still be slow to recover.
        Assert.All(availability[^3..], score => Assert.InRange(score, 98, 100));
    }

    /// <summary>A message may be posted twice, by a server that was killed before it noted the answer; its number says so.</summary>
    private void AssertCourse()
    {
        string[] told = [.. _receiver.Posts.DistinctBy(post => post.Headers["Isobar-Delivery"]).Select(post => Line(post.Body))];
        Assert.Equal(told.Length, told.Distinct().Count());
        Assert.Single(told, line => line.StartsWith("alarm down ALARM", StringComparison.Ordinal));
        string[] course = [.. told.Where(line => line.EndsWith(" AVAILABILITY", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
        Assert.Equal(("Created", "Closed"), (course[0], course.Last(word => word != "Updated")));
        Assert.Equal((1, 1), (course.Count(word => word == "Created"), course.Count(word => word == "Closed")));
        Assert.Contains("Updated", course);
    }

    private static (int Start, double Score)[] Points(JsonNode points) => [.. points.AsArray().Select(point => (point![0]!.GetValue<int>(), point[1]!.GetValue<double>()))];

    /// <summary>What a message is about: two of the same text would be one told twice.</summary>
    private static string Line(string body)
    {
        using JsonDocument message = JsonDocument.Parse(body);
        JsonElement root = message.RootElement;
        return root.TryGetProperty("AlarmName", out JsonElement alarm)
            ? $"alarm {alarm.GetString()} {root.GetProperty("NewStateValue").GetString()} {root.GetProperty("StateChangeTime").GetString()}"
            : $"{root.GetProperty("detail-type").GetString()} {root.GetProperty("id").GetString()} {root.GetProperty("detail").GetProperty("impactType").GetString()}";
    }

    private async Task PostsAsync(int count)
    {
        using CancellationTokenSource deadline = new(TimeSpan.FromSeconds(60));
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(5));
        while (_receiver.Posts.Count < count && await timer.WaitForNextTickAsync(deadline.Token))
        {
        }
    }

    private bool HasTold(Dictionary<string, double> metrics, string words) =>
        metrics.GetValueOrDefault("isobar_webhook_waiting_messages{webhook=\"on-call\"}", 1) == 0
        && _receiver.Posts.Any(post => post.Body.Contains(words, StringComparison.Ordinal));

    private void Prepare()
    {
        Write();
        File.WriteAllBytes(_folder["world.isoatlas"], WorldAtlas.Build(_world));
        using (DataFolder data = DataFolder.Open(_folder["data"], "test"))
        {
            HistoryWriter.Write(data, WarmUp.DrawDays(_world, Days), _world.CityNetworks);
        }
        JsonObject sources = [];
        foreach (TrafficSource source in _world.Sources)
        {
            sources[source.Name] = new JsonObject
            {
                ["files"] = new JsonArray($"{source.Name}.log"), ["format"] = TrafficLines.Format, ["location"] = source.ServiceLocation, ["zone"] = source.Zone,
            };
        }
        _folder.File("isobar.json", new JsonObject
        {
            ["data"] = "data",
            ["locations"] = new JsonObject
            {
                [HealthFixture.Location] = new JsonObject
                {
                    ["latitude"] = 50.11, ["longitude"] = 8.68, ["zones"] = new JsonArray([.. _world.Sources.Select(source => (JsonNode)source.Zone)]),
                },
            },
            ["sources"] = sources,
            ["webhooks"] = new JsonObject
            {
                ["on-call"] = new JsonObject { ["url"] = _receiver.Url.AbsoluteUri, ["actions"] = new JsonArray("arn:aws:sns:us-east-1:000000000000:on-call") },
            },
        }.ToJsonString());
    }

    private void Write()
    {
        TrafficLines lines = new(_world);
        for (long start = From; start < _to; start += Window)
        {
            foreach (TrafficSource source in _world.Sources)
            {
                ArrayBufferWriter<byte> text = new();
                lines.Append(start, source.Name, text);
                using FileStream log = new(_folder[$"{source.Name}.log"], FileMode.Append);
                log.Write(text.WrittenSpan);
            }
        }
    }

    private IsobarProcess Start() => IsobarProcess.Start(
        _folder["home"], "up", "--config", _folder["isobar.json"], "--atlas", _folder["world.isoatlas"], "--listen", "127.0.0.1:0", "--grace", "5s");

    private async Task<(string Id, string Secret)> KeyAsync()
    {
        using IsobarProcess keys = IsobarProcess.Start(_folder["home"], "keys", "create", "--config", _folder["isobar.json"]);
        Assert.True(await keys.ExitAsync() == 0, keys.Said);
        Match made = Made().Match(keys.Said);
        return (made.Groups[1].Value, made.Groups[2].Value);
    }

    private async Task<JsonObject> AskAsync(IsobarProcess up, (string Id, string Secret) key)
    {
        string endpoint = (await up.AddressAsync()).ToString().TrimEnd('/');
        string[] arguments = ["-I", "published_boto3.py", endpoint, $"{From}", $"{_to}"];
        (int status, string output, string error) = await AwsClient.RunWithKeyAsync(key, AwsClient.Python, arguments);
        Assert.True(status == 0, error + up.Said);
        return JsonNode.Parse(output)!.AsObject();
    }

    [GeneratedRegex(@"AWS_ACCESS_KEY_ID=(\S+)\s[\s\S]*?AWS_SECRET_ACCESS_KEY=(\S+)")]
    private static partial Regex Made();
}
