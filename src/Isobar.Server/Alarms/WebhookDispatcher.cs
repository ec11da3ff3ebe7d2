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
    private readonly Dictionary<string, SemaphoreSlim> _signals;
    private Task _running = Task.CompletedTask;
    private long _delivered;
    private long _givenUp;

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
        // Also those that are not configured any more: what waits for them is settled as failed.
        _signals = settings.Webhooks.Keys.Union(folder.Alarms.WebhooksWithDeliveries()).ToDictionary(name => name, _ => new SemaphoreSlim(1, 1), StringComparer.Ordinal);
    }

    /// <summary>How often and how long it tries.</summary>
    public WebhookOptions Options { get; }

    /// <summary>Told of each message that was delivered, with null, or given up, with the reason; after that is stored.</summary>
    public Action<DeliveryRow, string?>? Settled { get; set; }

    /// <summary>Messages delivered since the start.</summary>
    public long Delivered => Interlocked.Read(ref _delivered);

    /// <summary>Messages given up since the start.</summary>
    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>Begins to run.</summary>
    public void Start() => _running = Task.WhenAll(_signals.Select(signal => Task.Run(() => RunAsync(signal.Key, signal.Value))));

    /// <summary>Tells it that messages have been stored.</summary>
    public void Notify()
    {
        foreach (SemaphoreSlim signal in _signals.Values)
        {
            try
            {
                signal.Release();
            }
            catch (SemaphoreFullException)
            {
                // It has been told already.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _http.Dispose();
        _stop.Dispose();
        foreach (SemaphoreSlim signal in _signals.Values)
        {
            signal.Dispose();
        }
    }

    private async Task RunAsync(string webhook, SemaphoreSlim signal)
    {
        try
        {
            while (true)
            {
                // Whoever stores messages in a commit of its own may forget to tell.
                await signal.WaitAsync(Options.PollInterval, _stop.Token);
                await DeliverAllAsync(webhook);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server stops; what waits is stored.
        }
    }

    private async Task DeliverAllAsync(string webhook)
    {
        try
        {
            while (_folder.Alarms.Deliveries(webhook, PageRows) is { Count: > 0 } waiting)
            {
                foreach (DeliveryRow message in waiting)
                {
                    Settle(message, await DeliverAsync(message));
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
        return (await retries.ExecuteAsync(async cancel => await PostAsync(webhook, message, cancel), _stop.Token)).Fault;
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

    private void Settle(DeliveryRow message, string? fault)
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
        });
        Interlocked.Increment(ref fault is null ? ref _delivered : ref _givenUp);
        Settled?.Invoke(message, fault);
    }

    private bool IsTooOld(DeliveryRow message) => _time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(message.CreatedAt) > Options.GiveUpAfter;

    /// <summary>How an attempt ended.</summary>
    /// <param name="Fault">Why the message was not taken; null where it was.</param>
    /// <param name="MayPass">Whether another attempt may go better.</param>
    private sealed record PostOutcome(string? Fault, bool MayPass);
}
