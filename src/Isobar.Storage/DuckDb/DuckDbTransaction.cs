namespace Isobar.Storage.DuckDb;

/// <summary>A transaction over everything its connection does; disposed without commit, it leaves no trace.</summary>
internal sealed class DuckDbTransaction : IDisposable
{
    private readonly DuckDbConnection _connection;
    private bool _ended;

    internal DuckDbTransaction(DuckDbConnection connection)
    {
        _connection = connection;
        connection.ExecuteNonQuery("BEGIN TRANSACTION");
    }

    /// <summary>Makes it durable: the engine syncs its log before this returns.</summary>
    public void Commit()
    {
        // Also when it fails: the engine has rolled back then.
        _ended = true;
        _connection.ExecuteNonQuery("COMMIT");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_ended)
        {
            return;
        }
        _ended = true;
        try
        {
            _connection.ExecuteNonQuery("ROLLBACK");
        }
        catch (DuckDbException)
        {
            // After a fatal error the engine has already ended it, and says so. The first error is on its way to the caller and must not be hidden.
        }
    }
}
