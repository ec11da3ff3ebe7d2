using Isobar.Core.Alarms;
using Isobar.Core.Metrics;
using Isobar.Server.Alarms;
using Isobar.Server.Configuration;
using Isobar.Server.Tests.Api.CloudWatch;
using Isobar.Storage;
using Isobar.Storage.Alarms;
using Isobar.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Isobar.Server.Tests.Alarms;

/// <summary>Alarms over a real store, with a clock that moves by hand; it can be restarted as after a kill.</summary>
internal sealed class AlarmFixture : IAsyncDisposable
{
    public const string Action = "arn:aws:sns:us-east-1:123456789012:ops";

    private readonly TemporaryFolder _temp = new();
    private readonly AlarmSettings _settings;
    private readonly TimeProvider? _clock;

    public AlarmFixture(TimeProvider? clock = null, params (string Name, WebhookConfiguration Webhook)[] webhooks)
    {
        _clock = clock;
        _settings = CloudWatchServer.Settings(webhooks);
        Open();
    }

    public FakeTimeProvider Time { get; } = new();

    public DataFolder Folder { get; private set; } = null!;

    public AlarmService Service { get; private set; } = null!;

    /// <summary>Changed before the service is made or restarted.</summary>
    public WebhookOptions Options { get; set; } = new() { FirstDelay = TimeSpan.FromMilliseconds(1), LongestDelay = TimeSpan.FromMilliseconds(5) };

    /// <summary>The minute of the clock, Unix seconds.</summary>
    public long Minute => Time.GetUtcNow().ToUnixTimeSeconds() / 60 * 60;

    public static AlarmDefinition Definition(string name = "high", int periods = 1) => new()
    {
        Name = name,
        Namespace = "Shop",
        MetricName = "Orders",
        Statistic = "Average",
        PeriodSeconds = 60,
        EvaluationPeriods = periods,
        Threshold = 50,
        Comparison = AlarmComparison.GreaterThanThreshold,
        AlarmActions = [Action],
    };

    public static WebhookConfiguration Webhook(Uri url) =>
        new(url, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty.Add("Authorization", "Bearer 42"), [Action], HealthEvents: true);

    public void Put(AlarmDefinition definition) =>
        Service.Book.Put(definition, System.Collections.Immutable.ImmutableSortedDictionary<string, string>.Empty);

    /// <summary>A point of the metric in a minute before the current one.</summary>
    public void Add(double value, int minutesAgo = 1, string name = "Orders")
    {
        var batch = new MetricBatch();
        batch.Add(new MetricIdentity("Shop", name, []), "None", Minute - 60 * minutesAgo, value);
        Folder.Commit(new CommitContent { Metrics = [batch] });
    }

    /// <summary>Moves the clock and judges what is due.</summary>
    public void Evaluate(int seconds = 60)
    {
        Time.Advance(TimeSpan.FromSeconds(seconds));
        Service.Loop.Evaluate(Time.GetUtcNow());
    }

    public string State(string name = "high") => AlarmNames.NameOf(Service.Book.All[name].State);

    public string[] History(string name = "high") =>
        [.. Folder.Alarms.History(new AlarmHistoryFilter { AlarmName = name, NewestFirst = false, Limit = 1000 }).Select(row => row.Summary)];

    public async Task RestartAsync()
    {
        await CloseAsync();
        Open();
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _temp.Dispose();
    }

    private void Open()
    {
        Folder = DataFolder.Open(_temp["data"], "test");
        Service = new AlarmService(Folder, _settings, _clock ?? Time, NullLogger.Instance, Options);
    }

    private async Task CloseAsync()
    {
        await Service.DisposeAsync();
        Folder.Dispose();
    }
}
