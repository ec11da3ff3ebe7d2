using Isobar.Core.Monitors;
using Isobar.Storage;
using Isobar.Storage.Monitors;

namespace Isobar.Server.Hosting.Health;

/// <summary>
/// The monitors of an installation: those of the store, or the one that exists where nobody has made any. For any thread; what changes here is in force from the next
/// window on.
/// </summary>
internal sealed class MonitorDirectory
{
    private readonly DataFolder _folder;
    private readonly TrafficMonitor _default;
    private readonly TimeProvider _time;
    private readonly Lock _changing = new();
    private readonly SortedDictionary<string, TrafficMonitor> _stored = new(StringComparer.Ordinal);
    private IReadOnlyList<TrafficMonitor> _all = [];

    /// <param name="folder">Where monitors are stored.</param>
    /// <param name="default">The monitor that exists while there is no other.</param>
    /// <param name="time">Stamps changes.</param>
    /// <exception cref="StorageException">A stored monitor cannot be read.</exception>
    public MonitorDirectory(DataFolder folder, TrafficMonitor @default, TimeProvider time)
    {
        _folder = folder;
        _default = @default;
        _time = time;
        foreach (MonitorRow row in folder.Monitors.All())
        {
            try
            {
                _stored.Add(row.Name, MonitorDocument.Read(row.Json));
            }
            catch (FormatException fault)
            {
                throw new StorageException($"The monitor '{row.Name}' in {folder.Path} cannot be used: {fault.Message}", fault);
            }
        }
        Publish();
    }

    /// <summary>The monitors now, in the order of their names.</summary>
    public IReadOnlyList<TrafficMonitor> All => Volatile.Read(ref _all);

    /// <summary>A monitor by its name; null where there is none.</summary>
    public TrafficMonitor? Find(string name) => All.FirstOrDefault(monitor => monitor.Name == name);

    /// <summary>The monitor that exists while there is no other.</summary>
    public TrafficMonitor Default => _default;

    /// <summary>Takes a monitor over that the caller has stored.</summary>
    public void Take(TrafficMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        lock (_changing)
        {
            _stored[monitor.Name] = monitor;
            Publish();
        }
    }

    /// <summary>Forgets a monitor that the caller has removed from the store.</summary>
    public void Forget(string name)
    {
        lock (_changing)
        {
            _stored.Remove(name);
            Publish();
        }
    }

    /// <summary>Makes a monitor, or gives it new settings; stored when this returns.</summary>
    /// <exception cref="StorageException">It could not be stored; all is as before.</exception>
    public void Put(TrafficMonitor monitor)
    {
        ArgumentNullException.ThrowIfNull(monitor);
        lock (_changing)
        {
            long now = _time.GetUtcNow().ToUnixTimeSeconds();
            long created = _folder.Monitors.Find(monitor.Name)?.CreatedAt ?? now;
            _folder.Commit(new CommitContent { Monitors = [new MonitorRow(monitor.Name, monitor.Account, created, now, MonitorDocument.Write(monitor))] });
            _stored[monitor.Name] = monitor;
            Publish();
        }
    }

    /// <summary>Removes a monitor; false where there is none of this name. Its open events end with the next window.</summary>
    /// <exception cref="StorageException">It could not be removed; all is as before.</exception>
    public bool Remove(string name)
    {
        lock (_changing)
        {
            if (!_stored.ContainsKey(name))
            {
                return false;
            }
            _folder.Commit(new CommitContent { RemovedMonitors = [name] });
            _stored.Remove(name);
            Publish();
            return true;
        }
    }

    private void Publish() => Volatile.Write(ref _all, _stored.Count > 0 ? [.. _stored.Values] : [_default]);
}
