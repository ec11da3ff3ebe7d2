using System.Text;

namespace Isobar.Server.Api.Queries;

/// <summary>A query that waits, runs or is over. Its rows lie in a file, so that their number is bounded by the disk alone.</summary>
#pragma warning disable CA1001 // A source of cancellation without a timer holds nothing, and whoever asks for its token may come late.
internal sealed class RunningQuery
#pragma warning restore CA1001
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly string _path;

    /// <param name="id">Its id.</param>
    /// <param name="account">Who asked.</param>
    /// <param name="monitor">The monitor as they named it.</param>
    /// <param name="plan">What was asked.</param>
    /// <param name="createdAt">When, Unix seconds.</param>
    /// <param name="path">The file of its rows.</param>
    public RunningQuery(string id, string account, string monitor, QueryPlan plan, long createdAt, string path)
    {
        (Id, Account, MonitorName, Plan, Columns, CreatedAt, _path) = (id, account, monitor, plan, plan.Columns, createdAt, path);
    }

    /// <summary>One that had succeeded when an earlier process ended.</summary>
    /// <param name="stored">What was kept of it.</param>
    /// <param name="path">The file of its rows.</param>
    public RunningQuery(StoredQuery stored, string path)
    {
        (Id, Account, MonitorName, CreatedAt, _path) = (stored.Id, stored.Account, stored.MonitorName, stored.CreatedAt, path);
        Columns = [.. stored.Columns.Chunk(2).Select(column => new QueryColumn(column[0], column[1]))];
        Status = QueryStatus.Succeeded;
    }

    /// <summary>The file beside the rows that tells what they are.</summary>
    public static string DescriptionOf(string path) => path + ".json";

    public string Id { get; }

    public string Account { get; }

    public string MonitorName { get; }

    /// <summary>What was asked; null where an earlier process answered it.</summary>
    public QueryPlan? Plan { get; }

    /// <summary>The columns of the results.</summary>
    public IReadOnlyList<QueryColumn> Columns { get; }

    /// <summary>Signalled when it is stopped.</summary>
    public CancellationToken Stopped => _stop.Token;

    public long CreatedAt { get; }

    /// <summary>How far it is.</summary>
    public QueryStatus Status { get; private set; }

    /// <summary>The status in the words of the API.</summary>
    public string StatusWord => Status.ToString().ToUpperInvariant();

    /// <summary>Whether it is still to come to an end.</summary>
    public bool IsOpen => Status is QueryStatus.Queued or QueryStatus.Running;

    /// <summary>Why it failed.</summary>
    public string? Fault { get; private set; }

    /// <summary>Goes from one status to the next; false where it was stopped meanwhile.</summary>
    public bool TryMove(QueryStatus status, string? fault = null)
    {
        lock (_gate)
        {
            if (!IsOpen)
            {
                return false;
            }
            (Status, Fault) = (status, fault);
            return true;
        }
    }

    /// <summary>Stops it; one that is over stays as it is.</summary>
    public void Stop()
    {
        if (TryMove(QueryStatus.Canceled))
        {
            _stop.Cancel();
        }
    }

    /// <summary>Keeps what is needed to answer for it after a restart. Before it is told to have succeeded.</summary>
    public void Keep() => new StoredQuery
    {
        Id = Id, Account = Account, MonitorName = MonitorName, CreatedAt = CreatedAt, Columns = [.. Columns.SelectMany(column => new[] { column.Name, column.Type })],
    }.Write(DescriptionOf(_path));

    /// <summary>Writes rows as they come, until it is stopped.</summary>
    public void Write(IEnumerable<string[]> rows)
    {
        using FileStream file = File.Create(_path);
        using BinaryWriter writer = new(file, Encoding.UTF8);
        foreach (string[] row in rows)
        {
            if (!IsOpen)
            {
                return;
            }
            foreach (string cell in row)
            {
                writer.Write(cell);
            }
        }
    }

    /// <summary>A page of rows.</summary>
    /// <param name="position">Where it begins; 0 for the first.</param>
    /// <param name="size">Most rows.</param>
    /// <returns>The rows, and where the next page begins; -1 where there is none.</returns>
    public (List<List<string>> Rows, long Next) ReadPage(long position, int size)
    {
        List<List<string>> rows = [];
        try
        {
            using FileStream file = File.OpenRead(_path);
            using BinaryReader reader = new(file, Encoding.UTF8);
            file.Position = position;
            while (rows.Count < size && file.Position < file.Length)
            {
                List<string> row = new(Columns.Count);
                for (int column = 0; column < Columns.Count; column++)
                {
                    row.Add(reader.ReadString());
                }
                rows.Add(row);
            }
            return (rows, file.Position < file.Length ? file.Position : -1);
        }
        catch (Exception fault) when (fault is EndOfStreamException or FormatException or ArgumentOutOfRangeException)
        {
            throw ApiException.Invalid("The NextToken is not valid for this request.");
        }
        catch (FileNotFoundException)
        {
            throw ApiException.Missing("Query", Id);
        }
    }

    /// <summary>Deletes its rows.</summary>
    public void Delete()
    {
        File.Delete(DescriptionOf(_path));
        File.Delete(_path);
    }
}
