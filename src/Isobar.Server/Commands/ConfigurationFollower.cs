using Isobar.Server.Configuration;
using Isobar.Server.Hosting;

namespace Isobar.Server.Commands;

/// <summary>
/// Watches the configuration of a running server: hands what is harmless to the pipeline, and tells the operator what was taken over, what waits for a restart, and
/// all faults of a file that cannot be used.
/// </summary>
internal sealed class ConfigurationFollower : IDisposable
{
    private readonly UpSettings _settings;
    private readonly string _file;
    private readonly Action<LiveReload> _post;
    private readonly Action<IReadOnlyDictionary<string, WebhookConfiguration>> _onWebhooks;
    private readonly Action<IReadOnlyDictionary<string, BucketConfiguration>> _onBuckets;
    private readonly ILogger _log;
    private readonly ConfigurationWatcher _watcher;
    private ConfigurationStatus _status = new(0, false, 0);

    /// <param name="settings">What the server was started with.</param>
    /// <param name="watched">The file.</param>
    /// <param name="post">Takes what the pipeline is to go on with; called on a thread of the timer.</param>
    /// <param name="onWebhooks">Takes the webhooks when they have changed; on the same thread.</param>
    /// <param name="onBuckets">Takes the buckets when they have changed; likewise.</param>
    /// <param name="time">Debounces and polls.</param>
    /// <param name="log">Told of every change.</param>
    public ConfigurationFollower(
        UpSettings settings, WatchedConfiguration watched, Action<LiveReload> post, Action<IReadOnlyDictionary<string, WebhookConfiguration>> onWebhooks,
        Action<IReadOnlyDictionary<string, BucketConfiguration>> onBuckets, TimeProvider time, ILogger log)
    {
        _settings = settings;
        _file = watched.Path;
        _post = post;
        _onWebhooks = onWebhooks;
        _onBuckets = onBuckets;
        _log = log;
        _watcher = new ConfigurationWatcher(watched.Path, watched.Loaded, watched.Inputs, time, TakeOver);
    }

    /// <inheritdoc/>
    public void Dispose() => _watcher.Dispose();

    private void TakeOver(ConfigurationReload reload)
    {
        foreach (ConfigurationFault fault in reload.Faults)
        {
            _log.ConfigurationFault(fault.ToString());
        }
        if (!reload.Faults.IsEmpty)
        {
            _log.ConfigurationRefused(_file, reload.Faults.Length);
        }
        else if (_status.IsFaulty)
        {
            _log.ConfigurationRepaired(_file);
        }
        foreach (ConfigurationChange change in reload.Applied.Concat(reload.NeedRestart))
        {
            Tell(change);
        }
        _status = new(_status.Reloads + (reload.Applied.IsEmpty ? 0 : 1), !reload.Faults.IsEmpty, reload.NeedRestart.Count(change => !_settings.Overrides(change)));
        if (reload.Applied.Any(change => change.Path.StartsWith("webhooks.", StringComparison.Ordinal)))
        {
            _onWebhooks(reload.Current.Webhooks);
        }
        if (reload.Applied.Any(change => change.Path.StartsWith("buckets.", StringComparison.Ordinal)))
        {
            _onBuckets(reload.Current.Buckets);
        }
        _post(new LiveReload(_settings.LiveFor(reload.Current), _status));
    }

    private void Tell(ConfigurationChange change)
    {
        if (_settings.Overrides(change))
        {
            _log.ConfigurationOverridden(change.Path, change.New);
        }
        else if (change.Reloadable)
        {
            _log.ConfigurationApplied(change.Path, change.Old, change.New);
        }
        else
        {
            _log.ConfigurationWaits(change.Path, change.Old ?? "(nothing)", change.New ?? "(nothing)");
        }
    }
}
