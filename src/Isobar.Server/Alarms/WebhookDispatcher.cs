using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Isobar.Server.Configuration;
using Isobar.Storage;
using Isobar.Storage.Alarms;
using Polly;
using Polly.Retry;

namespace Isobar.Server.Alarms;

/// <summary>
/// Posts stored messages to webhooks, those of one webhook in their order. A message goes in the commit that records how its delivery ended, so it is sent at least
/// once, and recorded once; one webhook that is down holds nobody else up.
/// </summary>
internal sealed class WebhookDispatcher : IAsyncDisposable
{
    /// <summary>Kinds of messages.</summary>
    public const string AlarmKind = "alarm", HealthEventKind = "health-event";

    private const int PageRows = 100;

    private readonly DataFolder _folder;
    private readonly AlarmSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, WebhookLane> _lanes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _running = [];
    private CancellationTokenSource _changed = new();
    private bool _isStarted;

    public WebhookDispatcher(DataFolder folder, AlarmSettings settings, WebhookOptions options, TimeProvider time, ILogger log)
    {
        _folder = folder;
        _settings = settings;
        _time = time;
        _log = log;
        Options = options;
        // A redirect could lead into the network behind the server, and its target was not configured.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
        OpenLanes();
    }

    /// <summary>How often and how long it tries.</summary>
    public WebhookOptions Options { get; }

    /// <summary>Told of each message that was delivered, with null, or given up, with the reason; after that is stored.</summary>
    public Action<DeliveryRow, string?>? Settled { get; set; }

    /// <summary>How deliveries go, webhook by webhook in ordinal order.</summary>
    public IReadOnlyList<WebhookStatus> Status()
    {
        IReadOnlyDictionary<string, long> waiting = _folder.Alarms.WaitingDeliveries();
        return
        [
            .. _lanes.OrderBy(lane => lane.Key, StringComparer.Ordinal)
                .Select(lane => new WebhookStatus(lane.Key, lane.Value.Delivered, lane.Value.Failed, waiting.GetValueOrDefault(lane.Key))),
        ];
    }

    /// <summary>Begins to run.</summary>
    public void Start()
    {
        lock (_lanes)
        {
            _isStarted = true;
            foreach ((string webhook, WebhookLane lane) in _lanes)
            {
                Run(webhook, lane);
            }
        }
    }

    /// <summary>Tells it that messages have been stored.</summary>
    public void Notify()
    {
        foreach (WebhookLane lane in _lanes.Values)
        {
            lane.Notify();
        }
    }

    /// <summary>Takes over that webhooks were changed: new ones get a lane, and what is being tried is tried anew, at the address that holds now.</summary>
    public void Reconfigure()
    {
        lock (_lanes)
        {
            OpenLanes();
            // Not disposed: a lane may be about to ask for its token.
            Interlocked.Exchange(ref _changed, new CancellationTokenSource()).Cancel();
        }
        Notify();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _http.Dispose();
        _stop.Dispose();
        _changed.Dispose();
        foreach (WebhookLane lane in _lanes.Values)
        {
            lane.Dispose();
        }
    }

    /// <summary>A lane for each webhook, also for those that are not configured any more: what waits for them is settled as failed.</summary>
    private void OpenLanes()
    {
        foreach (string webhook in _settings.Webhooks.Keys.Union(_folder.Alarms.WaitingDeliveries().Keys))
        {
            WebhookLane lane = new();
            if (!_lanes.TryAdd(webhook, lane))
            {
                lane.Dispose();
            }
            else if (_isStarted)
            {
                Run(webhook, lane);
            }
        }
    }

    private void Run(string webhook, WebhookLane lane) => _running.Add(Task.Run(() => RunAsync(webhook, lane)));

    private async Task RunAsync(string webhook, WebhookLane lane)
    {
        try
        {
            while (true)
            {
                await lane.WaitAsync(Options.PollInterval, _stop.Token);
                await DeliverAllAsync(webhook, lane);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops; what waits is stored.
        }
    }

    private async Task DeliverAllAsync(string webhook, WebhookLane lane)
    {
        try
        {
            while (_folder.Alarms.Deliveries(webhook, PageRows) is { Count: > 0 } waiting)
            {
                foreach (DeliveryRow message in waiting)
                {
                    Settle(message, await DeliverAsync(message), lane);
                }
            }
        }
        catch (StorageException fault)
        {
            _log.DeliveryStoreFailed(webhook, Options.LongestDelay.TotalSeconds, fault.Message);
            await Task.Delay(Options.LongestDelay, _time, _stop.Token);
        }
    }

    /// <summary>Posts a message until it is taken, refused for good, or too old; gives why it was not taken.</summary>
    private async Task<string?> DeliverAsync(DeliveryRow message)
    {
        while (true)
        {
            CancellationToken changed = Volatile.Read(ref _changed).Token;
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(changed, _stop.Token);
            try
            {
                return await DeliverAsync(message, either.Token);
            }
            catch (OperationCanceledException) when (changed.IsCancellationRequested && !_stop.IsCancellationRequested)
            {
                // The webhook may have another address now: that is tried at once.
            }
        }
    }

    private async Task<string?> DeliverAsync(DeliveryRow message, CancellationToken cancel)
    {
        if (!_settings.Webhooks.TryGetValue(message.Webhook, out WebhookConfiguration? webhook))
        {
            return $"the webhook {message.Webhook} is not configured any more";
        }
        ResiliencePipeline<PostOutcome> retries = new ResiliencePipelineBuilder<PostOutcome> { TimeProvider = _time }
            .AddRetry(new RetryStrategyOptions<PostOutcome>
            {
                MaxRetryAttempts = int.MaxValue,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = Options.FirstDelay,
                MaxDelay = Options.LongestDelay,
                ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result is { Fault: not null, MayPass: true } && !IsTooOld(message)),
                OnRetry = attempt =>
                {
                    _log.DeliveryRetried(message.Webhook, attempt.AttemptNumber + 1, attempt.RetryDelay.TotalSeconds, attempt.Outcome.Result!.Fault!);
                    return default;
                },
            })
            .Build();
        return (await retries.ExecuteAsync(async token => await PostAsync(webhook, message, token), cancel)).Fault;
    }

    private async Task<PostOutcome> PostAsync(WebhookConfiguration webhook, DeliveryRow message, CancellationToken cancel)
    {
        using CancellationTokenSource deadline = new(Options.Timeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancel);
        using HttpRequestMessage request = new(HttpMethod.Post, webhook.Url) { Content = new StringContent(message.Body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("User-Agent", "Isobar");
        // Lets a receiver drop what it has had already: a message may be posted twice.
        request.Headers.TryAddWithoutValidation("Isobar-Delivery", message.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        request.Headers.TryAddWithoutValidation("Isobar-Kind", message.Kind);
        foreach ((string name, string value) in webhook.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content.Headers.Remove(name);
                request.Content.Headers.TryAddWithoutValidation(name, value);
            }
        }
        try
        {
            using HttpResponseMessage response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            int status = (int)response.StatusCode;
            bool mayPass = status >= 500 || response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout;
            return response.IsSuccessStatusCode ? new(null, false) : new($"HTTP status {status}", mayPass);
        }
        catch (HttpRequestException error)
        {
            return new(error.Message, true);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new($"no answer within {Options.Timeout.TotalSeconds:0} s", true);
        }
    }

    private void Settle(DeliveryRow message, string? fault, WebhookLane lane)
    {
        if (fault is not null)
        {
            _log.DeliveryFailed(message.Webhook, message.Kind, fault);
        }
        long now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _folder.Commit(new CommitContent
        {
            SettledDeliveries = [message.Id],
            AlarmHistory = message.Kind == AlarmKind ? [AlarmHistoryText.Acted(message.AlarmName, message.Action, message.Webhook, message.Body, fault, now)] : [],
            Notices = message.Kind == HealthEventKind ? [new(message.Action, message.Webhook, now / 1000, fault is null ? "delivered" : "failed", fault ?? "")] : [],
        });
        lane.Count(isDelivered: fault is null);
        Settled?.Invoke(message, fault);
    }

    private bool IsTooOld(DeliveryRow message) => _time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedAt) > Options.GiveUpAfter;

    /// <summary>How an attempt ended.</summary>
    /// <param name="Fault">Why the message was not taken; null where it was.</param>
    /// <param name="MayPass">Whether another attempt may go better.</param>
    private sealed record PostOutcome(string? Fault, bool MayPass);
}
