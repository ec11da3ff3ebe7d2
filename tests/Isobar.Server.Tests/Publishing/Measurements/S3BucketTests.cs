using Isobar.Server.Configuration;
using Isobar.Server.Publishing.Measurements;
using Isobar.Server.Tests.Api;

namespace Isobar.Server.Tests.Publishing.Measurements;

/// <summary>Delivery into a real store that speaks S3, over real HTTP.</summary>
public sealed class S3BucketTests : IAsyncLifetime
{
    private const string Remote = "shop-s3";

    private readonly PublishingFixture _live = new();
    private S3Peer? _peer;

    public Task InitializeAsync()
    {
        _live.Monitors[0] = PublishingFixture.Monitor("shop", bucket: Remote, prefix: "weather");
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _live.DisposeAsync();
        if (_peer is not null)
        {
            await _peer.DisposeAsync();
        }
    }

    [SkippableFact]
    public async Task Objects_arrive_whole_and_again_as_the_same_bytes()
    {
        await StartAsync();
        _live.Add(Remote, _peer!.Configuration());
        _live.Measure(windows: 2);
        await _live.Publisher.RoundAsync();
        Assert.Null(_live.Status().Fault);
        string[] objects = Objects();
        Assert.Equal(2, objects.Length);
        Assert.All(objects, file => Assert.StartsWith("weather/AWSLogs/123456789012/internetmonitor/eu-central-1/2026/01/02/", file, StringComparison.Ordinal));
        byte[][] content = [.. objects.Select(Content)];
        Assert.All(content, bytes => Assert.Equal(3, PublishingFixture.Unpack(bytes).Count(c => c == '\n')));
        // As after a crash before the note.
        _live.Folder.Commit(new() { Publications = [_live.Row()! with { Through = Samples.Midnight - 300 }] });
        await _live.Publisher.RoundAsync();
        Assert.Equal(4, _live.Output(Remote).Delivered);
        Assert.Equal(objects, Objects());
        Assert.Equal(content, Objects().Select(Content));
    }

    [SkippableFact]
    public async Task A_key_that_the_store_refuses_is_told_and_mended_while_the_server_runs()
    {
        await StartAsync();
        _live.Add(Remote, _peer!.Configuration(key: "UNKNOWN"));
        _live.Measure();
        await _live.Publisher.RoundAsync();
        Assert.StartsWith($"http://127.0.0.1:{_peer.Port} answers 403 InvalidAccessKeyId", _live.Status().Fault, StringComparison.Ordinal);
        Assert.Empty(Objects());
        _live.Add(Remote, _peer.Configuration());
        await _live.Publisher.RoundAsync();
        Assert.Null(_live.Status().Fault);
        Assert.Single(Objects());
    }

    [SkippableFact]
    public async Task A_bucket_that_is_not_there_is_told()
    {
        await StartAsync("another");
        _live.Add(Remote, _peer!.Configuration());
        _live.Measure();
        await _live.Publisher.RoundAsync();
        Assert.StartsWith($"http://127.0.0.1:{_peer.Port} answers 404 NoSuchBucket", _live.Status().Fault, StringComparison.Ordinal);
        Assert.Equal(1, _live.Status().Waiting);
    }

    [SkippableFact]
    public async Task A_store_that_is_down_is_tried_until_it_is_up()
    {
        await StartAsync();
        int port = _peer!.Port;
        BucketConfiguration configuration = _peer.Configuration();
        await _peer.DisposeAsync();
        _live.Add(Remote, configuration);
        _live.Measure(windows: 2);
        await _live.Publisher.RoundAsync();
        Assert.StartsWith($"http://127.0.0.1:{port} cannot be reached: ", _live.Status().Fault, StringComparison.Ordinal);
        await StartAsync(port: port);
        _live.Clock.Advance(TimeSpan.FromSeconds(5));
        await _live.Publisher.RoundAsync();
        Assert.Equal((null, 0), (_live.Status().Fault, _live.Status().Waiting));
        Assert.Equal(2, Objects().Length);
    }

    [Fact]
    public async Task A_store_that_does_not_answer_is_left_and_holds_up_no_other()
    {
        using System.Net.Sockets.TcpListener silent = new(System.Net.IPAddress.Loopback, 0);
        silent.Start();
        int port = ((System.Net.IPEndPoint)silent.LocalEndpoint).Port;
        _live.Add(Remote, new(null, new Uri($"http://127.0.0.1:{port}"), "eu-central-1", "id", "secret", true));
        _live.Monitors.Add(PublishingFixture.Monitor("other"));
        _live.Measure();
        _live.Measure(monitor: "other");
        Task round = _live.Publisher.RoundAsync();
        using System.Net.Sockets.Socket caller = await silent.AcceptSocketAsync();
        Assert.True(SpinWait.SpinUntil(() => _live.Output().Delivered == 1, TimeSpan.FromMinutes(1)));
        Assert.False(round.IsCompleted);
        _live.Clock.Advance(new PublishingOptions().Timeout);
        await round;
        Assert.Equal("not done within 300 s", _live.Status().Fault);
        Assert.Null(_live.Status("other").Fault);
    }

    private async Task StartAsync(string bucket = Remote, int port = 0) => _peer = await S3Peer.StartAsync(_live.Path("s3"), port, bucket);

    private string[] Objects() =>
        [.. PublishingFixture.Keys(Path.Combine(_live.Path("s3"), Remote)).Where(name => name.EndsWith("._S3rver_object", StringComparison.Ordinal))];

    private byte[] Content(string name) => File.ReadAllBytes(Path.Combine(_live.Path("s3"), Remote, name));
}
