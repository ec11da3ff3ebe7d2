using System.Globalization;
using Isobar.Server.Api.Access;
using Isobar.Server.Web.Access;
using Isobar.Server.Web.Wire;
using Isobar.Storage.Keys;
using Isobar.Storage.People;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Isobar.Server.Web.Endpoints;

/// <summary>Sessions, users, keys, and what was changed.</summary>
internal sealed class AccessEndpoints(ConsoleServices services, UserDesk users)
{
    private const int UsualPage = 100, LargestPage = 1000;

    private readonly string _admin = RoleNames.Of(ConsoleRole.Admin);

    /// <summary>Adds the routes.</summary>
    public void Map(ConsoleRoutes routes)
    {
        routes.Get("/sessions", "ListSessions", ConsoleRole.Viewer, "One's own sessions; of an admin, all.", (HttpContext context) => ListSessions(context));
        routes.Delete("/sessions/{id}", "DeleteSession", ConsoleRole.Viewer, "Ends a session.", (string id, HttpContext context) => DeleteSession(id, context));
        routes.Get("/users", "ListUsers", ConsoleRole.Admin, "Users.", () => new UsersAnswer([.. services.People.Users().Select(Of)]));
        routes.Post("/users", "CreateUser", ConsoleRole.Admin, "Adds a user.", (CreateUserRequest request) => CreateUser(request));
        routes.Put("/users/{name}", "UpdateUser", ConsoleRole.Admin, "Changes a user.", (string name, UpdateUserRequest request) => UpdateUser(name, request));
        routes.Delete("/users/{name}", "DeleteUser", ConsoleRole.Admin, "Removes a user.", (string name) => DeleteUser(name));
        routes.Get("/keys", "ListKeys", ConsoleRole.Admin, "Access keys.", () => new KeysAnswer([.. services.Keys.All().Select(Of)]));
        routes.Post("/keys", "CreateKey", ConsoleRole.Admin, "Makes an access key; the only answer with its secret.", (CreateKeyRequest request) => CreateKey(request));
        routes.Delete("/keys/{id}", "DeleteKey", ConsoleRole.Admin, "Revokes an access key.", (string id) => DeleteKey(id));
        routes.Get("/audit", "ListAudit", ConsoleRole.Admin, "Changes, the newest first.", (string? after, int? limit) => ListAudit(after, limit));
    }

    private SessionsAnswer ListSessions(HttpContext context)
    {
        Visitor visitor = ConsoleGate.VisitorOf(context)!;
        long now = services.Wall.GetUtcNow().ToUnixTimeSeconds();
        return new([.. services.People.Sessions()
            .Where(session => (visitor.Role == ConsoleRole.Admin || session.User == visitor.Name) && SessionDesk.EndOf(session) > now)
            .Select(session => new SessionWire(
                session.Id, session.User, session.CreatedAt, session.LastSeen, SessionDesk.EndOf(session), session.Address, session.Agent, session.Id == visitor.Session?.Id))]);
    }

    private NoContent DeleteSession(string id, HttpContext context)
    {
        Visitor visitor = ConsoleGate.VisitorOf(context)!;
        SessionRow? session = services.People.Sessions().FirstOrDefault(session => session.Id == id);
        // Those of others are not there for somebody who may not see them.
        if (session is null || (visitor.Role != ConsoleRole.Admin && session.User != visitor.Name) || !services.People.RemoveSession(id))
        {
            throw ConsoleFault.Missing("session", id);
        }
        return TypedResults.NoContent();
    }

    private Created<UserWire> CreateUser(CreateUserRequest request)
    {
        UserRow row = users.Add(request.Name, RoleOf(request.Role), request.Password);
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/users/{row.Name}", Of(row));
    }

    private UserWire UpdateUser(string name, UpdateUserRequest request)
    {
        string? role = request.Role is null ? null : RoleNames.Of(RoleOf(request.Role));
        string? hash = request.Password is null ? null : users.Hash(name, request.Password, "password");
        bool isKnown = services.People.ChangeUser(name, (user, all) =>
        {
            UserRow changed = user with
            {
                Role = role ?? user.Role, IsDisabled = request.IsDisabled ?? user.IsDisabled, PasswordHash = hash ?? user.PasswordHash,
                Failures = hash is null ? user.Failures : 0, LockedUntil = hash is null ? user.LockedUntil : null,
            };
            if (user.Provider is not null && (role is not null || hash is not null))
            {
                throw ConsoleFault.Conflict($"What {name} may do is said by {user.Provider} at each sign-in, and the password is kept there too. Here they can only be locked out or deleted.");
            }
            RequireAdmin(all.Select(other => other.Name == name ? changed : other));
            return changed;
        });
        if (!isKnown)
        {
            throw ConsoleFault.Missing("user", name);
        }
        services.People.RemoveSessionsOf(name, null);
        return Of(services.People.FindUser(name) ?? throw ConsoleFault.Missing("user", name));
    }

    private NoContent DeleteUser(string name)
    {
        bool? isRemoved = services.People.RemoveUser(name, (_, all) =>
        {
            RequireAdmin(all.Where(other => other.Name != name));
            return true;
        });
        return isRemoved == true ? TypedResults.NoContent() : throw ConsoleFault.Missing("user", name);
    }

    private Created<NewKeyWire> CreateKey(CreateKeyRequest request)
    {
        if (!AccessPolicy.TryParse(request.Policy ?? "full", out AccessPolicy? policy))
        {
            throw ConsoleFault.Invalid("policy", "full, read-only, or actions parted by commas such as internetmonitor:Get* are expected.");
        }
        if (request.Name is not { Length: <= 100 } name)
        {
            throw ConsoleFault.Invalid("name", "A name of at most 100 characters is expected.");
        }
        AccessKey key = services.Keys.Create(services.Api.OwnAccount, policy, name);
        KeyWire made = services.Keys.All().Where(row => row.KeyId == key.Id).Select(Of).Single();
        return TypedResults.Created($"{ConsoleRoutes.Prefix}/keys/{key.Id}", new NewKeyWire(made.Id, made.Name, made.Account, made.Policy, made.CreatedAt, key.Secret));
    }

    private NoContent DeleteKey(string id) => services.Keys.Revoke(id) ? TypedResults.NoContent() : throw ConsoleFault.Missing("key", id);

    private AuditAnswer ListAudit(string? after, int? limit)
    {
        int most = Math.Clamp(limit ?? UsualPage, 1, LargestPage);
        long? before = after is null ? null : long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out long id) ? id : throw ConsoleFault.Invalid("after", "A token of an answer is expected.");
        IReadOnlyList<AuditRow> rows = services.People.Audit(before, most);
        return new(
            [.. rows.Select(row => new AuditWire(row.Id, row.At, row.User, row.Address, row.Action, row.Target, row.Outcome, row.Detail))],
            rows.Count == most ? rows[^1].Id.ToString(CultureInfo.InvariantCulture) : null);
    }

    private void RequireAdmin(IEnumerable<UserRow> left)
    {
        if (!left.Any(user => user.Role == _admin && users.MaySignIn(user)))
        {
            throw ConsoleFault.Conflict("There must be an admin who can sign in.");
        }
    }

    private static ConsoleRole RoleOf(string? name) => RoleNames.Read(name) ?? throw ConsoleFault.Invalid("role", "viewer, editor or admin is expected.");

    private static UserWire Of(UserRow row) => new(row.Name, row.Role, row.CreatedAt, row.LastSignIn, row.IsDisabled, row.LockedUntil, row.PasswordHash is not null, row.Provider);

    private static KeyWire Of(AccessKeyRow row) => new(row.KeyId, row.Name, row.Account, row.Policy, row.CreatedAt);
}
