using System.Text.Json;
using Isobar.Core.Alarms;
using Isobar.Server.Alarms;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Storage.Alarms;

namespace Isobar.Server.Tests.Alarms;

/// <summary>Messages to a real server, over real HTTP.</summary>
public sealed class WebhookDispatcherTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private WebhookReceiver _receiver = null!;
    private AlarmFixture _alarms = null!;

    public async Task InitializeAsync()
    {
        _receiver = await WebhookReceiver.StartAsync();
        _alarms = new AlarmFixture(TimeProvider.System, ("ops", AlarmFixture.Webhook(_receiver.Url)));
        _alarms.Put(AlarmFixture.Definition());
    }

    public async Task DisposeAsync()
    {
        await _alarms.DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Fact]
    public async Task An_alarm_posts_the_topic_message_and_its_history_says_so()
    {
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Null(await settled.WaitAsync(s_patience));
        (string body, Dictionary<string, string> headers) = Assert.Single(_receiver.Posts);
        using JsonDocument message = JsonDocument.Parse(body);
        Assert.Equal(("high", "ALARM", "INSUFFICIENT_DATA", "drill", "US East (N. Virginia)"), (
            message.RootElement.GetProperty("AlarmName").GetString(), message.RootElement.GetProperty("NewStateValue").GetString(),
            message.RootElement.GetProperty("OldStateValue").GetString(), message.RootElement.GetProperty("NewStateReason").GetString(),
            message.RootElement.GetProperty("Region").GetString()));
        Assert.Equal(("application/json; charset=utf-8", "Bearer 42", "alarm"), (headers["Content-Type"], headers["Authorization"], headers["Isobar-Kind"]));
        Assert.Equal($"Successfully executed action {AlarmFixture.Action}", _alarms.History()[^1]);
        Assert.Empty(_alarms.Folder.Alarms.WaitingDeliveries());
    }

    [Fact]
    public async Task A_receiver_that_is_ill_is_tried_again_and_the_message_recorded_once()
    {
        _receiver.Answer = attempt => Task.FromResult(attempt switch { 1 => 500, 2 => 429, 3 => 503, _ => 200 });
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Null(await settled.WaitAsync(s_patience));
        Assert.Equal(4, _receiver.Posts.Count);
        Assert.Single(_receiver.Posts.Select(post => (post.Body, post.Headers["Isobar-Delivery"])).Distinct());
        Assert.Single(_alarms.History(), line => line.Contains("executed action", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(302)]
    public async Task A_refusal_for_good_is_not_tried_again(int status)
    {
        _receiver.Answer = _ => Task.FromResult(status);
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Equal($"HTTP status {status}", await settled.WaitAsync(s_patience));
        Assert.Single(_receiver.Posts);
        Assert.Equal($"Failed to execute action {AlarmFixture.Action}. Received error: \"HTTP status {status}\"", _alarms.History()[^1]);
    }

    [Fact]
    public async Task A_message_that_is_too_old_is_given_up()
    {
        _alarms.Options = _alarms.Options with { GiveUpAfter = TimeSpan.Zero };
        await _alarms.RestartAsync();
        _receiver.Answer = _ => Task.FromResult(500);
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Equal("HTTP status 500", await settled.WaitAsync(s_patience));
        Assert.Equal([new("ops", 0, 1, 0)], _alarms.Service.Dispatcher.Status());
    }

    [Fact]
    public async Task What_was_not_delivered_before_the_end_is_delivered_after_the_start()
    {
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Equal([new("ops", 0, 0, 1)], _alarms.Service.Dispatcher.Status());
        await _alarms.RestartAsync();
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        Assert.Null(await settled.WaitAsync(s_patience));
        Assert.Single(_receiver.Posts);
        Assert.Single(_alarms.History(), line => line.Contains("executed action", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_receiver_that_hangs_holds_up_neither_alarms_nor_other_receivers()
    {
        await using WebhookReceiver other = await WebhookReceiver.StartAsync();
        await using AlarmFixture alarms = new(TimeProvider.System, ("hanging", AlarmFixture.Webhook(_receiver.Url)), ("other", AlarmFixture.Webhook(other.Url)));
        var release = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answer = _ =>
        {
            reached.TrySetResult();
            return release.Task;
        };
        var both = new CountdownEvent(2);
        var otherGotBoth = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        alarms.Service.Dispatcher.Settled = (message, _) =>
        {
            if (message.Webhook == "other" && both.Signal())
            {
                otherGotBoth.TrySetResult();
            }
        };
        alarms.Put(AlarmFixture.Definition("first"));
        alarms.Put(AlarmFixture.Definition("second"));
        alarms.Service.Start();
        alarms.Service.Book.SetState("first", AlarmState.Alarm, "drill", null);
        await reached.Task.WaitAsync(s_patience);
        alarms.Service.Book.SetState("second", AlarmState.Alarm, "drill", null);
        Assert.Equal("ALARM", alarms.State("second"));
        await otherGotBoth.Task.WaitAsync(s_patience);
        Assert.Single(_receiver.Posts);
        release.SetResult(200);
    }

    [Fact]
    public async Task Messages_for_a_webhook_that_is_gone_are_settled_as_failed()
    {
        _alarms.Folder.Commit(new CommitContent { Deliveries = [new DeliveryRow("gone", WebhookDispatcher.AlarmKind, "high", AlarmFixture.Action, 1, "{}")] });
        await _alarms.RestartAsync();
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        Assert.Equal("the webhook gone is not configured any more", await settled.WaitAsync(s_patience));
    }

    [Fact]
    public async Task A_webhook_that_comes_while_the_server_runs_is_told()
    {
        await using WebhookReceiver added = await WebhookReceiver.StartAsync();
        _alarms.Service.Start();
        _alarms.Service.TakeOver(new Dictionary<string, WebhookConfiguration> { ["added"] = AlarmFixture.Webhook(added.Url) });
        Task<string?> settled = Settled();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        Assert.Null(await settled.WaitAsync(s_patience));
        Assert.Single(added.Posts);
        Assert.Empty(_receiver.Posts);
    }

    [Fact]
    public async Task A_new_address_is_tried_at_once()
    {
        await using WebhookReceiver mended = await WebhookReceiver.StartAsync();
        Task<string?> settled = await TriedOnceAsync();
        _alarms.Service.TakeOver(new Dictionary<string, WebhookConfiguration> { ["ops"] = AlarmFixture.Webhook(mended.Url) });
        Assert.Null(await settled.WaitAsync(s_patience));
        Assert.Single(mended.Posts);
    }

    [Fact]
    public async Task What_is_on_its_way_to_a_webhook_that_goes_is_given_up()
    {
        Task<string?> settled = await TriedOnceAsync();
        _alarms.Service.TakeOver(new Dictionary<string, WebhookConfiguration>());
        Assert.Equal("the webhook ops is not configured any more", await settled.WaitAsync(s_patience));
    }

    /// <summary>A message whose first attempt has failed and whose next is not due for an hour; the task ends when it is settled.</summary>
    private async Task<Task<string?>> TriedOnceAsync()
    {
        _alarms.Options = _alarms.Options with { FirstDelay = TimeSpan.FromHours(1), LongestDelay = TimeSpan.FromHours(1) };
        await _alarms.RestartAsync();
        TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _receiver.Answer = _ =>
        {
            reached.TrySetResult();
            return Task.FromResult(503);
        };
        Task<string?> settled = Settled();
        _alarms.Service.Start();
        _alarms.Service.Book.SetState("high", AlarmState.Alarm, "drill", null);
        await reached.Task.WaitAsync(s_patience);
        return settled;
    }

    private Task<string?> Settled()
    {
        var settled = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _alarms.Service.Dispatcher.Settled = (_, fault) => settled.TrySetResult(fault);
        return settled.Task;
    }
}
