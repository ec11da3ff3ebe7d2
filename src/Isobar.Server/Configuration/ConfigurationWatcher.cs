using System.Collections.Immutable;

namespace Isobar.Server.Configuration;

/// <summary>
/// Watches the configuration file and takes over what is harmless. A faulty file changes nothing and is reported. The folder is watched, not the file, since editors
/// and orchestrators replace files and links; and it is read every ten seconds besides, since network and container mounts do not always tell of changes.
/// </summary>
public sealed class ConfigurationWatcher : IDisposable
{
    /// <summary>How long the file must rest before it is read: editors write in several steps.</summary>
    public static readonly TimeSpan Debounce = TimeSpan.FromMilliseconds(250);

    /// <summary>How often the file is read when nothing tells of a change.</summary>
    public static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly ConfigurationInputs _inputs;
    private readonly Action<ConfigurationReload> _onReload;
    private readonly ITimer _debounce;
    private readonly ITimer _poll;
    private readonly FileSystemWatcher? _watcher;
    private IsobarConfiguration _current;
    private ConfigurationReload? _last;
    private bool _isDisposed;

    /// <summary>Starts to watch.</summary>
    /// <param name="path">The file that was loaded.</param>
    /// <param name="current">What was loaded from it.</param>
    /// <param name="inputs">As for the loader.</param>
    /// <param name="time">Debounces and polls.</param>
    /// <param name="onReload">Told of every change, one at a time, on a thread of the timer; must not throw.</param>
    public ConfigurationWatcher(
        string path, IsobarConfiguration current, ConfigurationInputs inputs, TimeProvider time, Action<ConfigurationReload> onReload)
        : this(path, current, inputs, time, onReload, watchFolder: true)
    {
    }

    /// <summary>Without watching the folder, only <see cref="Touch"/> and polling tell of changes.</summary>
    internal ConfigurationWatcher(
        string path, IsobarConfiguration current, ConfigurationInputs inputs, TimeProvider time, Action<ConfigurationReload> onReload, bool watchFolder)
    {
        ArgumentNullException.ThrowIfNull(time);
        _path = path;
        _current = current;
        _inputs = inputs;
        _onReload = onReload;
        _debounce = time.CreateTimer(_ => Check(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _poll = time.CreateTimer(_ => Check(), null, PollInterval, PollInterval);
        _watcher = watchFolder ? Watch(Path.GetDirectoryName(Path.GetFullPath(path))!) : null;
    }

    /// <summary>The configuration in force.</summary>
    public IsobarConfiguration Current => Volatile.Read(ref _current);

    /// <summary>Whether the system does not tell of changes (too few inotify instances, no such folder), so that they are found by polling alone.</summary>
    public bool IsPollingOnly => _watcher is null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _watcher?.Dispose();
        lock (_gate)
        {
            _isDisposed = true;
        }
        _debounce.Dispose();
        _poll.Dispose();
    }

    /// <summary>Notes that something changed in the folder; the file is read when it has rested.</summary>
    internal void Touch()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _debounce.Change(Debounce, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private FileSystemWatcher? Watch(string folder)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder);
            watcher.Changed += (_, _) => Touch();
            watcher.Created += (_, _) => Touch();
            watcher.Renamed += (_, _) => Touch();
            watcher.Deleted += (_, _) => Touch();
            watcher.Error += (_, _) => Touch();
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception error) when (error is IOException or ArgumentException)
        {
            // inotify's limits are per user and often used up, and the folder may have gone since the file was read; polling goes on.
            return null;
        }
    }

    private void Check()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }
            ConfigurationReload reload = Compare(ConfigurationLoader.LoadFile(_path, _inputs));
            bool isNews = _last is null
                ? reload.Faults.Length + reload.Applied.Length + reload.NeedRestart.Length > 0
                : reload.Applied.Length > 0 || !reload.Faults.SequenceEqual(_last.Faults) || !reload.NeedRestart.SequenceEqual(_last.NeedRestart);
            _last = reload;
            if (isNews)
            {
                Volatile.Write(ref _current, reload.Current);
                _onReload(reload);
            }
        }
    }

    private ConfigurationReload Compare(ConfigurationResult result)
    {
        if (!result.IsValid)
        {
            return new(_current, result.Faults, [], []);
        }
        ImmutableArray<ConfigurationChange> changes = ConfigurationChange.Between(_current, result.Configuration);
        ImmutableArray<ConfigurationChange> applied = [.. changes.Where(change => change.Reloadable)];
        return new(
            applied.IsEmpty ? _current : ConfigurationChange.TakeOver(_current, result.Configuration),
            [],
            applied,
            [.. changes.Where(change => !change.Reloadable)]);
    }
}
