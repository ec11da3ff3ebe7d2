using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Control;

/// <summary>
/// A connection of one's own to the control store, which takes no lock of the folder: for what people write while a server runs, or beside it. SQLite lets one writer wait for the
/// other. Any thread may ask.
/// </summary>
internal sealed class ControlSession : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly string _what;

    private ControlSession(SqliteConnection connection, string what) => (_connection, _what) = (connection, what);

    /// <summary>Opens the store of a folder; a folder or store that is not there yet, or lacks the part, is made or brought forward.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to call this process should another one meet it while the store is made.</param>
    /// <param name="part">A table or index that must be there.</param>
    /// <param name="what">What is kept there, for messages.</param>
    /// <exception cref="StorageException">The folder cannot be written, or its store is of another version and in use.</exception>
    public static ControlSession Open(string folder, string command, string part, string what)
    {
        string path = Path.Combine(Path.GetFullPath(folder), ControlStore.FileName);
        try
        {
            if (!File.Exists(path) || !Has(path, part))
            {
                DataFolder.Prepare(folder, command);
            }
            return new ControlSession(Connect(path), what);
        }
        catch (SqliteException error)
        {
            throw new StorageException($"The {what} in {path} could not be opened: {error.Message}", error);
        }
    }

    /// <summary>Does work on the connection; durable when it returns.</summary>
    public T Run<T>(Func<SqliteConnection, T> work)
    {
        lock (_gate)
        {
            try
            {
                return work(_connection);
            }
            catch (SqliteException error)
            {
                throw new StorageException($"The {_what} could not be read or written: {error.Message}", error);
            }
        }
    }

    /// <summary>Does work in one transaction, which no other writer comes between.</summary>
    public T Change<T>(Func<SqliteTransaction, T> work) => Run(connection =>
    {
        using SqliteTransaction transaction = connection.BeginTransaction();
        T result = work(transaction);
        transaction.Commit();
        return result;
    });

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private static bool Has(string path, string part)
    {
        using SqliteConnection connection = Connect(path);
        return connection.Scalar("SELECT name FROM sqlite_master WHERE name = $name", ("$name", part)) is not null;
    }

    private static SqliteConnection Connect(string path)
    {
        SqliteConnection connection = new(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA synchronous = FULL");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
