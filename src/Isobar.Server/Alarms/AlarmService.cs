using Isobar.Server.Api.Access;
using Isobar.Server.Api.CloudWatch;
using Isobar.Server.Configuration;
using Isobar.Storage;

namespace Isobar.Server.Alarms;

/// <summary>Metrics, alarms and webhooks of a running server, put together.</summary>
internal sealed class AlarmService : IAsyncDisposable
{
    /// <param name="folder">The stores.</param>
    /// <param name="settings">The installation.</param>
    /// <param name="time">The clock.</param>
    /// <param name="log">Told what an operator should know.</param>
    /// <param name="webhooks">How messages are tried; null for the defaults.</param>
    public AlarmService(DataFolder folder, AlarmSettings settings, TimeProvider time, ILogger log, WebhookOptions? webhooks = null)
    {
        Settings = settings;
        Book = new AlarmBook(folder, settings, time);
        Metrics = new MetricWriter(folder);
        Loop = new AlarmLoop(folder, Book, settings, time, log);
        Dispatcher = new WebhookDispatcher(folder, settings, webhooks ?? new WebhookOptions(), time, log);
        Book.DeliveriesAdded = Dispatcher.Notify;
        Services = new CloudWatchServices(folder, Book, Metrics, settings, time);
        Log = log;
    }

    /// <summary>The installation.</summary>
    public AlarmSettings Settings { get; }

    /// <summary>The alarms.</summary>
    public AlarmBook Book { get; }

    /// <summary>Takes points of metrics.</summary>
    public MetricWriter Metrics { get; }

    /// <summary>Judges alarms.</summary>
    public AlarmLoop Loop { get; }

    /// <summary>Posts messages. Whoever commits messages of its own tells it so (<see cref="WebhookDispatcher.Notify"/>).</summary>
    public WebhookDispatcher Dispatcher { get; }

    private CloudWatchServices Services { get; }

    private ILogger Log { get; }

    /// <summary>Begins to judge and to post.</summary>
    public void Start()
    {
        Loop.Start();
        Dispatcher.Start();
    }

    /// <summary>Takes over webhooks that were changed while the server runs.</summary>
    public void TakeOver(IReadOnlyDictionary<string, WebhookConfiguration> webhooks)
    {
        Settings.WebhookBook.Replace(webhooks);
        Dispatcher.Reconfigure();
    }

    /// <summary>The API over it.</summary>
    public CloudWatchEndpoint Endpoint(RequestAuthenticator access, AuditLog audit) => new(Services, access, audit, Log);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Loop.DisposeAsync();
        await Dispatcher.DisposeAsync();
    }
}
