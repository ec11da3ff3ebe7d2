using System.Collections.Concurrent;
using Isobar.Core.Monitors;
using Isobar.Storage;
using Isobar.Storage.Keys;
using Isobar.Storage.Monitors;

namespace Isobar.Server.Api.Monitors;

/// <summary>
/// The monitors of all accounts: reads them from the store and writes changes to it, one at a time. A change shows as pending until the pipeline has had time to take
/// it over; from then on the state is the one that was asked for, and never an earlier one again (spec 2.2).
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="codec">Rows.</param>
/// <param name="ownAccount">Account of the installation.</param>
/// <param name="live">The pipeline.</param>
/// <param name="time">The clock.</param>
internal sealed class MonitorCatalogue(DataFolder folder, MonitorRecordCodec codec, string ownAccount, LiveMonitors live, TimeProvider time)
{
    /// <summary>How long a change shows as pending.</summary>
    public static readonly TimeSpan SettlingTime = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> _changedAt = new(StringComparer.Ordinal);
    private readonly Lock _changing = new();

    /// <summary>A monitor of an account; null when there is none of this name.</summary>
    public MonitorRecord? Find(string account, string name)
    {
        MonitorRow? row = folder.Monitors.Find(MonitorKeys.Of(ownAccount, account, name));
        return row is not null
            ? row.Account == account ? codec.Read(row) : null
            : account == ownAccount && live.Default?.Name == name && folder.Monitors.All().Count == 0 ? codec.Unstored(live.Default) : null;
    }

    /// <summary>A monitor of an account.</summary>
    /// <exception cref="ApiException">There is none of this name.</exception>
    public MonitorRecord Get(string account, string name) => Find(account, name) ?? throw ApiException.Missing("Monitor", name);

    /// <summary>All monitors of some accounts, in the order of names, then accounts.</summary>
    public IReadOnlyList<MonitorRecord> All(IReadOnlyCollection<string> accounts)
    {
        IReadOnlyList<MonitorRow> rows = folder.Monitors.All();
        if (rows.Count == 0 && live.Default is not null && accounts.Contains(ownAccount))
        {
            return [codec.Unstored(live.Default)];
        }
        return
        [
            .. rows.Where(row => accounts.Contains(row.Account)).Select(codec.Read)
                .OrderBy(record => record.Name, StringComparer.Ordinal).ThenBy(record => record.Account, StringComparer.Ordinal),
        ];
    }

    /// <summary>All monitors, in whatever account, in the order of their keys; the server's own where nobody has made one.</summary>
    public IReadOnlyList<MonitorRecord> Everybodys()
    {
        IReadOnlyList<MonitorRow> rows = folder.Monitors.All();
        return rows.Count == 0 && live.Default is { } made ? [codec.Unstored(made)] : [.. rows.Select(codec.Read)];
    }

    /// <summary>The state that callers see.</summary>
    public MonitorStatus StatusOf(MonitorRecord record)
    {
        if (!_changedAt.TryGetValue(record.Key, out long at))
        {
            return record.Status;
        }
        if (time.GetElapsedTime(at) < SettlingTime)
        {
            return MonitorStatus.Pending;
        }
        _changedAt.TryRemove(new KeyValuePair<string, long>(record.Key, at));
        return record.Status;
    }

    /// <summary>Tells whether the log of a monitor cannot be written; set by who writes it.</summary>
    public Func<MonitorRecord, bool> HasLogFault { get; set; } = _ => false;

    /// <summary>How far the monitor has come with its data.</summary>
    public ProcessingStatus ProcessingOf(MonitorRecord record) => record.Status == MonitorStatus.Inactive
        ? ProcessingStatus.Inactive
        : HasLogFault(record)
        ? ProcessingStatus.FaultAccessCloudWatch
        : live.ProcessingOf(record.Key) ?? ProcessingStatus.CollectingData;

    /// <summary>In what the monitor's traffic is weighed.</summary>
    public TrafficWeight WeightOf(MonitorRecord record) => new MonitoredSources(codec.SettingsOf(record).Resources).Weight;

    /// <summary>Runs a change that reads before it writes; no other runs meanwhile.</summary>
    public T Change<T>(Func<T> change)
    {
        lock (_changing)
        {
            return change();
        }
    }

    /// <summary>
    /// Stores a monitor, and the answer to the request that made the change; inside <see cref="Change"/>. The first of all takes the place of the monitor that is watched where nobody has made one: that
    /// one is kept as one that is switched off, so that what it measured can still be looked at.
    /// </summary>
    /// <param name="record">The monitor.</param>
    /// <param name="isPending">Whether the change shows as pending for a while.</param>
    /// <param name="answer">The answer to give again should the request come again; null for none.</param>
    public void Put(MonitorRecord record, bool isPending, ClientTokenRow? answer)
    {
        MonitorRecord? former = FormerDefault(record);
        folder.Commit(new CommitContent { Monitors = [codec.Write(record), .. former is null ? [] : new[] { codec.Write(former) }], ClientTokens = answer is null ? [] : [answer] });
        if (isPending)
        {
            _changedAt[record.Key] = time.GetTimestamp();
        }
        else
        {
            _changedAt.TryRemove(record.Key, out _);
        }
        live.Changed(codec.SettingsOf(record));
        if (former is not null)
        {
            live.Changed(codec.SettingsOf(former));
        }
    }

    /// <summary>Removes a monitor; inside <see cref="Change"/>. After the last one that somebody made, the monitor that is watched where there is none is watched again.</summary>
    public void Remove(MonitorRecord record)
    {
        string[] others = [.. folder.Monitors.All().Select(row => row.Name).Where(key => key != record.Key)];
        string[] removed = others is [var last] && Find(ownAccount, last) is { Status: MonitorStatus.Inactive } rests && rests.Name == live.Default?.Name ? [record.Key, last] : [record.Key];
        folder.Commit(new CommitContent { RemovedMonitors = removed });
        foreach (string key in removed)
        {
            _changedAt.TryRemove(key, out _);
            live.Removed(key);
        }
    }

    /// <summary>The monitor that the first one takes the place of; null where this is not the first, or nothing was measured before.</summary>
    private MonitorRecord? FormerDefault(MonitorRecord first) =>
        live.Default is { } former && former.Name != first.Key && folder.Monitors.All().Count == 0 && folder.LastMeasuredWindow(former.Name) is not null
            ? codec.Unstored(former) with { Status = MonitorStatus.Inactive, ModifiedAt = time.GetUtcNow().ToUnixTimeSeconds() }
            : null;
}
