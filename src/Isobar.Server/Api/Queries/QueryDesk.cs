using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Isobar.Core.Locations;
using Isobar.Storage;

namespace Isobar.Server.Api.Queries;

/// <summary>
/// Takes queries, runs a few at a time, and keeps their results for a day (spec 5.3), also over a restart. What had not succeeded by then is unknown afterwards, and what it
/// took on disk is freed.
/// </summary>
internal sealed class QueryDesk : IDisposable
{
    /// <summary>Most queries of a monitor that wait or run.</summary>
    public const int OpenLimit = 20;

    private const int IdBytes = 48, AtOnce = 2;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<string, RunningQuery> _queries = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _slots;
    private readonly Lock _starting = new();
    private readonly DataFolder _folder;
    private readonly ImmutableArray<ServiceLocation> _locations;
    private readonly TimeProvider _time;
    private readonly string _path;

    /// <param name="folder">The data folder.</param>
    /// <param name="locations">The user's own service locations.</param>
    /// <param name="time">The clock.</param>
    /// <param name="slots">How many run at once; null for the usual number.</param>
    public QueryDesk(DataFolder folder, ImmutableArray<ServiceLocation> locations, TimeProvider time, SemaphoreSlim? slots = null)
    {
        _slots = slots ?? new SemaphoreSlim(AtOnce);
        (_folder, _locations, _time, _path) = (folder, locations, time, Path.Combine(folder.Path, "queries"));
        Directory.CreateDirectory(_path);
        Restore();
    }

    /// <summary>Takes a query and gives its id.</summary>
    /// <param name="account">Who asks.</param>
    /// <param name="monitor">The monitor as they name it.</param>
    /// <param name="plan">What is asked.</param>
    /// <exception cref="ApiException">Too many queries of the monitor are open.</exception>
    public string Start(string account, string monitor, QueryPlan plan)
    {
        RunningQuery query;
        lock (_starting)
        {
            Expire();
            if (_queries.Values.Count(other => other.IsOpen && other.Account == account && other.MonitorName == monitor) >= OpenLimit)
            {
                throw new ApiException(ErrorShape.LimitExceeded, $"{OpenLimit} queries of the monitor {monitor} are running, which is the limit.");
            }
            string id = "AQIC" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(IdBytes));
            query = new(id, account, monitor, plan, _time.GetUtcNow().ToUnixTimeSeconds(), Path.Combine(_path, id));
            _queries[id] = query;
        }
        _ = Task.Run(() => RunAsync(query));
        return query.Id;
    }

    /// <summary>A query of an account and a monitor by its id.</summary>
    /// <exception cref="ApiException">There is none.</exception>
    public RunningQuery Find(string account, string monitor, string id) =>
        _queries.TryGetValue(id, out RunningQuery? query) && query.Account == account && query.MonitorName == monitor && !IsOver(query)
            ? query
            : throw ApiException.Missing("Query", id);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (RunningQuery query in _queries.Values)
        {
            query.Stop();
        }
    }

    private async Task RunAsync(RunningQuery query)
    {
        await _slots.WaitAsync();
        try
        {
            if (query.TryMove(QueryStatus.Running))
            {
                query.Write(QueryRows.Of(query.Plan!, _folder, _locations, query.Stopped));
                query.Keep();
                if (!query.TryMove(QueryStatus.Succeeded))
                {
                    query.Delete();
                }
            }
        }
        catch (Exception fault)
        {
            // Whatever it is, the query ends, and its caller is told; the server goes on.
            query.TryMove(QueryStatus.Failed, fault is StorageException or IOException ? fault.Message : "the server met a fault");
        }
        finally
        {
            _slots.Release();
        }
    }

    /// <summary>Takes over what an earlier process had answered; all else in the folder is of no use to anybody.</summary>
    private void Restore()
    {
        foreach (string file in Directory.EnumerateFiles(_path).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)).ToArray())
        {
            StoredQuery? stored = StoredQuery.TryRead(RunningQuery.DescriptionOf(file));
            if (stored?.Id == Path.GetFileName(file) && new RunningQuery(stored, file) is var query && !IsOver(query))
            {
                _queries[query.Id] = query;
            }
        }
        foreach (string file in Directory.EnumerateFiles(_path).Where(file => !_queries.ContainsKey(Path.GetFileNameWithoutExtension(file))).ToArray())
        {
            File.Delete(file);
        }
    }

    private bool IsOver(RunningQuery query) => _time.GetUtcNow().ToUnixTimeSeconds() - query.CreatedAt >= (long)s_lifetime.TotalSeconds;

    private void Expire()
    {
        foreach (RunningQuery query in _queries.Values.Where(query => IsOver(query) && !query.IsOpen))
        {
            _queries.TryRemove(query.Id, out _);
            query.Delete();
        }
    }
}
