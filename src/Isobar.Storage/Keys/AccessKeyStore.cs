using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Keys;

/// <summary>
/// The access keys of a data folder. It has a connection of its own to the control store and takes no lock of the folder, so keys are made and revoked while a
/// server runs. Any thread may ask.
/// </summary>
public sealed class AccessKeyStore : IDisposable
{
    private const string Columns = "key_id, account, policy, name, created_at, secret";

    private readonly ControlSession _session;

    private AccessKeyStore(ControlSession session) => _session = session;

    /// <summary>Opens the keys of a folder; a folder or control store that is not there yet is made.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to call this process should another one meet it while the store is made.</param>
    /// <exception cref="StorageException">The folder cannot be written, or its store is of another version and in use.</exception>
    public static AccessKeyStore Open(string folder, string command) => new(ControlSession.Open(folder, command, "access_keys", "access keys"));

    /// <summary>All keys in the order of their making.</summary>
    public IReadOnlyList<AccessKeyRow> All() => _session.Run(connection => connection.Query(Row, $"SELECT {Columns} FROM access_keys ORDER BY created_at, key_id"));

    /// <summary>A key by its id; null when there is none.</summary>
    public AccessKeyRow? Find(string keyId)
    {
        List<AccessKeyRow> found = _session.Run(connection => connection.Query(Row, $"SELECT {Columns} FROM access_keys WHERE key_id = $id", ("$id", keyId)));
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Stores a new key; durable when it returns.</summary>
    public void Add(AccessKeyRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _session.Run(connection => connection.Execute(
            $"INSERT INTO access_keys ({Columns}) VALUES ($id, $account, $policy, $name, $created, $secret)",
            ("$id", row.KeyId), ("$account", row.Account), ("$policy", row.Policy), ("$name", row.Name), ("$created", row.CreatedAt),
            ("$secret", row.ProtectedSecret)));
    }

    /// <summary>Removes a key; false when there is none of this id.</summary>
    public bool Remove(string keyId) => _session.Run(connection => connection.Execute("DELETE FROM access_keys WHERE key_id = $id", ("$id", keyId))) > 0;

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private static AccessKeyRow Row(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.GetInt64(4), reader.GetString(5));
}
