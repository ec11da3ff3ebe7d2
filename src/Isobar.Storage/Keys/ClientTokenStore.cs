using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.Keys;

/// <summary>The requests that may come again, for reading; they are written by <see cref="DataFolder.Commit(CommitContent)"/> together with what they changed.</summary>
public sealed class ClientTokenStore
{
    private readonly ControlStore _control;

    internal ClientTokenStore(ControlStore control) => _control = control;

    /// <summary>A request by its token; null when there is none, or it is older than a token is known.</summary>
    public ClientTokenRow? Find(string account, string operation, string token, long now)
    {
        List<ClientTokenRow> found = _control.Read(connection => connection.Query(
            reader => new ClientTokenRow(account, operation, token, (byte[])reader.GetValue(0), reader.GetString(1), reader.GetInt64(2)),
            "SELECT request, response, created_at FROM client_tokens WHERE account = $account AND operation = $operation AND token = $token AND created_at > $after",
            ("$account", account), ("$operation", operation), ("$token", token), ("$after", now - ClientTokenRow.LifetimeSeconds)));
        return found.Count > 0 ? found[0] : null;
    }

    /// <summary>Writes requests, and forgets those whose time is over.</summary>
    internal static void Put(SqliteTransaction transaction, IReadOnlyList<ClientTokenRow> rows)
    {
        foreach (ClientTokenRow row in rows)
        {
            transaction.Execute("DELETE FROM client_tokens WHERE created_at <= $before", ("$before", row.CreatedAt - ClientTokenRow.LifetimeSeconds));
            transaction.Execute(
                "INSERT OR REPLACE INTO client_tokens (account, operation, token, request, response, created_at) VALUES ($account, $operation, $token, $request, $response, $at)",
                ("$account", row.Account), ("$operation", row.Operation), ("$token", row.Token), ("$request", row.Request.ToArray()), ("$response", row.Response),
                ("$at", row.CreatedAt));
        }
    }
}
