using Isobar.Server.Commands;
using Isobar.Server.Configuration;
using Isobar.Server.Hosting;
using Isobar.Tests;
using Microsoft.Extensions.Logging;

namespace Isobar.Server.Tests.Commands;

public sealed class ConfigurationFollowerTests : IDisposable
{
    private const string Start = """{ "sources": { "web": { "files": ["web.log"], "location": "eu-central-1" }, "api": { "files": ["api.log"], "location": "FRA", "timeZone": "+01:00" } } }""";

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly List<LiveReload> _posted = [];
    private readonly List<string> _webhooks = [];
    private readonly List<string> _buckets = [];
    private readonly List<string> _told = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_harmless_is_handed_to_the_pipeline_for_the_sources_it_concerns()
    {
        using ConfigurationFollower follower = Follow(Start);
        Change(Start.Replace("{ \"sources\"", "{ \"grace\": \"30s\", \"retention\": \"60d\", \"trustedProxies\": [\"192.0.2.1\"], \"sources\"", StringComparison.Ordinal)
            .Replace("\"FRA\"", "\"FRA\", \"grace\": \"10s\"", StringComparison.Ordinal));
        LiveReload reload = Assert.Single(_posted);
        Assert.Equal(["api", "web"], reload.Options.Sources.Select(source => source.Name));
        Assert.Equal([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], reload.Options.Sources.Select(source => source.Grace));
        Assert.All(reload.Options.Sources, source => Assert.True(source.Parser.Proxies.Trusts(Core.Traffic.IpAddress.FromIPv4(0xc0000201))));
        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.Zero], reload.Options.Sources.Select(source => source.Parser.UtcOffset));
        Assert.Equal(60, reload.Options.RetentionDays);
        Assert.Equal(new ConfigurationStatus(1, false, 0), reload.Configuration);
        Assert.Equal(
            [
                "Information configuration: grace is 30s from now on, was 90s",
                "Information configuration: retention is 60d from now on, was 30d",
                "Information configuration: sources.api.grace is 10s from now on, was (automatic)",
            ],
            _told.Where(line => !line.Contains("trustedProxies", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_needs_a_restart_is_told_and_waits()
    {
        using ConfigurationFollower follower = Follow(Start);
        Change(Start.Replace("{ \"sources\"", "{ \"window\": \"1m\", \"sources\"", StringComparison.Ordinal));
        Assert.Equal(["Warning configuration: window is 1m after a restart, until then 5m"], _told);
        Assert.Equal(new ConfigurationStatus(0, false, 1), Assert.Single(_posted).Configuration);
        Assert.Equal(300, _posted[0].Options.WindowSeconds);
    }

    [Fact]
    public void A_broken_file_is_told_with_all_its_faults_and_the_old_one_stays_until_it_is_mended()
    {
        using ConfigurationFollower follower = Follow("""{ "grace": "20s", """ + Start[1..]);
        Change("""{ "grace": "soon", "windows": "1m" }""");
        Assert.Equal(3, _told.Count);
        Assert.Contains(_told, line => line.Contains("isobar.json:1:12: grace", StringComparison.Ordinal));
        Assert.Contains(_told, line => line.Contains("windows", StringComparison.Ordinal));
        Assert.Contains("isobar.json: 2; it changes nothing", _told[2], StringComparison.Ordinal);
        Assert.Equal(new ConfigurationStatus(0, true, 0), _posted[0].Configuration);
        Assert.All(_posted[0].Options.Sources, source => Assert.Equal(TimeSpan.FromSeconds(20), source.Grace));
        _told.Clear();
        Change("""{ "grace": "25s", """ + Start[1..]);
        Assert.Equal(2, _told.Count);
        Assert.Contains("has no faults any more", _told[0], StringComparison.Ordinal);
        Assert.Equal(new ConfigurationStatus(1, false, 0), _posted[1].Configuration);
        Assert.All(_posted[1].Options.Sources, source => Assert.Equal(TimeSpan.FromSeconds(25), source.Grace));
    }

    [Fact]
    public void What_the_command_line_says_stays_and_is_told()
    {
        using ConfigurationFollower follower = Follow(Start, s_arguments with { Logs = [_folder["x.log"]], Grace = "5s" });
        Change("""{ "grace": "30s", "retention": "3d", """ + Start[1..].Replace("web.log", "other.log", StringComparison.Ordinal));
        LiveReload reload = Assert.Single(_posted);
        Assert.Equal(TimeSpan.FromSeconds(5), Assert.Single(reload.Options.Sources).Grace);
        Assert.Equal(3, reload.Options.RetentionDays);
        Assert.Equal(new ConfigurationStatus(1, false, 0), reload.Configuration);
        Assert.Contains("Warning configuration: grace is 30s in the file, but the command line goes before it", _told);
        Assert.Contains(_told, line => line.StartsWith("Warning configuration: sources.web.files is", StringComparison.Ordinal) && line.EndsWith("goes before it", StringComparison.Ordinal));
    }

    [Fact]
    public void Webhooks_come_go_and_change_without_a_restart_and_their_secrets_are_not_told()
    {
        using ConfigurationFollower follower = Follow("""{ "webhooks": { "a": { "url": "http://a/one" }, "b": { "url": "http://b" } }, """ + Start[1..]);
        Change("""{ "grace": "11s", "webhooks": { "a": { "url": "http://a/one" }, "b": { "url": "http://b" } }, """ + Start[1..]);
        Assert.Empty(_webhooks);
        Change("""{ "grace": "11s", "webhooks": { "a": { "url": "http://a/secret" }, "c": { "url": "http://c" } }, """ + Start[1..]);
        Assert.Equal(["a=http://a/secret c=http://c/"], _webhooks);
        Assert.Equal(new ConfigurationStatus(2, false, 0), _posted[^1].Configuration);
        Assert.DoesNotContain(_told, line => line.Contains("secret", StringComparison.Ordinal));
    }

    private static readonly UpArguments s_arguments = new([], null, "local", null, null, null, [], null, null, null, false);

    [Fact]
    public void Buckets_come_go_and_change_without_a_restart_and_their_secrets_are_not_told()
    {
        using ConfigurationFollower follower = Follow("""{ "buckets": { "old": { "folder": "/srv/old" } }, """ + Start[1..]);
        Change("""{ "buckets": { "new": { "endpoint": "http://user:word@s3:9000/", "accessKey": "id", "secretKey": "one-secret" } }, """ + Start[1..]);
        Change("""{ "buckets": { "new": { "endpoint": "http://user:word@s3:9000/", "accessKey": "id", "secretKey": "other-secret" } }, """ + Start[1..]);
        Assert.Equal(["new=http://s3:9000", "new=http://s3:9000"], _buckets);
        Assert.Empty(_webhooks);
        Assert.Contains(_told, line => line.Contains("buckets.new.secretKey", StringComparison.Ordinal));
        Assert.DoesNotContain(_told, line => line.Contains("-secret", StringComparison.Ordinal) || line.Contains("word", StringComparison.Ordinal));
    }

    private ConfigurationFollower Follow(string text, UpArguments? arguments = null)
    {
        string file = _folder.File("isobar.json", text);
        UpSettingsReader reader = new(ConfigurationInputs.None);
        UpSettings? settings = reader.Read((arguments ?? s_arguments) with { ConfigurationFile = file });
        Assert.Empty(reader.Faults);
        return new(settings!, settings!.Watched!, _posted.Add, webhooks => _webhooks.Add(string.Join(' ', webhooks.Select(webhook => $"{webhook.Key}={webhook.Value.Url}"))),
            buckets => _buckets.Add(string.Join(' ', buckets.Select(bucket => $"{bucket.Key}={bucket.Value.Place}"))), _time, new ListLogger(_told));
    }

    private void Change(string text)
    {
        _folder.File("isobar.json", text);
        _time.Advance(ConfigurationWatcher.PollInterval);
    }

    private sealed class ListLogger(List<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Add($"{logLevel} {formatter(state, exception)}");
    }
}
