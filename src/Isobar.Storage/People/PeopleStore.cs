using System.Globalization;
using Isobar.Storage.Control;
using Microsoft.Data.Sqlite;

namespace Isobar.Storage.People;

/// <summary>Who may sign in, who is signed in, and what they changed. Writes are durable when they return; any thread may ask.</summary>
public sealed class PeopleStore : IDisposable
{
    private const string UserColumns = "name, role, password, created_at, last_sign_in, is_disabled, failures, locked_until, provider, subject";
    private const string SessionColumns = "id, user, created_at, last_seen, expires_at, address, agent";

    private readonly ControlSession _session;

    private PeopleStore(ControlSession session) => _session = session;

    /// <summary>Opens the store of a folder; a folder or control store that is not there yet is made.</summary>
    /// <param name="folder">The data folder.</param>
    /// <param name="command">What to call this process should another one meet it while the store is made.</param>
    /// <exception cref="StorageException">The folder cannot be written, or its store is of another version and in use.</exception>
    public static PeopleStore Open(string folder, string command) => new(ControlSession.Open(folder, command, "users_of_provider", "users and sessions"));

    /// <summary>All users in the order of their names.</summary>
    public IReadOnlyList<UserRow> Users() => _session.Run(connection => connection.Query(User, $"SELECT {UserColumns} FROM users ORDER BY name"));

    /// <summary>A user by name; null when there is none.</summary>
    public UserRow? FindUser(string name) => _session.Run(connection =>
        connection.Query(User, $"SELECT {UserColumns} FROM users WHERE name = $name", ("$name", name)).FirstOrDefault());

    /// <summary>The user whom a provider calls so; null when there is none.</summary>
    public UserRow? FindUserOf(string provider, string subject) => _session.Run(connection => connection.Query(
        User, $"SELECT {UserColumns} FROM users WHERE provider = $provider AND subject = $subject", ("$provider", provider), ("$subject", subject)).FirstOrDefault());

    /// <summary>Adds a user; false when the name is taken, or the provider's user is there under another one.</summary>
    public bool AddUser(UserRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return _session.Run(connection => connection.Execute(
            $"INSERT OR IGNORE INTO users ({UserColumns}) VALUES ($name, $role, $password, $created, $signed, $disabled, $failures, $locked, $provider, $subject)",
            ("$name", row.Name), ("$role", row.Role), ("$password", row.PasswordHash), ("$created", row.CreatedAt), ("$signed", row.LastSignIn), ("$disabled", row.IsDisabled),
            ("$failures", row.Failures), ("$locked", row.LockedUntil), ("$provider", row.Provider), ("$subject", row.Subject))) > 0;
    }

    /// <summary>Changes a user as a function of what is stored, nobody between; the function gives null to change nothing. False when there is none of this name.</summary>
    public bool ChangeUser(string name, Func<UserRow, IReadOnlyList<UserRow>, UserRow?> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return _session.Change(transaction =>
        {
            List<UserRow> all = transaction.Connection!.Query(User, $"SELECT {UserColumns} FROM users ORDER BY name", transaction);
            if (all.Find(user => user.Name == name) is not UserRow known)
            {
                return false;
            }
            if (change(known, all) is UserRow row)
            {
                transaction.Execute(
                    """
                    UPDATE users SET role = $role, password = $password, last_sign_in = $signed, is_disabled = $disabled, failures = $failures, locked_until = $locked
                    WHERE name = $name
                    """,
                    ("$name", name), ("$role", row.Role), ("$password", row.PasswordHash), ("$signed", row.LastSignIn), ("$disabled", row.IsDisabled),
                    ("$failures", row.Failures), ("$locked", row.LockedUntil));
            }
            return true;
        });
    }

    /// <summary>Removes a user with their sessions where a condition on them and all others holds; null when there is none of this name.</summary>
    public bool? RemoveUser(string name, Func<UserRow, IReadOnlyList<UserRow>, bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _session.Change<bool?>(transaction =>
        {
            List<UserRow> all = transaction.Connection!.Query(User, $"SELECT {UserColumns} FROM users ORDER BY name", transaction);
            if (all.Find(user => user.Name == name) is not UserRow known)
            {
                return null;
            }
            if (!condition(known, all))
            {
                return false;
            }
            transaction.Execute("DELETE FROM users WHERE name = $name", ("$name", name));
            transaction.Execute("DELETE FROM sessions WHERE user = $name", ("$name", name));
            return true;
        });
    }

    /// <summary>Begins a session.</summary>
    /// <param name="row">The session.</param>
    /// <param name="tokenHash">Hash of what the browser holds.</param>
    public void AddSession(SessionRow row, byte[] tokenHash)
    {
        ArgumentNullException.ThrowIfNull(row);
        _session.Run(connection => connection.Execute(
            $"INSERT INTO sessions (token_hash, {SessionColumns}) VALUES ($hash, $id, $user, $created, $seen, $expires, $address, $agent)",
            ("$hash", tokenHash), ("$id", row.Id), ("$user", row.User), ("$created", row.CreatedAt), ("$seen", row.LastSeen), ("$expires", row.ExpiresAt),
            ("$address", row.Address), ("$agent", row.Agent)));
    }

    /// <summary>The session of a token's hash; null when there is none.</summary>
    public SessionRow? FindSession(byte[] tokenHash) => _session.Run(connection =>
        connection.Query(Session, $"SELECT {SessionColumns} FROM sessions WHERE token_hash = $hash", ("$hash", tokenHash)).FirstOrDefault());

    /// <summary>All sessions, the youngest first.</summary>
    public IReadOnlyList<SessionRow> Sessions() => _session.Run(connection =>
        connection.Query(Session, $"SELECT {SessionColumns} FROM sessions ORDER BY created_at DESC, id"));

    /// <summary>Notes that a session was heard of.</summary>
    public void TouchSession(string id, long now) => _session.Run(connection =>
        connection.Execute("UPDATE sessions SET last_seen = $now WHERE id = $id", ("$now", now), ("$id", id)));

    /// <summary>Ends a session; false when there is none of this id.</summary>
    public bool RemoveSession(string id) => _session.Run(connection => connection.Execute("DELETE FROM sessions WHERE id = $id", ("$id", id))) > 0;

    /// <summary>Ends the sessions of a user, all but one perhaps.</summary>
    public void RemoveSessionsOf(string user, string? exceptId) => _session.Run(connection =>
        connection.Execute("DELETE FROM sessions WHERE user = $user AND id IS NOT $except", ("$user", user), ("$except", exceptId)));

    /// <summary>Forgets the sessions that are over.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="seenBefore">Those last heard of before this are over too.</param>
    public void RemoveExpiredSessions(long now, long seenBefore) => _session.Run(connection =>
        connection.Execute("DELETE FROM sessions WHERE expires_at <= $now OR last_seen < $seen", ("$now", now), ("$seen", seenBefore)));

    /// <summary>Keeps the link by which somebody may become an administrator; there is one at most.</summary>
    /// <param name="tokenHash">Hash of what the link holds.</param>
    /// <param name="end">When it ends, Unix seconds.</param>
    public void OfferLink(byte[] tokenHash, long end) => _session.Run(connection => connection.Execute(
        "INSERT OR REPLACE INTO meta (name, value) VALUES ('access_link', $value)", ("$value", LinkValue(tokenHash, end))));

    /// <summary>When the link ends; null where there is none.</summary>
    public long? LinkEnd() => Link()?.End;

    /// <summary>Whether this is the link, and it has not ended.</summary>
    public bool IsLink(byte[] tokenHash, long now) => Link() is var (hash, end) && hash == Convert.ToHexStringLower(tokenHash) && end > now;

    /// <summary>Removes the link where it is this one and has not ended; true for the one caller who did.</summary>
    public bool TakeLink(byte[] tokenHash, long now) => Link() is var (_, end) && end > now && _session.Run(connection => connection.Execute(
        "DELETE FROM meta WHERE name = 'access_link' AND value = $value", ("$value", LinkValue(tokenHash, end)))) > 0;

    /// <summary>Records a change.</summary>
    public void AddAudit(AuditRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        _session.Run(connection => connection.Execute(
            "INSERT INTO audit (at, user, address, action, target, outcome, detail) VALUES ($at, $user, $address, $action, $target, $outcome, $detail)",
            ("$at", row.At), ("$user", row.User), ("$address", row.Address), ("$action", row.Action), ("$target", row.Target), ("$outcome", row.Outcome), ("$detail", row.Detail)));
    }

    /// <summary>Changes, the youngest first.</summary>
    /// <param name="before">Only those of a lower number; null for all.</param>
    /// <param name="limit">How many at most.</param>
    public IReadOnlyList<AuditRow> Audit(long? before, int limit) => _session.Run(connection => connection.Query(
        reader => new AuditRow(
            reader.GetInt64(1), reader.GetString(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.GetString(6), reader.GetString(7), reader.GetInt64(0)),
        "SELECT id, at, user, address, action, target, outcome, detail FROM audit WHERE id < $before ORDER BY id DESC LIMIT $limit",
        ("$before", before ?? long.MaxValue), ("$limit", limit)));

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    private (string Hash, long End)? Link() =>
        _session.Run(connection => connection.Scalar("SELECT value FROM meta WHERE name = 'access_link'")) is string value && value.Split(' ') is [string hash, string end]
            ? (hash, long.Parse(end, CultureInfo.InvariantCulture))
            : null;

    private static string LinkValue(byte[] tokenHash, long end) => string.Create(CultureInfo.InvariantCulture, $"{Convert.ToHexStringLower(tokenHash)} {end}");

    private static UserRow User(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetInt64(4),
        reader.GetInt64(5) != 0, reader.GetInt32(6), reader.IsDBNull(7) ? null : reader.GetInt64(7), reader.IsDBNull(8) ? null : reader.GetString(8),
        reader.IsDBNull(9) ? null : reader.GetString(9));

    private static SessionRow Session(SqliteDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetInt64(3), reader.GetInt64(4), reader.GetString(5), reader.GetString(6));
}
